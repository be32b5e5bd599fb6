//! A rehearsal: the same daemon at a pretended hour, with a ledger of its own.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use loa::airing::{ClockSource, Fact, Outcome};
use loa::time::UtcMs;

use crate::common::loa::{RATE, Station, alike};

const AT: &str = "2026-12-07T05:44:58";

fn rehearse(station: &Station, wav: &str) -> String {
    let wav = station.path(wav).display().to_string();
    let ended = station.run(&["rehearse", "--at", AT, "--for", "6s", "--wav", &wav]);
    assert_eq!((ended.code, ended.err.as_str()), (0, ""), "{}", ended.out);
    ended.out
}

/// Reads a recording as interleaved stereo.
fn samples(station: &Station, wav: &str) -> Vec<f32> {
    let mut wav = hound::WavReader::open(station.path(wav)).unwrap();
    let spec = wav.spec();
    assert_eq!(
        (spec.channels, spec.sample_rate, spec.bits_per_sample),
        (2, 48_000, 16)
    );
    wav.samples::<i16>()
        .map(|sample| f32::from(sample.unwrap()) / 32_768.0)
        .collect()
}

#[test]
fn a_recording_that_cannot_be_written_is_refused_before_the_rehearsal() {
    let station = Station::new();
    let wav = station.path("khong-co/x.wav").display().to_string();
    let ended = station.run(&["rehearse", "--at", AT, "--for", "6s", "--wav", &wav]);
    assert_eq!((ended.code, ended.out.as_str()), (4, ""), "{}", ended.err);
    assert!(ended.err.contains(&wav), "{}", ended.err);
    assert!(!station.path("data").exists(), "nothing is left behind");
}

#[test]
fn a_rehearsal_airs_into_its_own_ledger_and_can_be_repeated() {
    let station = Station::new();
    station.segment("bai", 2_000, 300.0, "");
    let due = UtcMs::parse("2026-12-07T05:45:00").unwrap();
    station.programme("ban-tin", due, "", &["bai"]);
    station.programme(
        "dem",
        UtcMs::parse("2026-12-07T02:00").unwrap(),
        "",
        &["bai"],
    );
    // The two share nothing, so they may run at once.
    let (first, second) = std::thread::scope(|scope| {
        let second = scope.spawn(|| rehearse(&station, "lan-2.wav"));
        (rehearse(&station, "lan-1.wav"), second.join().unwrap())
    });
    for told in [&first, &second] {
        assert!(told.contains("Theo lịch: 1 lượt. Phát đủ: 1;"), "{told}");
        assert!(told.contains("Sổ phát thử nguyên vẹn: "), "{told}");
    }
    assert!(
        !station.path("data/ledger.db").exists(),
        "the station's own ledger is not touched"
    );
    let ledgers: Vec<_> = std::fs::read_dir(station.path("data/rehearsal"))
        .unwrap()
        .map(|folder| folder.unwrap().path().join("ledger.db"))
        .collect();
    assert_eq!(ledgers.len(), 2);
    for ledger in &ledgers {
        let record = station.record_of(ledger);
        assert!(matches!(
            record[0].1,
            Fact::DaemonStarted {
                rehearsal: true,
                off: None,
                ..
            }
        ));
        let closings: Vec<_> = record
            .iter()
            .filter_map(|(stamp, fact)| match fact {
                Fact::Closed(closing) => {
                    Some((stamp.clock.source, closing.outcome, closing.scheduled))
                }
                _ => None,
            })
            .collect();
        // What was due before the rehearsal began is no part of it.
        assert_eq!(closings, [(ClockSource::Rehearsal, Outcome::Aired, due)]);
    }

    let samples = samples(&station, "lan-1.wav");
    let onset = (0..samples.len() / 2)
        .find(|frame| samples[2 * frame].abs() > 0.1)
        .unwrap();
    assert!(
        (RATE..3 * RATE).contains(&onset),
        "the sound begins at frame {onset}"
    );
    let same = alike(&samples, onset, 300.0, 0, 2 * RATE);
    assert!(same > 0.99, "alike {same}");
}
