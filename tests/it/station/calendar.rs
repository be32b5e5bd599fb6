//! The calendar of a station as a file beside the others: what programmes and the plan take from it.

use loa::config::fingerprint;
use loa::plan::History;
use loa::plan::day::plan_day;
use loa::reason::Reason;

use super::{Folder, check_codes, day, plays};

const HOLIDAYS: &str = "[[day]]\nname = \"Nghỉ\"\nkind = \"nghi\"\ndates = [\"2026-12-08..2026-12-10\"]\n\
    [[day]]\nname = \"Làm bù\"\nkind = \"lam-bu\"\ndates = [2026-12-09]\n";

fn folder() -> Folder {
    let folder = Folder::new();
    let text = plays("05:30", "tin.wav");
    let except = text.replace("[[item]]", "except = [\"ngay-le\"]\n[[item]]");
    folder.segment("tin", 1, "").programme("tin", &except);
    folder
}

/// Returns the days from 7 to 12 December on which the programme has something to air, and why not on the others.
fn aired(folder: &Folder) -> String {
    let loaded = folder.load();
    let options = &loaded.station.as_ref().expect("a station").plan;
    let days = (0..6).map(|days| day("2026-12-07").plus(days));
    let told = days.map(|day| {
        let (programmes, library) = (&loaded.programmes, &loaded.library);
        let plan = plan_day(programmes, library, &History::new(), options, day);
        let cues = plan.rundowns.iter().flat_map(|rundown| &rundown.cues);
        let cues: Vec<&str> = cues
            .map(|cue| {
                let reason = cue.blocked.as_ref().map(|blocked| blocked.reason);
                reason.map_or("phat", Reason::slug)
            })
            .collect();
        format!("{} {}", day.ymd().2, cues.join(","))
    });
    told.collect::<Vec<_>>().join("; ").replace(" ;", " -;")
}

#[test]
fn programmes_leave_out_the_holidays_of_the_calendar() {
    let folder = folder();
    check_codes(&folder, &[]);
    assert_eq!(
        aired(&folder),
        "7 phat; 8 phat; 9 phat; 10 phat; 11 phat; 12 phat"
    );
    folder.write("calendar.toml", HOLIDAYS);
    check_codes(&folder, &[]);
    assert_eq!(
        aired(&folder),
        "7 phat; 8 -; 9 phat; 10 -; 11 phat; 12 phat"
    );
}

#[test]
fn prohibited_days_and_mourning_reach_the_plan() {
    let folder = folder();
    folder
        .segment("ca", 1, "topics = [\"am-nhac\"]\n")
        .programme("ca", &plays("05:40", "ca.wav"))
        .write(
            "calendar.toml",
            "[[day]]\nname = \"Dừng\"\nkind = \"dung-phat\"\ndates = 2026-12-08\n\
             [[day]]\nname = \"Tang\"\nkind = \"quoc-tang\"\ndates = 2026-12-10\n",
        );
    assert_eq!(
        aired(&folder),
        "7 phat,phat; 8 dung_phat,dung_phat; 9 phat,phat; 10 phat,quoc_tang; 11 phat,phat; 12 phat,phat"
    );
}

// An edit of the calendar alone must be seen.
#[test]
fn the_calendar_is_part_of_the_state_of_the_folder() {
    let folder = folder();
    let before = fingerprint(folder.path());
    folder.write("calendar.toml", HOLIDAYS);
    assert_ne!(fingerprint(folder.path()), before);
}

#[test]
fn a_calendar_that_cannot_be_read_makes_the_station_unusable() {
    let folder = folder();
    folder.write("calendar.toml", HOLIDAYS.replace("nghi", "lễ"));
    let loaded = folder.load();
    assert_eq!(loaded.station, None);
    let told: Vec<_> = loaded
        .problems
        .iter()
        .map(|problem| (&*problem.place.file, problem.place.line, problem.code))
        .collect();
    assert_eq!(told, [("calendar.toml", 3, "choice-unknown")]);
}

#[test]
fn a_tune_of_mourning_that_is_not_there_is_told() {
    let folder = folder();
    folder.write("calendar.toml", "[mourning]\nsignature = \"tram.wav\"\n");
    check_codes(&folder, &["calendar.toml:2 audio-missing"]);
    folder.segment("tram", 1, "");
    check_codes(&folder, &[]);
}

// A day that is not for music says nothing of the column.
#[test]
fn a_column_that_is_silent_in_mourning_is_not_called_empty() {
    let folder = Folder::new();
    let sidecar = "column = \"cchc\"\ntopics = [\"am-nhac\"]\n";
    let text = plays("05:30", "x").replace("play = \"x\"", "pick = { column = \"cchc\" }");
    folder
        .segment("ca", 1, sidecar)
        .programme("ca", &text)
        .write(
            "calendar.toml",
            "[[day]]\nname = \"Tang\"\nkind = \"quoc-tang\"\ndates = 2026-12-08\n",
        );
    check_codes(&folder, &[]);
    assert_eq!(
        aired(&folder),
        "7 phat; 8 quoc_tang; 9 phat; 10 phat; 11 phat; 12 phat"
    );
}
