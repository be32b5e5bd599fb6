//! A clock that nobody vouches for.

use loa::airing::{ClockSource, Fact, Outcome};
use loa::time::UtcMs;

use crate::common::loa::{Station, soon};

// T1: nothing airs by a clock that may be wrong; a person's word is enough, and is on record.
#[test]
fn nothing_airs_by_an_untrusted_clock_until_a_person_confirms_it() {
    let station = Station::with("[clock]\ntrust = []\n[output]\nkind = \"null\"\n");
    station.segment("bai", 1_000, 300.0, "");
    let at = soon(1);
    station.programme("som", at, "late = { skip_after = \"10m\" }\n", &["bai"]);
    let mut daemon = station.start();
    daemon.until("the hour to pass", |status| {
        (UtcMs::parse(status["at"].as_str()?)? > at).then_some(())
    });
    let (code, status) = station.status().unwrap();
    assert_eq!(
        (code, status["clock"]["trusted"].as_bool()),
        (1, Some(false))
    );
    assert!(status["on_air"].is_null(), "{status}");
    let text = station.run(&["status"]);
    assert_eq!(text.code, 1);
    assert!(text.out.contains("confirm-clock"), "{}", text.out);
    assert!(
        !station
            .record()
            .iter()
            .any(|(_, fact)| matches!(fact, Fact::Ordered(_)))
    );

    let confirmed = station.run(&["confirm-clock", "--by", "Trần Văn Ví Dụ"]);
    assert_eq!(confirmed.code, 0, "{confirmed:?}");
    let closing = &station.closed(1)[0];
    assert_eq!((closing.outcome, closing.scheduled), (Outcome::Aired, at));
    assert_eq!(station.status().unwrap().0, 0);
    let record = station.record();
    let by = record.iter().find_map(|(_, fact)| match fact {
        Fact::ClockConfirmed { by } => Some(by.as_str()),
        _ => None,
    });
    assert_eq!(by, Some("Trần Văn Ví Dụ"));
    let trust = record
        .iter()
        .find(|(_, fact)| matches!(fact, Fact::Started { .. }))
        .unwrap()
        .0
        .clock;
    assert_eq!(trust.source, ClockSource::Operator);
    assert_eq!(daemon.terminate(), 0);
    assert!(station.is_verified());
}
