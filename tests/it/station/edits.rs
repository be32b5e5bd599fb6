//! The edits that Loa makes in a station folder, and how it notices those of others.

use std::fs;
use std::path::Path;

use loa::config::approve::approve;
use loa::config::check::check;
use loa::config::init::{FILES, init};
use loa::config::{AudioProbe, ConfigError, fingerprint, load};
use loa::ids::{AudioPath, Digest};
use loa::library::{AudioFacts, Found};
use loa::messages::Language;
use loa::plan::History;

use super::{Folder, TODAY, WavProbe, check_codes, day, plays, rendered};

#[test]
fn a_new_station_loads_without_a_word() {
    let folder = Folder::empty();
    let written = init(folder.path()).unwrap();
    assert_eq!(written.len(), FILES.len());
    let loaded = folder.load();
    assert_eq!(rendered(&loaded.problems, Language::Vi), "");
    assert_eq!(check(&loaded, &History::new(), day(TODAY)), []);
    assert_eq!(loaded.station.unwrap().plan.allowed.len(), 3);
    assert_eq!(loaded.programmes, []);
}

#[test]
fn the_examples_of_a_new_station_work_when_they_are_copied() {
    let folder = Folder::empty();
    init(folder.path()).unwrap();
    let copy = |from: &str, to: &str| {
        fs::copy(folder.path().join(from), folder.path().join(to)).unwrap();
    };
    copy("schedules/vi-du.toml.mau", "schedules/chuyen-muc-cchc.toml");
    copy("audio/vi-du.toml.mau", "audio/khai-sinh.toml");
    folder
        .wav("audio/khai-sinh.wav", 3)
        .approve("khai-sinh.wav")
        .wav("audio/nhac/nhac-hieu-cchc.wav", 1)
        .approve("nhac/nhac-hieu-cchc.wav");
    check_codes(&folder, &[]);
    let programmes = folder.load().programmes;
    assert_eq!(programmes[0].items.len(), 2);
}

#[test]
fn init_overwrites_nothing() {
    for (file, _) in FILES {
        let folder = Folder::empty();
        folder.write(file, "của tôi");
        let refused = init(folder.path());
        assert!(
            matches!(&refused, Err(ConfigError::AlreadyThere { file: named }) if named == file),
            "{refused:?}"
        );
        assert_eq!(
            fs::read_to_string(folder.path().join(file)).unwrap(),
            "của tôi"
        );
        let others = FILES.iter().filter(|(other, _)| other != file);
        for (other, _) in others {
            assert!(!folder.path().join(other).exists(), "{other} was written");
        }
    }
}

#[test]
fn an_approval_leaves_the_rest_of_a_sidecar_alone() {
    let folder = Folder::new();
    folder.wav("audio/cchc/khai sinh.wav", 1).write(
        "audio/cchc/khai sinh.toml",
        "# Bài của phường\ntitle = \"Khai sinh\"   # tên\n\ngenre = \"bai\"\n\n# Đã nghe\n[approval]\n\
         on = 2026-11-01 # lần đầu\nby = \"Người cũ\"\nsha256 = \"cũ\"\n\n[withdrawn]\non = 2027-01-01\n",
    );
    let audio = AudioPath::from("cchc/khai sinh.wav");
    let Found::Audio(facts) = WavProbe.probe(&folder.path().join("audio/cchc/khai sinh.wav"))
    else {
        panic!("a WAV file should be audio");
    };
    let facts = AudioFacts {
        sha256: Digest([0xa5; 32]),
        ..facts
    };
    let done = approve(folder.path(), &audio, " Trần Thị Bình ", day(TODAY), &facts).unwrap();
    assert_eq!(done.sidecar, "audio/cchc/khai sinh.toml");
    assert!(!done.is_new && done.is_withdrawn);
    let text = fs::read_to_string(folder.path().join(&done.sidecar)).unwrap();
    insta::assert_snapshot!(text, @r#"
    # Bài của phường
    title = "Khai sinh"   # tên

    genre = "bai"

    # Đã nghe
    [approval]
    on = 2026-12-07 # lần đầu
    by = "Trần Thị Bình"
    sha256 = "a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5"

    [withdrawn]
    on = 2027-01-01
    "#);
    let left: Vec<_> = fs::read_dir(folder.path().join("audio/cchc"))
        .unwrap()
        .collect();
    assert_eq!(left.len(), 2, "no temporary file is left: {left:?}");
}

#[test]
fn an_approval_makes_the_sidecar_that_is_not_there() {
    let folder = Folder::new();
    folder
        .wav("audio/Bản tin số 12 (CCHC) - bản cuối.wav", 1)
        .approve("Bản tin số 12 (CCHC) - bản cuối.wav");
    let loaded = folder.load();
    assert_eq!(rendered(&loaded.problems, Language::Vi), "");
    let segment = &loaded.library.segments["Bản tin số 12 (CCHC) - bản cuối.wav"];
    assert_eq!(segment.title, "Bản tin số 12 (CCHC) - bản cuối");
    assert_eq!(segment.refusal(day(TODAY)), None);
}

// T13: the name is typed composed, and stands decomposed on the disk.
#[test]
fn a_new_sidecar_takes_the_name_of_its_audio_as_on_disk() {
    let folder = Folder::new();
    let decomposed = "nha\u{323}c/tie\u{302}\u{301}ng";
    folder.wav(&format!("audio/{decomposed}.wav"), 1);
    let path = folder.path().join(format!("audio/{decomposed}.wav"));
    let Found::Audio(facts) = WavProbe.probe(&path) else {
        panic!("a WAV file should be audio");
    };
    let typed = AudioPath::from("nhạc/tiếng.wav");
    let done = approve(folder.path(), &typed, "Bình", day(TODAY), &facts).unwrap();
    assert_eq!(done.sidecar, format!("audio/{decomposed}.toml"));
    check_codes(&folder, &[]);
}

#[test]
fn an_approval_needs_audio_a_name_and_a_sidecar_that_can_be_read() {
    let folder = Folder::new();
    folder.segment("a", 1, "").write("audio/b.toml", "title = ");
    folder.wav("audio/b.wav", 1);
    let Found::Audio(facts) = WavProbe.probe(&folder.path().join("audio/a.wav")) else {
        panic!("a WAV file should be audio");
    };
    let attempt = |audio: &str, by: &str| {
        approve(
            folder.path(),
            &AudioPath::from(audio),
            by,
            day(TODAY),
            &facts,
        )
        .unwrap_err()
        .to_string()
    };
    assert_eq!(
        attempt("a.wav", " "),
        "no name is given of the person who approves"
    );
    assert_eq!(attempt("c.wav", "B"), "no audio file audio/c.wav");
    let torn = attempt("b.wav", "B");
    assert!(torn.starts_with("edit audio/b.toml:1: "), "{torn}");
    assert_eq!(
        fs::read_to_string(folder.path().join("audio/b.toml")).unwrap(),
        "title = "
    );
}

fn set_modified(path: &Path, to: std::time::SystemTime) {
    let file = fs::File::options().write(true).open(path).expect("a file");
    file.set_modified(to).expect("a new date");
}

#[test]
fn the_fingerprint_changes_with_every_edit_that_matters() {
    let folder = Folder::new();
    folder
        .segment("a", 1, "")
        .programme("mo-dau", &plays("05:30", "a.wav"));
    let mut before = fingerprint(folder.path());
    assert_eq!(before, fingerprint(folder.path()));
    assert_eq!(before, folder.load().fingerprint);
    let mut differs = |what: &str, expected: bool| {
        let after = fingerprint(folder.path());
        assert_eq!(after != before, expected, "{what}");
        before = after;
    };
    folder.write("schedules/.mo-dau.toml.swp", "rác");
    differs("an editor's litter", false);
    // The clock of a file system is coarse: without an old date, both could fall into the same tick.
    set_modified(
        &folder.path().join("schedules/mo-dau.toml"),
        std::time::UNIX_EPOCH,
    );
    differs("an old date", true);
    folder.programme("mo-dau", &plays("05:31", "a.wav"));
    differs("an edit of the same length", true);
    folder.wav("audio/b.wav", 1);
    differs("a new file", true);
    fs::rename(
        folder.path().join("audio/b.wav"),
        folder.path().join("audio/c.wav"),
    )
    .unwrap();
    differs("a new name", true);
    fs::remove_file(folder.path().join("station.toml")).unwrap();
    differs("a file gone", true);

    // Other bytes of the same length under the old date.
    let path = folder.path().join("audio/a.wav");
    let modified = fs::metadata(&path).unwrap().modified().unwrap();
    let mut bytes = fs::read(&path).unwrap();
    *bytes.last_mut().unwrap() ^= 1;
    folder.write("audio/.a.wav", bytes);
    set_modified(&folder.path().join("audio/.a.wav"), modified);
    fs::rename(folder.path().join("audio/.a.wav"), &path).unwrap();
    differs("an exchange under the old date", true);
}

// T9: an edit while the folder is read is seen by the next look.
#[test]
fn the_fingerprint_is_of_what_was_there_before_reading() {
    struct Edits<'f>(&'f Folder);
    impl AudioProbe for Edits<'_> {
        fn probe(&self, path: &Path) -> Found {
            self.0.programme("mo-dau", &plays("05:45", "a.wav"));
            WavProbe.probe(path)
        }
    }
    let folder = Folder::new();
    folder.segment("a", 1, "");
    let loaded = load(folder.path(), &Edits(&folder), day(TODAY));
    assert_ne!(loaded.fingerprint, fingerprint(folder.path()));
}
