//! Tests of kept files: edges, power cuts, quota.

use super::*;
use crate::playback::capture::flac::tests::decode;

const RATE: usize = 16_000;

/// A tone that never repeats itself within the tests.
fn sound(from: usize, samples: usize) -> Vec<i16> {
    (from..from + samples)
        .map(|n| {
            let seconds = n as f64 / RATE as f64;
            #[expect(clippy::cast_possible_truncation, reason = "a sample of a test")]
            let sample = (9_000.0 * (1_000.0 * seconds + 7.0 * seconds * seconds).sin()) as i16;
            sample
        })
        .collect()
}

fn options(folder: &Path) -> KeepOptions {
    KeepOptions {
        length_s: 4,
        overlap_s: 1,
        ..KeepOptions::in_folder(folder.to_owned())
    }
}

/// Keeps `seconds` of sound, half a second at a time.
fn keep(keeper: &mut Keeper, seconds: usize) -> Vec<Kept> {
    keep_from(keeper, 0, seconds)
}

/// Keeps the sound of the seconds from `first` to `last`.
fn keep_from(keeper: &mut Keeper, first: usize, last: usize) -> Vec<Kept> {
    let mut kept = Vec::new();
    for piece in 2 * first..2 * last {
        let begins = UtcMs(1_000_000 + 500 * i64::try_from(piece).unwrap());
        kept.extend(
            keeper
                .keep(&sound(piece * RATE / 2, RATE / 2), begins)
                .unwrap(),
        );
    }
    kept
}

fn finished(kept: &[Kept]) -> Vec<KeptFile> {
    let file = |kept: &Kept| match kept {
        Kept::Finished(file) => Some(file.clone()),
        Kept::Removed { .. } => None,
    };
    kept.iter().filter_map(file).collect()
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| name_of(&entry.unwrap().path()))
        .collect();
    names.sort();
    names
}

#[test]
fn files_overlap_and_hold_every_sample_as_it_came() {
    let folder = tempfile::tempdir().unwrap();
    let (mut keeper, _) = Keeper::open(options(folder.path())).unwrap();
    let mut kept = keep(&mut keeper, 10);
    kept.extend(keeper.finish().unwrap());
    let files = finished(&kept);
    let edges: Vec<(i64, u64)> = files
        .iter()
        .map(|file| (file.begins.0 - 1_000_000, file.samples / 1_600))
        .collect();
    // Edges fall between pieces of a quarter of a second.
    assert_eq!(edges.len(), 4, "{edges:?}");
    for (file, next) in files.iter().zip(&files[1..]) {
        let ends_ms = file.begins.0 + i64::try_from(file.samples / 16).unwrap();
        let overlap_ms = ends_ms - next.begins.0;
        assert!((750..=1_250).contains(&overlap_ms), "{overlap_ms}");
    }
    for file in &files {
        let path = folder.path().join(&file.name);
        let from = usize::try_from(file.begins.0 - 1_000_000).unwrap() * RATE / 1_000;
        let samples = usize::try_from(file.samples).unwrap();
        assert!(decode(&path) == sound(from, samples), "{}", file.name);
        assert_eq!(digest_file(&path).unwrap(), file.sha256);
        assert_eq!(fs::metadata(&path).unwrap().len(), file.bytes);
    }
    assert_eq!(names(folder.path()).len(), 4, "nothing else is left");
}

#[test]
fn a_cut_ends_a_file_after_its_overlap_and_loses_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let (mut keeper, _) = Keeper::open(KeepOptions {
        length_s: 100,
        ..options(folder.path())
    })
    .unwrap();
    assert!(!keeper.cut(), "nothing grows yet");
    let mut kept = Vec::new();
    for piece in 0..10 {
        let begins = UtcMs(1_000_000 + 500 * i64::try_from(piece).unwrap());
        if piece == 4 {
            assert!(keeper.cut());
        }
        if piece == 5 {
            assert!(!keeper.cut(), "the first file is about to end");
        }
        let piece = sound(piece * RATE / 2, RATE / 2);
        kept.extend(finished(&keeper.keep(&piece, begins).unwrap()));
    }
    // The first ended by the cut, the second is still open.
    assert_eq!(kept.len(), 1);
    kept.extend(finished(&keeper.finish().unwrap()));
    let edges: Vec<(i64, u64)> = kept
        .iter()
        .map(|file| (file.begins.0 - 1_000_000, file.samples / 16))
        .collect();
    let ((0, first_ms), (2_000, 3_000)) = (edges[0], edges[1]) else {
        panic!("{edges:?}")
    };
    // Pieces of a quarter of a second decide when the overlap of one second is reached.
    assert!((3_000..=3_250).contains(&first_ms), "{first_ms}");
    for file in &kept {
        let path = folder.path().join(&file.name);
        let from = usize::try_from(file.begins.0 - 1_000_000).unwrap() * RATE / 1_000;
        let samples = usize::try_from(file.samples).unwrap();
        assert!(decode(&path) == sound(from, samples), "{}", file.name);
    }
}

// T22: the power is cut in the middle of a block, and after a block that the disk only promised.
#[test]
fn a_power_cut_costs_what_was_not_on_the_disk_and_never_leaves_a_half_file() {
    for torn in [0, 1, 7, 9, 500, 2_000] {
        let folder = tempfile::tempdir().unwrap();
        let (mut keeper, _) = Keeper::open(options(folder.path())).unwrap();
        keep(&mut keeper, 2);
        drop(keeper);
        let journal = folder.path().join("1000000.journal");
        assert_eq!(
            names(folder.path()),
            ["1000000.journal"],
            "no finished name before the end"
        );
        let file = OpenOptions::new().write(true).open(&journal).unwrap();
        let length = file.metadata().unwrap().len();
        file.set_len(length - torn).unwrap();
        // Some file systems leave zeros where the data did not arrive.
        file.set_len(length - torn + 4_000).unwrap();
        drop(file);
        fs::write(folder.path().join("1000000.tmp"), b"half").unwrap();
        let (_, kept) = Keeper::open(options(folder.path())).unwrap();
        let files = finished(&kept);
        let whole = decode(&folder.path().join("1000000.flac"));
        assert!(whole == sound(0, whole.len()), "{torn}");
        assert!(
            whole.len() + 2 * BLOCK >= 2 * RATE - BLOCK,
            "{torn}: {} left",
            whole.len()
        );
        assert_eq!(files[0].samples, whole.len() as u64);
        assert_eq!(names(folder.path()), ["1000000.flac"]);
    }
}

#[test]
fn a_journal_with_nothing_whole_in_it_becomes_no_file() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("5.journal"), [9, 0, 0]).unwrap();
    fs::write(folder.path().join("notes.journal"), b"not ours").unwrap();
    let (_, kept) = Keeper::open(options(folder.path())).unwrap();
    assert_eq!(
        (kept, names(folder.path())),
        (vec![], vec!["notes.journal".to_owned()])
    );
}

#[test]
fn the_oldest_files_are_removed_when_the_space_is_used_up() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("thư.flac"), vec![0; 100_000]).unwrap();
    let (mut keeper, _) = Keeper::open(KeepOptions {
        quota_bytes: 1,
        ..options(folder.path())
    })
    .unwrap();
    let kept = keep(&mut keeper, 10);
    assert!(
        folder.path().join("1000000.flac").exists(),
        "what is told to be removed is still there"
    );
    let kept = [kept, keep_from(&mut keeper, 10, 30)].concat();
    let newest = finished(&kept).pop().unwrap();
    let removed = Kept::Removed {
        name: "1000000.flac".to_owned(),
    };
    assert!(kept.contains(&removed), "{kept:?}");
    let left = names(folder.path());
    assert!(
        left.contains(&newest.name) && left.contains(&"thư.flac".to_owned()),
        "{left:?}"
    );
    assert!(!left.contains(&"1000000.flac".to_owned()), "{left:?}");
    // What else is there was told, and stays for ten seconds.
    for name in left.iter().filter(|name| name.ends_with(".flac")) {
        let is_doomed = kept.contains(&Kept::Removed { name: name.clone() });
        let stays = *name == newest.name || name == "thư.flac";
        assert!(is_doomed || stays, "{name} {left:?}");
    }
}

// T23: captures never take the last of the disk, on which the ledger lies.
#[test]
fn a_disk_that_gets_full_is_left_to_others() {
    let gb = |gb: u64| gb * 1_000_000_000;
    let check =
        |all, free, most| assert_eq!(limit(gb(10), gb(all), gb(free)), gb(most), "{all} {free}");
    check(0, 500, 10);
    check(9, 500, 10);
    check(3, 4, 6);
    check(3, 1, 3);
    check(3, 0, 2);
    check(0, 0, 0);
}

#[test]
fn two_captures_that_begin_at_one_instant_are_two_files() {
    let folder = tempfile::tempdir().unwrap();
    let (mut keeper, _) = Keeper::open(options(folder.path())).unwrap();
    keep(&mut keeper, 1);
    keeper.finish().unwrap();
    keep(&mut keeper, 1);
    keeper.finish().unwrap();
    assert_eq!(names(folder.path()), ["1000000.flac", "1000001.flac"]);
}
