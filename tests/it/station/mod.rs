//! Holds the station folder: its texts, real folders of real files, what is told of the coming days, and the edits
//! that Loa makes. Here is what these tests share.

use std::fs;
use std::path::Path;

use loa::config::approve::approve;
use loa::config::check::check;
use loa::config::{AudioProbe, Loaded, load};
use loa::ids::{AudioPath, Digest};
use loa::library::{AudioFacts, Found};
use loa::messages::{Catalogue, Language};
use loa::plan::History;
use loa::schedule::diagnostic::{Diagnostic, Severity};
use loa::time::CivilDay;
use proptest::prelude::*;
use sha2::{Digest as _, Sha256};

mod ahead;
mod calendar;
mod coming_days;
mod edits;
mod findings;
mod folder;
mod hours;
mod reference;
mod schema;
mod sidecar;
mod station_toml;

/// Monday.
pub const TODAY: &str = "2026-12-07";

const STATION: &str = r#"[station]
id = "an-nhon-bac"
name = "Đài truyền thanh phường An Nhơn Bắc"
[[zone]]
id = "thon-1"
name = "Thôn 1"
[[zone]]
id = "thon-2"
name = "Thôn 2"
[[column]]
id = "cchc"
title = "Cải cách hành chính"
[hours]
allowed = ["05:00-07:00", "16:30-19:00"]
"#;

/// Checks that a text was read to a value or to problems, and that the problems can be told.
pub fn check_read<T>((read, problems): (Option<T>, Vec<Diagnostic>)) -> Result<(), TestCaseError> {
    prop_assert_eq!(read.is_none(), has_error(&problems));
    for language in Language::ALL {
        rendered(&problems, language);
    }
    Ok(())
}

/// Texts of some of these lines, in any order.
pub fn shuffled(lines: &'static [&'static str]) -> impl Strategy<Value = String> {
    let line = (0..lines.len()).prop_map(|at| format!("{}\n", lines[at]));
    proptest::collection::vec(line, 0..20).prop_map(|lines| lines.concat())
}

/// Looks at WAV files, and says of everything else what the WAV reader says of it.
pub struct WavProbe;

impl AudioProbe for WavProbe {
    fn probe(&self, path: &Path) -> Found {
        let bytes = match fs::read(path) {
            Ok(bytes) => bytes,
            Err(error) => return Found::Broken(error.to_string()),
        };
        match hound::WavReader::new(bytes.as_slice()) {
            Ok(reader) => Found::Audio(AudioFacts {
                sha256: Digest(Sha256::digest(&bytes).into()),
                frames: u64::from(reader.duration()) * 48_000
                    / u64::from(reader.spec().sample_rate),
                sample_rate_hz: reader.spec().sample_rate,
                channels: u32::from(reader.spec().channels),
                loudness_lufs: None,
                true_peak_dbtp: None,
            }),
            Err(error) => Found::Broken(error.to_string()),
        }
    }
}

pub struct Folder(tempfile::TempDir);

impl Folder {
    /// Makes a station folder with `station.toml` and nothing else.
    pub fn new() -> Self {
        let folder = Self::empty();
        folder.write("station.toml", STATION);
        folder
    }

    pub fn empty() -> Self {
        Self(tempfile::tempdir().expect("a temporary folder"))
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> &Self {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect(name);
        fs::write(path, bytes).expect(name);
        self
    }

    /// Writes a WAV file of some seconds of a low hum, at 8 kHz.
    pub fn wav(&self, name: &str, seconds: u32) -> &Self {
        let spec = hound::WavSpec {
            channels: 1,
            sample_rate: 8_000,
            bits_per_sample: 16,
            sample_format: hound::SampleFormat::Int,
        };
        self.write(name, "");
        let mut writer = hound::WavWriter::create(self.path().join(name), spec).expect(name);
        for frame in 0..seconds * 8_000 {
            let sample = i16::try_from(frame % 100 * 50).expect("a small sample");
            writer.write_sample(sample).expect(name);
        }
        writer.finalize().expect(name);
        self
    }

    /// Writes a WAV file with a sidecar and approves it.
    pub fn segment(&self, stem: &str, seconds: u32, sidecar: &str) -> &Self {
        self.wav(&format!("audio/{stem}.wav"), seconds);
        self.write(
            &format!("audio/{stem}.toml"),
            format!("title = \"{stem}\"\ngenre = \"bai\"\n{sidecar}"),
        );
        self.approve(&format!("{stem}.wav"))
    }

    pub fn approve(&self, audio: &str) -> &Self {
        let Found::Audio(facts) = WavProbe.probe(&self.path().join("audio").join(audio)) else {
            panic!("{audio} should be audio");
        };
        let audio = AudioPath::from(audio);
        approve(
            self.path(),
            &audio,
            "Trần Thị Bình",
            day("2026-12-01"),
            &facts,
        )
        .expect("approved");
        self
    }

    pub fn programme(&self, name: &str, text: &str) -> &Self {
        self.write(&format!("schedules/{name}.toml"), text)
    }

    pub fn load(&self) -> Loaded {
        load(self.path(), &WavProbe, day(TODAY))
    }

    /// Everything that is wrong with the folder, by itself and in the coming days.
    pub fn problems(&self) -> Vec<Diagnostic> {
        let loaded = self.load();
        let mut problems = check(&loaded, &History::new(), day(TODAY));
        problems.splice(0..0, loaded.problems);
        problems
    }
}

pub fn day(text: &str) -> CivilDay {
    CivilDay::parse(text).expect(text)
}

pub fn rendered(problems: &[Diagnostic], language: Language) -> String {
    let catalogue = Catalogue::new(language);
    let mut out = String::new();
    for problem in problems {
        let (message, hint) = catalogue.diagnostic(problem);
        let place = &problem.place;
        let sign = match problem.severity {
            Severity::Error => '✗',
            Severity::Warning => '!',
        };
        let hint = hint.expect("every problem of the station folder has advice");
        let line = format!(
            "{}:{}:{} {sign} {message}\n    {hint}\n",
            place.file, place.line, place.column
        );
        assert!(!message.starts_with("diag-"), "{message} has no words");
        // A variable that was not given shows as itself.
        let said = format!("{place:?}{:?}", problem.args);
        assert!(said.contains("{$") || !line.contains("{$"), "{line}");
        out += &line;
    }
    out
}

/// A programme at one time of every day that plays one file.
pub fn plays(time: &str, audio: &str) -> String {
    format!("title = \"Lúc {time}\"\n[[when]]\nat = \"{time}\"\n[[item]]\nplay = \"{audio}\"\n")
}

/// Checks which problems a folder has: `file code` each.
pub fn check_codes(folder: &Folder, expected: &[&str]) {
    let found = folder.problems();
    let codes: Vec<String> = found.iter().map(one_line).collect();
    assert_eq!(codes, expected, "{}", rendered(&found, Language::En));
}

/// Writes where a problem is and its code, a warning with `!`.
pub fn one_line(problem: &Diagnostic) -> String {
    let sign = match problem.severity {
        Severity::Error => "",
        Severity::Warning => "!",
    };
    let place = &problem.place;
    format!("{}:{} {sign}{}", place.file, place.line, problem.code)
}

/// Checks that a text is refused, and returns what is said about it.
pub fn refused<T: std::fmt::Debug>(
    (read, problems): (Option<T>, Vec<Diagnostic>),
    language: Language,
) -> String {
    assert!(read.is_none(), "{read:?} was read in spite of {problems:?}");
    rendered(&problems, language)
}

pub fn has_error(problems: &[Diagnostic]) -> bool {
    problems
        .iter()
        .any(|problem| problem.severity == Severity::Error)
}
