//! The rules of the verdict, each with the real audio of the station and no noise but a capture's own.

use super::{Doubt, Finding, Judge, JudgeOptions, RATE_HZ, Seen, Verdict, items};

/// What this capture hears of the station usually, in dBFS: about what the demo audio has.
const USUAL_DBFS: f64 = -20.0;

fn item(name: &str) -> &'static [f32] {
    &items()
        .iter()
        .find(|item| item.name.contains(name))
        .unwrap()
        .sound
}

/// Puts a sound on a capture, `late_ms` after its instant, with the hiss of a line.
fn capture(length: usize, late_ms: i64, sound: &[f32]) -> Vec<f32> {
    let lead = 2_000 + late_ms;
    let lead = usize::try_from(lead).unwrap() * RATE_HZ / 1_000;
    let mut state = 1u32;
    let mut capture: Vec<f32> = (0..length + 12 * RATE_HZ)
        .map(|_| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 8) as f32 / 8_388_608.0 - 1.0
        })
        .map(|hiss| 0.002 * hiss)
        .collect();
    for (sample, sound) in capture[lead..].iter_mut().zip(sound) {
        *sample += sound;
    }
    capture
}

fn judge(usual_dbfs: Option<f64>, reference: &[f32], capture: &[f32]) -> Finding {
    let options = JudgeOptions {
        usual_dbfs,
        ..JudgeOptions::default()
    };
    Judge::judge(options, reference, capture)
}

#[test]
fn an_airing_is_heard_with_its_offset_and_its_level() {
    let sound = item("thu-hoi");
    let finding = judge(None, sound, &capture(sound.len(), 37, sound));
    assert_eq!(finding.verdict, Verdict::Heard, "{finding:?}");
    assert!(
        (finding.offset_ms.unwrap() - 37.0).abs() < 0.1,
        "{finding:?}"
    );
    assert!(
        finding.coverage > 0.95 && finding.missing == 0.0,
        "{finding:?}"
    );
    let level = finding.level_dbfs.unwrap();
    assert!((level - USUAL_DBFS).abs() < 6.0, "{level}");
}

// T27: seven seconds late.
#[test]
fn a_late_airing_is_heard_late() {
    let sound = item("thu-hoi");
    let finding = judge(None, sound, &capture(sound.len(), 7_000, sound));
    assert_eq!(finding.verdict, Verdict::Heard, "{finding:?}");
    assert!(
        (finding.offset_ms.unwrap() - 7_000.0).abs() < 0.1,
        "{finding:?}"
    );
}

// T27: a fifth is cut off.
#[test]
fn what_was_cut_off_is_missing() {
    let sound = item("thu-hoi");
    let finding = judge(
        None,
        sound,
        &capture(sound.len(), 0, &sound[..sound.len() * 4 / 5]),
    );
    assert_eq!(finding.verdict, Verdict::Heard, "{finding:?}");
    assert!((0.7..=0.85).contains(&finding.coverage), "{finding:?}");
    assert!(finding.missing >= 0.1, "{finding:?}");
    assert_ne!(finding.stretches.last().unwrap().seen, Seen::Found);
}

#[test]
fn sound_that_stops_and_goes_on_later_is_found_in_both_parts() {
    let sound = item("lich-tiep");
    let half = sound.len() / 2;
    let stalled = [&sound[..half], &vec![0.0; 3 * RATE_HZ / 2], &sound[half..]].concat();
    let finding = judge(None, sound, &capture(sound.len(), 0, &stalled));
    assert_eq!(finding.verdict, Verdict::Heard, "{finding:?}");
    let last = finding
        .stretches
        .iter()
        .rev()
        .find_map(|stretch| stretch.offset_ms)
        .unwrap();
    assert!(
        (last - 1_500.0).abs() < 0.1 && finding.offset_ms.unwrap().abs() < 0.1,
        "{finding:?}"
    );
}

// T27: less than half.
#[test]
fn a_part_is_neither_heard_nor_missed() {
    let sound = item("thu-hoi");
    let finding = judge(
        Some(USUAL_DBFS),
        sound,
        &capture(sound.len(), 0, &sound[..sound.len() / 3]),
    );
    assert_eq!(
        finding.verdict,
        Verdict::Unverifiable(Doubt::Part),
        "{finding:?}"
    );
}

// T27: the wrong file, and a muted amplifier before a microphone that hears the street.
#[test]
fn what_a_capture_that_knows_the_station_does_not_hear_was_not_played() {
    let sound = item("thu-hoi");
    let wrong = capture(sound.len(), 0, item("lich-tiep"));
    assert_eq!(
        judge(Some(USUAL_DBFS), sound, &wrong).verdict,
        Verdict::NotHeard
    );
    let street: Vec<f32> = capture(sound.len(), 0, &[])
        .iter()
        .map(|hiss| 5.0 * hiss)
        .collect();
    assert_eq!(
        judge(Some(USUAL_DBFS), sound, &street).verdict,
        Verdict::NotHeard
    );
}

// T33: a capture that can't tell says so.
#[test]
fn a_capture_that_cannot_tell_says_why() {
    let sound = item("thu-hoi");
    let check = |usual_dbfs, capture: &[f32], doubt| {
        let finding = judge(usual_dbfs, sound, capture);
        assert_eq!(finding.verdict, Verdict::Unverifiable(doubt), "{finding:?}");
    };
    let wrong = capture(sound.len(), 0, item("lich-tiep"));
    let usual = Some(USUAL_DBFS);
    check(None, &wrong, Doubt::NeverHeard);
    check(
        usual,
        &wrong.iter().map(|sample| 4.0 * sample).collect::<Vec<_>>(),
        Doubt::Covered,
    );
    check(usual, &vec![0.0; wrong.len()], Doubt::Silent);
    check(
        usual,
        &wrong
            .iter()
            .map(|sample| 0.001 * sample)
            .collect::<Vec<_>>(),
        Doubt::Silent,
    );
    check(usual, &vec![f32::NAN; wrong.len()], Doubt::NotCaptured);
    check(usual, &[], Doubt::NotCaptured);
    let short = &sound[..3 * RATE_HZ];
    let finding = judge(usual, short, &capture(short.len(), 0, short));
    assert_eq!(
        finding.verdict,
        Verdict::Unverifiable(Doubt::TooShort),
        "{finding:?}"
    );
    let nothing = judge(usual, &[], &wrong);
    assert_eq!(
        nothing.verdict,
        Verdict::Unverifiable(Doubt::TooShort),
        "{nothing:?}"
    );
}

#[test]
fn a_capture_with_holes_hears_what_is_left() {
    let sound = item("lich-tiep");
    let mut capture = capture(sound.len(), 0, sound);
    capture[12 * RATE_HZ..16 * RATE_HZ].fill(f32::NAN);
    let finding = judge(None, sound, &capture);
    assert_eq!(finding.verdict, Verdict::Heard, "{finding:?}");
    let holes = finding
        .stretches
        .iter()
        .filter(|stretch| stretch.seen == Seen::NotCaptured);
    assert!((2..=5).contains(&holes.count()), "{finding:?}");
    assert!(finding.missing < 1e-9, "{finding:?}");
}
