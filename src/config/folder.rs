//! Reads a whole station folder at once: every file is read and every problem noted, whatever is wrong with the
//! others. Whether the parts fit together in the coming days is `check`'s.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::files;
use super::places::{self, places};
use super::probe::{AudioProbe, probe_all};
use super::scan::{self, DiskFile, Fingerprint, Scan};
use super::station::{Station, parse_station};
use crate::ids::{AudioPath, ProgrammeId};
use crate::library::sidecar::{Context, parse_sidecar, unlabelled};
use crate::library::{Found, Library, Segment, stem};
use crate::playback::OutputOptions;
use crate::schedule::calendar::{self, Calendar, parse_calendar};
use crate::schedule::diagnostic::{Diagnostic, Place, SAID, Severity};
use crate::schedule::parse::{ProgrammeFile, ScheduleContext, read_programme};
use crate::schedule::reader::NONE;
use crate::schedule::spelling::{nearest, nfc};
use crate::schedule::{Item, Programme};
use crate::time::CivilDay;

/// What was read of a station folder.
#[derive(Clone, PartialEq, Debug)]
pub struct Loaded {
    /// The station; `None` where `station.toml` is missing or has an error.
    pub station: Option<Station>,
    /// The programmes whose files have no error, by file name.
    pub programmes: Vec<Programme>,
    /// Every sound file, with what its sidecar says; and the columns.
    pub library: Library,
    /// Sound files without a sidecar that can be used: they are in the library, approved by nobody.
    pub unlabelled: BTreeSet<AudioPath>,
    /// The sounds that the schedule files name, those of files with errors too: each problem of a file is told at once.
    pub plays: Vec<Played>,
    /// Where the parts of a programme stand that are judged with the whole folder.
    pub places: BTreeMap<ProgrammeId, places::Places>,
    /// Every problem of a file by itself, by place.
    pub problems: Vec<Diagnostic>,
    /// The text of every file that was read, by the name that places use.
    pub sources: BTreeMap<Arc<str>, String>,
    /// The state of the folder that was read, taken before reading: an edit in between makes a difference.
    pub fingerprint: Fingerprint,
}

/// A sound that a schedule file names.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Played {
    /// The programme; `None` where its file has an error.
    pub programme: Option<ProgrammeId>,
    /// The sound, as it is written on disk where it is there.
    pub audio: AudioPath,
    /// Where it is named.
    pub place: Place,
}

/// Reads the station folder `dir` as of `today`. Never fails: what is wrong is in `problems`.
pub fn load(dir: &Path, prober: &dyn AudioProbe, today: CivilDay) -> Loaded {
    let mut scan = scan::scan(dir);
    let mut loader = Loader {
        problems: std::mem::take(&mut scan.problems),
        sources: BTreeMap::new(),
    };
    let mut station = loader.station(dir, &scan);
    let (library, unlabelled) = loader.library(&scan, prober, station.as_ref());
    let mut schedule = loader.schedule(&scan, station.as_ref(), today);
    resolve(&mut schedule, station.as_mut(), &library);
    let mut loaded = Loaded {
        station,
        programmes: schedule.programmes,
        library,
        unlabelled,
        plays: schedule.plays,
        places: schedule.places,
        problems: loader.problems,
        sources: loader.sources,
        fingerprint: scan.fingerprint(),
    };
    loaded.judge_references();
    loaded
        .problems
        .sort_by(|a, b| (&a.place, a.code).cmp(&(&b.place, b.code)));
    loaded
}

impl Loaded {
    /// Notes what the schedule names and is not there to be aired, and sound that nothing describes.
    fn judge_references(&mut self) {
        let mut problems = Vec::new();
        let told = self.told();
        let mut played = BTreeSet::new();
        for Played { audio, place, .. } in &self.plays {
            played.insert(audio);
            problems.extend(match self.library.segments.get(audio) {
                None => Some(missing(audio, self.near(audio), place)),
                Some(segment) => self.unfit(segment, Severity::Error, place, &told),
            });
        }
        let station = self.station.as_ref();
        if let Some(audio) = station.and_then(|station| station.plan.special.signature.as_ref()) {
            played.insert(audio);
            let text = self.sources.get(calendar::FILE);
            let text = text.map_or("", String::as_str);
            let place = places::place_of_signature(calendar::FILE, text);
            problems.extend(match self.library.segments.get(audio) {
                None => Some(missing(audio, self.near(audio), &place)),
                Some(segment) => self.unfit(segment, Severity::Error, &place, &told),
            });
        }
        for (audio, segment) in &self.library.segments {
            if !played.contains(audio) {
                let place = Place::file(format!("audio/{audio}"));
                problems.extend(self.unfit(segment, Severity::Warning, &place, &told));
            }
        }
        self.problems.extend(problems);
    }

    /// Returns the audio that was most likely meant: a slip in the path, or the right name in another folder.
    fn near(&self, audio: &AudioPath) -> &str {
        let known = || self.library.segments.keys().map(AudioPath::as_str);
        let name_of = |path: &'_ str| path.rsplit('/').next().map(str::to_owned);
        let elsewhere = || {
            let name = name_of(audio.as_str());
            known().find(|path| name_of(path) == name)
        };
        nearest(audio.as_str(), known())
            .or_else(elsewhere)
            .unwrap_or(NONE)
    }

    /// Returns why a segment could not air even if a person approved it, or that nothing describes it; `None` for
    /// what was told already, because the name or the sidecar has a problem of its own.
    fn unfit(
        &self,
        segment: &Segment,
        severity: Severity,
        place: &Place,
        told: &BTreeSet<String>,
    ) -> Option<Diagnostic> {
        let audio = &segment.audio;
        let problem = match &segment.found {
            Found::Missing => missing(audio, NONE, place),
            Found::Broken(why) => Diagnostic::error("audio-broken", place.clone())
                .with("audio", audio)
                .with(SAID, why),
            Found::Audio(_) => {
                if !self.unlabelled.contains(audio) || told.contains(segment.id.as_str()) {
                    return None;
                }
                Diagnostic::error("sidecar-missing", place.clone())
                    .with("audio", audio)
                    .with("sidecar", sidecar_of(audio))
            }
        };
        Some(Diagnostic {
            severity,
            ..problem
        })
    }

    /// The segments of which a problem of sound or sidecar was noted.
    fn told(&self) -> BTreeSet<String> {
        let files = self.problems.iter().map(|problem| &problem.place.file);
        files
            .filter_map(|file| Some(nfc(stem(file.strip_prefix("audio/")?))))
            .collect()
    }
}

fn missing(audio: &AudioPath, near: &str, place: &Place) -> Diagnostic {
    Diagnostic::error("audio-missing", place.clone())
        .with("audio", audio)
        .with("nearest", near)
}

/// Returns the path of the sidecar that would belong to `audio`, from the station folder.
fn sidecar_of(audio: &AudioPath) -> String {
    format!("audio/{}.toml", stem(audio.as_str()))
}

/// Puts the path as it is on disk in the place of each path as it was typed: the two may differ in Unicode form.
fn resolve(schedule: &mut Schedule, station: Option<&mut Station>, library: &Library) {
    let on_disk: BTreeMap<String, &AudioPath> = library
        .segments
        .keys()
        .map(|audio| (nfc(audio.as_str()), audio))
        .collect();
    let named = schedule.plays.iter_mut().map(|played| &mut played.audio);
    let items = schedule.programmes.iter_mut();
    let items = items.flat_map(|one| &mut one.items);
    let played = items.filter_map(|item| match item {
        Item::Play { audio } => Some(audio),
        Item::Pick(_) | Item::Pause { .. } => None,
    });
    let signature = station.and_then(|station| station.plan.special.signature.as_mut());
    for audio in played.chain(named).chain(signature) {
        if let Some(&found) = on_disk.get(&nfc(audio.as_str())) {
            *audio = found.clone();
        }
    }
}

/// The problems of a schedule file that only mean that something is not declared in `station.toml`.
const DECLARED: [&str; 3] = ["column-unknown", "day-set-unknown", "zone-unknown"];

/// What was read of the schedule files.
#[derive(Default)]
struct Schedule {
    programmes: Vec<Programme>,
    plays: Vec<Played>,
    places: BTreeMap<ProgrammeId, places::Places>,
}

struct Loader {
    problems: Vec<Diagnostic>,
    sources: BTreeMap<Arc<str>, String>,
}

impl Loader {
    /// Reads a text file and keeps its text; `None` where it can't be read.
    fn read(&mut self, file: &DiskFile) -> Option<String> {
        match files::read_text(file) {
            Ok(text) => {
                self.sources.insert(file.name.as_str().into(), text.clone());
                Some(text)
            }
            Err(problem) => {
                self.problems.push(problem);
                None
            }
        }
    }

    fn station(&mut self, dir: &Path, scan: &Scan) -> Option<Station> {
        let Some(file) = &scan.station else {
            let place = Place::file("station.toml");
            if !self.problems.iter().any(|problem| problem.place == place) {
                self.problems
                    .push(Diagnostic::error("station-missing", place));
            }
            return None;
        };
        let text = self.read(file)?;
        let station = parse_station(&text, &mut self.problems);
        // Read in any case, so that all problems are told at once.
        let calendar = self.calendar(scan);
        let mut station = station?;
        station.take_calendar(&calendar?);
        if let OutputOptions::Wav { path } = &mut station.output {
            // A relative path is meant from the folder that names it, wherever the daemon was started.
            *path = dir.join(std::mem::take::<PathBuf>(path));
        }
        Some(station)
    }

    /// Reads the calendar; an empty one where there is none, `None` where it can't be used. Without it a station can't
    /// be used either: it would air on days on which it must not.
    fn calendar(&mut self, scan: &Scan) -> Option<Calendar> {
        let Some(file) = &scan.calendar else {
            let told = |problem: &Diagnostic| &*problem.place.file == calendar::FILE;
            return (!self.problems.iter().any(told)).then(Calendar::default);
        };
        let text = self.read(file)?;
        parse_calendar(&text, &mut self.problems)
    }

    fn library(
        &mut self,
        scan: &Scan,
        prober: &dyn AudioProbe,
        station: Option<&Station>,
    ) -> (Library, BTreeSet<AudioPath>) {
        let columns = station.into_iter().flat_map(|station| &station.columns);
        let mut library = Library {
            segments: BTreeMap::new(),
            columns: columns
                .map(|column| (column.id.clone(), column.clone()))
                .collect(),
        };
        let context = Context {
            columns: station.map(|_| &library.columns),
        };
        let sidecars = by_stem(&scan.sidecars);
        let sounds = by_stem(&scan.audio);
        self.judge_pairs(&sidecars, &sounds);
        let mut found = probe_all(prober, scan.audio.iter().map(|file| file.path.as_path()));
        let mut without = BTreeSet::new();
        for (stem, files) in &sounds {
            let sidecar = sidecars.get(stem).map_or(&[][..], Vec::as_slice);
            for file in files {
                let path = file.name.strip_prefix("audio/").unwrap_or(&file.name);
                let audio = AudioPath::new(path);
                let found = found.remove(file.path.as_path());
                let found = found.expect("every file of the walk should have been looked at");
                let segment = match (sidecar, files.len()) {
                    // With two sounds or two sidecars nobody can say which belongs to which.
                    ([sidecar], 1) => self.read(sidecar).and_then(|text| {
                        let (name, problems) = (&sidecar.name, &mut self.problems);
                        parse_sidecar(name, &text, &audio, found.clone(), context, problems)
                    }),
                    _ => None,
                };
                let segment = segment.unwrap_or_else(|| {
                    without.insert(audio.clone());
                    unlabelled(&audio, found)
                });
                library.segments.insert(audio, segment);
            }
        }
        (library, without)
    }

    /// Notes sounds and sidecars that don't go together one to one.
    fn judge_pairs(
        &mut self,
        sidecars: &BTreeMap<String, Vec<&DiskFile>>,
        sounds: &BTreeMap<String, Vec<&DiskFile>>,
    ) {
        for (code, groups) in [("audio-same-stem", sounds), ("sidecar-twice", sidecars)] {
            for group in groups.values() {
                let (first, others) = group.split_first().expect("a group should not be empty");
                self.problems.extend(others.iter().map(|other| {
                    Diagnostic::error(code, Place::file(other.name.as_str()))
                        .with("file", &other.name)
                        .with("other", &first.name)
                }));
            }
        }
        for (stem, group) in sidecars {
            if sounds.contains_key(stem) {
                continue;
            }
            for sidecar in group {
                let known = sounds.keys().map(String::as_str);
                self.problems.push(
                    Diagnostic::error("sidecar-without-audio", Place::file(sidecar.name.as_str()))
                        .with("file", &sidecar.name)
                        .with("nearest", nearest(stem, known).unwrap_or(NONE)),
                );
            }
        }
    }

    fn schedule(&mut self, scan: &Scan, station: Option<&Station>, today: CivilDay) -> Schedule {
        let zones = station.into_iter().flat_map(|station| &station.zones);
        let columns = station.into_iter().flat_map(|station| &station.columns);
        let context = ScheduleContext {
            zones: zones.map(|zone| zone.id.clone()).collect(),
            columns: columns.map(|column| column.id.clone()).collect(),
            day_sets: station.map_or_else(BTreeMap::new, |station| station.day_sets.clone()),
            today,
        };
        let mut schedule = Schedule::default();
        for file in &scan.schedules {
            let Some(text) = self.read(file) else {
                continue;
            };
            let mut problems = Vec::new();
            let ProgrammeFile { programme, plays } =
                read_programme(&file.name, &text, &context, &mut problems);
            if station.is_none() {
                // What is declared is not known; that `station.toml` can't be used was told once.
                problems.retain(|problem| !DECLARED.contains(&problem.code));
            }
            self.problems.append(&mut problems);
            let id = programme.as_ref().map(|programme| &programme.id);
            schedule
                .plays
                .extend(plays.into_iter().map(|(audio, place)| Played {
                    programme: id.cloned(),
                    audio,
                    place,
                }));
            if let Some(programme) = programme {
                let places = places(&file.name, &text);
                schedule.places.insert(programme.id.clone(), places);
                schedule.programmes.push(programme);
            }
        }
        schedule
    }
}

/// Groups files by their path without the extension, in NFC.
fn by_stem(files: &[DiskFile]) -> BTreeMap<String, Vec<&DiskFile>> {
    let mut groups: BTreeMap<String, Vec<&DiskFile>> = BTreeMap::new();
    for file in files {
        groups.entry(nfc(stem(&file.name))).or_default().push(file);
    }
    groups
}
