//! Files that are edited while the station is on air.

use loa::airing::{Fact, Outcome};

use crate::common::clock::wait_for;
use crate::common::loa::{PATIENCE, RATE, Station, alike, later, soon};
use crate::common::pulse::Pulse;

// T9: an edit while on air; the daemon boots with any saved schedule.
#[test]
fn a_good_edit_is_taken_up_and_a_bad_one_leaves_the_last_good_schedule_on_air() {
    let station = Station::new();
    station.segment("bai", 1_000, 300.0, "");
    station.segment("mat", 1_000, 300.0, "");
    station.programme("chinh", later(), "", &["bai", "mat"]);
    let mut daemon = station.start();
    let next = |status: &serde_json::Value| status["next"]["programme"].as_str().map(str::to_owned);
    let first = daemon.until("the first plan", next);
    assert_eq!(first, "Chương trình chinh");

    // A sound that is gone keeps nothing else from the air.
    std::fs::remove_file(station.path("audio/mat.wav")).unwrap();
    let at = soon(14);
    station.programme("them", at, "", &["bai"]);
    daemon.until("the edit", |status| {
        (next(status)? == "Chương trình them").then_some(())
    });
    assert_eq!(station.status().unwrap().0, 0);

    station.write(
        "schedules/hong.toml",
        "title = \"Hỏng\"\n\n[[when]]\nat = \"25:00\"\n\n[[item]]\nplay = \"bai.wav\"\n",
    );
    let (errors, told) = daemon.until("the refusal", |status| {
        let schedule = &status["schedule"];
        let errors = schedule["errors"].as_u64().filter(|errors| *errors > 0)?;
        Some((errors, schedule["first"].as_str()?.to_owned()))
    });
    assert!(errors >= 1);
    assert!(told.starts_with("schedules/hong.toml:4:"), "{told}");
    let status = station.run(&["status"]);
    assert_eq!(status.code, 1);
    assert!(status.out.contains(&told), "{}", status.out);
    let closing = &station.closed(1)[0];
    assert_eq!((closing.outcome, closing.scheduled), (Outcome::Aired, at));
    let refused = station
        .record()
        .into_iter()
        .find_map(|(_, fact)| match fact {
            Fact::ScheduleRefused { errors, first } => Some((u64::from(errors), first)),
            _ => None,
        });
    assert_eq!(refused, Some((errors, told.clone())));

    // Also after a restart: what can be read of the schedule is on air, and the state is told.
    assert_eq!(daemon.terminate(), 0);
    let mut daemon = station.start();
    let (code, status) = station.status().unwrap();
    assert_eq!(
        (code, status["schedule"]["first"].as_str()),
        (1, Some(told.as_str()))
    );
    assert_eq!(
        daemon.until("the plan after a restart", next),
        "Chương trình chinh"
    );

    std::fs::remove_file(station.path("schedules/hong.toml")).unwrap();
    daemon.until("the repair", |status| {
        (status["schedule"]["errors"] == 0).then_some(())
    });
    assert_eq!(station.status().unwrap().0, 0);
    assert_eq!(daemon.terminate(), 0);
    assert!(station.is_verified());
}

// T9: reading and planning a big folder anew takes nothing from what is on air.
#[test]
fn an_edit_of_a_big_folder_while_on_air_costs_no_sound() {
    const SECONDS: usize = 9;
    let pulse = Pulse::start();
    let station = Station::on_server();
    station.segment("dai", SECONDS * 1_000, 300.0, "");
    let fill = |title: &str| {
        for number in 0..150 {
            let text = format!(
                "title = \"{title} {number}\"\n[[when]]\nat = [\"00:01\", \"23:58\"]\n[[item]]\nplay = \"dai.wav\"\n"
            );
            station.write(&format!("schedules/day-{number:03}.toml"), &text);
        }
    };
    fill("Cũ");
    let recorder = pulse.record();
    let at = soon(8);
    station.programme("dai", at, "", &["dai"]);
    let mut daemon = station.start_on(&pulse.address());
    daemon.until_heard(1);
    fill("Mới");
    station.programme("them", soon(60), "", &["dai"]);
    daemon.until("the edit", |status| {
        let next = status["next"]["programme"].as_str()?;
        assert!(
            status["on_air"].is_object(),
            "it should still be on: {status}"
        );
        (next == "Chương trình them").then_some(())
    });
    let (tape, onset) = wait_for("all of it on the recording", PATIENCE, || {
        let tape = recorder.tape();
        let onset = tape.onset(0, 0.1)?;
        (tape.samples.len() / 2 > onset + (SECONDS + 1) * RATE).then_some((tape, onset))
    });
    let same = alike(&tape.samples, onset, 300.0, 0, SECONDS * RATE);
    assert!(same > 0.99, "alike {same}");
    let (_, status) = station.status().expect("a status");
    assert_eq!(status["output"]["underruns"], 0, "{status}");
    assert_eq!(daemon.terminate(), 0);
    let closings = station.closings();
    let closing = closings.iter().find(|closing| closing.scheduled == at);
    assert_eq!(closing.expect("its closing").outcome, Outcome::Aired);
}

// T8, T9: a stick that is pulled out is no empty schedule.
#[test]
fn a_schedule_folder_that_vanishes_leaves_the_last_good_schedule_on_air() {
    let station = Station::new();
    station.segment("bai", 1_000, 300.0, "");
    station.programme("chinh", later(), "", &["bai"]);
    let mut daemon = station.start();
    std::fs::rename(station.path("schedules"), station.path("away")).unwrap();
    daemon.until("the refusal", |status| {
        (status["schedule"]["errors"].as_u64()? > 0).then_some(())
    });
    let (_, status) = station.status().unwrap();
    assert_eq!(status["next"]["programme"], "Chương trình chinh");
    std::fs::rename(station.path("away"), station.path("schedules")).unwrap();
    daemon.until("the return", |status| {
        (status["schedule"]["errors"] == 0).then_some(())
    });
    assert_eq!(daemon.terminate(), 0);
}

#[test]
fn settings_that_need_a_restart_are_named_when_they_are_changed() {
    let station = Station::new();
    let mut daemon = station.start();
    let text = std::fs::read_to_string(station.path("station.toml")).unwrap();
    let changed = text.replace("kind = \"null\"", "kind = \"null\"\nlatency_offset_ms = 20");
    assert_ne!(text, changed);
    station.write("station.toml", &changed);
    daemon.until("the word", |_| {
        let log = std::fs::read_to_string(station.path("daemon.log")).ok()?;
        (log.contains("counts from the next start on") && log.contains("output.latency_offset_ms"))
            .then_some(())
    });
    let (_, status) = station.status().unwrap();
    let waiting = &status["schedule"]["at_next_start"];
    assert_eq!(waiting[0], "output.latency_offset_ms", "{status}");
    let told = station.run(&["status"]).out;
    assert!(told.contains("output.latency_offset_ms"), "{told}");
    assert_eq!(daemon.terminate(), 0);
}
