//! A sound server that is not there yet, and one that dies.

use loa::airing::{Fact, Outcome};

use crate::common::loa::{Station, soon};
use crate::common::pulse::Pulse;

// T16: the device goes away while something is on air, and comes back.
#[test]
fn a_sound_server_that_dies_and_comes_back_costs_no_more_than_the_time_between() {
    let mut pulse = Pulse::start();
    pulse.kill();
    let station = Station::on_server();
    station.segment("dai", 8_000, 300.0, "");
    let mut daemon = station.start_on(&pulse.address());
    daemon.until("a lost output", |status| {
        status["output"]["why"].as_str().map(drop)
    });
    let status = station.run(&["status"]);
    assert_eq!(status.code, 1, "{status:?}");

    pulse.restart();
    daemon.until("an output", |status| {
        (status["output"]["up"] == true).then_some(())
    });
    let at = soon(6);
    station.programme("ban-tin", at, "resume = \"continue\"\n", &["dai"]);
    daemon.until_heard(2);
    pulse.kill();
    daemon.until("a lost output", |status| {
        (status["output"]["up"] == false).then_some(())
    });
    pulse.restart();
    let closing = &station.closed(1)[0];
    assert_eq!(closing.outcome, Outcome::Aired, "{closing:?}");
    // What had left the player but not the loudspeaker may be heard a second time; no more than that.
    assert!(
        (384_000..=384_000 + 24_000).contains(&closing.played_frames),
        "{closing:?}"
    );
    assert_eq!(daemon.terminate(), 0);

    let mut story = Vec::new();
    for (_, fact) in station.record() {
        match fact {
            Fact::OutputOpened { .. } => story.push("opened".to_owned()),
            Fact::OutputLost { .. } => story.push("lost".to_owned()),
            Fact::Ordered(_) => story.push("ordered".to_owned()),
            Fact::Started { from_frame, .. } => {
                story.push(
                    if from_frame == 0 {
                        "started"
                    } else {
                        "went on"
                    }
                    .to_owned(),
                );
            }
            Fact::Closed(_) => story.push("closed".to_owned()),
            _ => {}
        }
    }
    story.dedup();
    assert_eq!(
        story,
        [
            "lost", "opened", "ordered", "started", "lost", "opened", "ordered", "went on",
            "closed"
        ]
    );
    assert!(station.is_verified());
}
