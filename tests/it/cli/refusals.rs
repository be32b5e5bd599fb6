//! What commands refuse before anything is done: files of the station's own as places for lists and recordings, and days
//! on which nobody knows what airs.

use insta::assert_snapshot;

use super::shown;
use super::views::a_station;

#[test]
fn a_list_is_never_written_over_what_the_station_has_of_its_own() {
    let station = a_station();
    let before = |name: &str| std::fs::read(station.path(name)).ok();
    let list = |name: &str, format: &str| {
        let out = station.path(name).display().to_string();
        station.run(&["plan", "2026-12-07", "--format", format, "--out", &out])
    };
    std::fs::create_dir_all(station.path("data")).unwrap();
    std::os::unix::fs::symlink(station.path("station.toml"), station.path("dai.csv")).unwrap();
    for name in [
        "schedules/chuyen-muc.toml",
        "schedules/moi.toml",
        "schedules/../station.toml",
        "calendar.toml",
        "audio/xep.toml",
        "data/so.csv",
        "dai.csv",
    ] {
        for format in ["csv", "json", "html", "ical"] {
            let was = before(name);
            let ended = list(name, format);
            assert_eq!(ended.code, 2, "{name} {ended:?}");
            assert!(ended.err.contains("không ghi danh sách vào"), "{ended:?}");
            assert_eq!(before(name), was, "{name}");
        }
    }
    for _ in 0..2 {
        assert_eq!(list("lich-tuan.csv", "csv").code, 0);
    }
    let text = std::fs::read_to_string(station.path("lich-tuan.csv")).unwrap();
    assert!(text.starts_with("\u{feff}day,"), "{text}");
}

#[test]
fn a_day_outside_the_lunar_calendar_is_an_error_where_a_lunar_rule_is_due() {
    let station = a_station();
    let lunar = |until: &str| {
        let text = format!(
            "title = \"Ngày rằm\"\n[[when]]\nat = \"05:10\"\nlunar = {{ day = 15 }}\n{until}\n[[item]]\nplay = \"xep.wav\"\n"
        );
        station.write("schedules/ram.toml", &text);
    };
    lunar("");
    assert_snapshot!(shown(&station, &["--lang", "en", "plan", "2060-01-01"]), @"
    exit 2
    --- stderr
    error: 2060-01-01 is outside the lunar calendar that is known (2019-12-26 to 2051-01-12), so nobody can say whether these air on it: Ngày rằm
      hint: Choose another day. If such a programme is not to air any more, give its rule a last day (until).
    ");
    let folder = station.path("").display().to_string();
    let asked: [&[&str]; 10] = [
        &["plan", "2051-01-13"],
        &["plan", "2051-01-11", "--days", "3"],
        &["plan", "2051-01-13", "--format", "json"],
        &["plan", "2051-01-13", "--format", "csv"],
        &["plan", "2051-01-12", "--format", "ical"],
        &["plan", "2051-01-12", "--format", "html"],
        &["plan", "2060-01-01", "--against", &folder],
        &["plan", "2019-12-25"],
        &["why", "chuyen-muc", "2060-01-01"],
        &["rehearse", "--at", "2060-01-01T05:00:00", "--for", "1s"],
    ];
    for args in asked {
        let ended = station.run(args);
        assert_eq!(
            (ended.code, ended.out.as_str()),
            (2, ""),
            "{args:?} {ended:?}"
        );
        assert!(
            ended.err.contains("nằm ngoài âm lịch mà máy biết"),
            "{ended:?}"
        );
    }
    assert!(
        !station.path("data/rehearsal").exists(),
        "nothing is made for it"
    );
    assert_eq!(station.run(&["plan", "2051-01-12"]).code, 0);
    // Where no lunar rule is due, nothing is unknown.
    lunar("until = 2030-12-31");
    assert_eq!(station.run(&["plan", "2060-01-01"]).code, 0);
}

#[test]
fn a_rehearsal_is_not_recorded_over_what_belongs_to_the_station() {
    let station = a_station();
    let before = std::fs::read(station.path("audio/xep.wav")).unwrap();
    std::fs::create_dir_all(station.path("data")).unwrap();
    std::os::unix::fs::symlink(station.path("audio/xep.wav"), station.path("la.wav")).unwrap();
    for name in [
        "audio/xep.wav",
        "audio/moi.wav",
        "schedules/chuyen-muc.toml",
        "data/ledger.db",
        "station.toml",
        "la.wav",
    ] {
        let wav = station.path(name).display().to_string();
        let at = "2026-12-07T05:45:29";
        let ended = station.run(&["rehearse", "--at", at, "--for", "1s", "--wav", &wav]);
        assert_eq!(
            (ended.code, ended.out.as_str()),
            (2, ""),
            "{name} {ended:?}"
        );
        assert!(ended.err.contains("không ghi âm thanh vào"), "{ended:?}");
    }
    assert_eq!(
        std::fs::read(station.path("audio/xep.wav")).unwrap(),
        before
    );
    assert!(!station.path("audio/moi.wav").exists() && !station.path("data/ledger.db").exists());
}
