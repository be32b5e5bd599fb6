//! Whether the aircheck hears what was played and nothing else: the repository's audio through the program's decoders
//! and simulated rooms. The same trials by the thousand are `benches/aircheck/`.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::sync::OnceLock;

use loa::aircheck::{Doubt, Finding, Judge, JudgeOptions, RATE_HZ, Seen, Verdict};

use crate::common::demo;
use crate::common::room::Noise;
use crate::common::trials::{Instead, Item, Outcome, Place, heard, not_heard};

mod rules;

/// Speech and music of different lengths and formats, two of them with the same jingle's instruments.
const FILES: &[&str] = &[
    "cchc/thu-hoi-lich-ngoai-gio.ogg",
    "cchc/chua-duyet-dat-lich-hen.mp3",
    "loi-dan/loi-ket-cchc.flac",
    "thong-bao/lich-tiep-cong-dan-thang-12.mp3",
    "nhac/nhac-hieu-chuyen-muc.flac",
    "nhac/nhac-hieu-dai.flac",
    "nhac/nhac-hieu-cchc.flac",
];

fn items() -> &'static [Item] {
    static ITEMS: OnceLock<Vec<Item>> = OnceLock::new();
    ITEMS.get_or_init(|| {
        let decode = |name: &&str| Item {
            name: (*name).to_owned(),
            sound: loa::playback::reference(&demo::folder().join("audio").join(name)).unwrap(),
        };
        FILES.iter().map(decode).collect()
    })
}

/// Runs trials on both cores, in the order of their numbers.
fn run(count: u64, trial: impl Fn(u64) -> Outcome + Sync) -> Vec<Outcome> {
    let (trial, half) = (&trial, count / 2);
    std::thread::scope(|scope| {
        let first = scope.spawn(move || (0..half).map(trial).collect::<Vec<_>>());
        let rest: Vec<Outcome> = (half..count).map(trial).collect();
        let mut all = first.join().unwrap();
        all.extend(rest);
        all
    })
}

// T33: rain and traffic.
#[test]
fn what_was_played_is_heard_at_equal_noise() {
    let places = [Place::Line, Place::Horn, Place::Yard, Place::Village];
    let noises = [Noise::White, Noise::Rain, Noise::Traffic];
    let outcomes = run(36, |n| {
        let at = usize::try_from(n).unwrap();
        heard(n, items(), places[at % 4], noises[at % 3], 0.0)
    });
    for outcome in &outcomes {
        let finding = &outcome.finding;
        assert_eq!(
            finding.verdict,
            Verdict::Heard,
            "{}: {finding:?}",
            outcome.what
        );
    }
    // Close by there is one way for the sound, and its start is known well; in the village a later horn may be louder.
    for outcome in outcomes.iter().step_by(4) {
        let off_ms = outcome.finding.offset_ms.unwrap() - outcome.true_ms;
        assert!(off_ms.abs() < 1.0, "{}: off by {off_ms} ms", outcome.what);
        if let Some(ppm) = outcome.finding.drift_ppm {
            assert!(
                (ppm - outcome.true_ppm).abs() < 60.0,
                "{}: {ppm} ppm",
                outcome.what
            );
        }
    }
}

// T33: other programmes of the same voice and the same jingle.
#[test]
fn what_was_not_played_is_never_heard() {
    let all = [
        Instead::OtherText,
        Instead::OtherMusic,
        Instead::SameJingle,
        Instead::OtherPart,
        Instead::Hum,
        Instead::Noise(Noise::Traffic),
        Instead::Nothing,
    ];
    let outcomes = run(42, |n| {
        let at = usize::try_from(n).unwrap();
        let place = [Place::Line, Place::Yard][at / 7 % 2];
        not_heard(1_000 + n, items(), all[at % 7], place)
    });
    for outcome in outcomes {
        let finding = outcome.finding;
        assert_ne!(
            finding.verdict,
            Verdict::Heard,
            "{}: {finding:?}",
            outcome.what
        );
    }
}
