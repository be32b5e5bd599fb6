//! What `station.toml` may say, and what is said about it when it does not.

use loa::airing::ClockSource;
use loa::config::station::{Station, parse_station};
use loa::messages::Language;
use loa::playback::OutputOptions;
use loa::schedule::diagnostic::Diagnostic;
use loa::time::{TimeOfDay, Weekday};
use proptest::prelude::*;

use super::{check_read, day, refused, shuffled};

pub(super) fn read(text: &str) -> (Option<Station>, Vec<Diagnostic>) {
    let mut problems = Vec::new();
    let station = parse_station(text, &mut problems);
    (station, problems)
}

pub(super) const SMALL: &str =
    "[station]\nid = \"an-nhon-bac\"\nname = \"Đài truyền thanh phường An Nhơn Bắc\"\n";

#[test]
fn a_station_needs_no_more_than_its_name() {
    let (station, problems) = read(SMALL);
    assert_eq!(problems, []);
    let station = station.unwrap();
    assert_eq!(station.name, "Đài truyền thanh phường An Nhơn Bắc");
    assert_eq!(station.language, Language::Vi);
    assert_eq!(station.output, OutputOptions::Server { sink: None });
    assert_eq!(station.plan.allowed, []);
    assert!(station.trusted_clocks.contains(&ClockSource::Ntp));
    assert!(!station.trusted_clocks.contains(&ClockSource::Rtc));
}

#[test]
fn a_station_says_everything() {
    let text = format!(
        r#"{SMALL}language = "en"
[[zone]]
id = "thon-1"
name = "Thôn 1"
[[zone]]
id = "thon-2"
name = "Thôn 2"
[[column]]
id = "cchc"
title = "Cải cách hành chính"
[days]
ngay-le = ["2027-01-01", 2027-04-30, "2027-02-05..2027-02-11"]
cuoi-tuan = ["T7", "cn"]
quoc-tang = []
[hours]
allowed = ["16:30-19:00", "05:00–07:00", "23:00-01:30"]
[output]
kind = "card"
device = "hw:CARD=Device,DEV=0"
latency_offset_ms = 120
[loudness]
target_lufs = -20
true_peak_dbtp = -1.5
[clock]
trust = ["ntp", "rtc"]
"#
    );
    let (station, problems) = read(&text);
    assert_eq!(problems, []);
    let station = station.unwrap();
    assert_eq!(station.language, Language::En);
    let zones: Vec<&str> = station.zones.iter().map(|zone| zone.id.as_str()).collect();
    assert_eq!(zones, ["thon-1", "thon-2"]);
    assert_eq!(station.columns[0].title, "Cải cách hành chính");
    let holidays = &station.day_sets["ngay-le"];
    assert_eq!(
        holidays.ranges,
        [
            (day("2027-01-01"), day("2027-01-01")),
            (day("2027-02-05"), day("2027-02-11")),
            (day("2027-04-30"), day("2027-04-30")),
        ]
    );
    let weekend = station.day_sets["cuoi-tuan"].weekdays.unwrap();
    assert!(weekend.contains(Weekday::Sat) && weekend.contains(Weekday::Sun));
    assert!(!weekend.contains(Weekday::Fri));
    assert_eq!(station.day_sets["quoc-tang"].ranges, []);
    let time = |text: &str| TimeOfDay::parse(text).unwrap();
    // An end at 00:00 is the end of the day.
    assert_eq!(
        station.plan.allowed,
        [
            (time("00:00"), time("01:30")),
            (time("05:00"), time("07:00")),
            (time("16:30"), time("19:00")),
            (time("23:00"), time("00:00")),
        ]
    );
    assert!((station.plan.target_lufs - -20.0).abs() < 1e-9);
    assert!((station.plan.true_peak_dbtp - -1.5).abs() < 1e-9);
    assert_eq!(station.latency_offset_ms, 120);
    assert_eq!(
        station.output,
        OutputOptions::Card {
            device: "hw:CARD=Device,DEV=0".to_owned()
        }
    );
    assert!(station.trusted_clocks.contains(&ClockSource::Rtc));
}

#[test]
fn the_whole_day_is_one_window() {
    let (station, problems) = read(&format!("{SMALL}[hours]\nallowed = [\"00:00-24:00\"]\n"));
    assert_eq!(problems, []);
    let midnight = TimeOfDay::MIDNIGHT;
    assert_eq!(station.unwrap().plan.allowed, [(midnight, midnight)]);
}

const WRONG: &str = r#"[station]
id = "An Nhơn Bắc"
language = "fr"
[[zone]]
id = "all"
name = "Tất cả"
[[zone]]
id = "thon-1"
name = "Thôn 1"
[[zone]]
id = "thon-1"
colour = "xanh"
name = "Thôn 2"
[days]
"Ngày lễ" = ["2027-01-01"]
ngay-le = ["01/05/2027", "2027-02-11..2027-02-05", "2026-01-01..2027-12-31", "T8", 7]
[hours]
allowed = ["5h-7h", "sáng", "06:00-06:00"]
[output]
kind = "sever"
sink = "loa"
[loudness]
target_lufs = -3
[clock]
trust = ["gps"]
[amplifer]
"#;

#[test]
fn every_mistake_in_a_station_is_told_at_once() {
    insta::assert_snapshot!(refused(read(WRONG), Language::Vi), @r#"
    station.toml:1:1 ✗ thiếu khóa `name`
        Thêm một dòng: name = …
    station.toml:2:6 ✗ mã "An Nhơn Bắc" chỉ được có chữ thường không dấu, số và dấu gạch nối
        Viết "an-nhon-bac".
    station.toml:3:12 ✗ `language` không nhận giá trị "fr"
        Chọn một trong: vi, en.
    station.toml:5:6 ✗ không đặt được mã khu vực là "all"
        Từ này có nghĩa là mọi khu vực; đặt mã khác, ví dụ "toan-xa".
    station.toml:11:6 ✗ mã "thon-1" đã có ở một khối [[zone]] phía trên
        Đặt mã khác, hoặc xóa một trong hai khối.
    station.toml:12:1 ✗ không có khóa nào tên là `colour`
        Ở đây chỉ dùng được: id, name.
    station.toml:15:13 ✗ mã "Ngày lễ" chỉ được có chữ thường không dấu, số và dấu gạch nối
        Viết "ngay-le".
    station.toml:16:11 ✗ khoảng "2026-01-01..2027-12-31" dài 730 ngày
        Một khoảng dài nhất 366 ngày; xem lại năm.
    station.toml:16:12 ✗ ngày "01/05/2027" viết ngày trước, năm sau
        Viết 2027-05-01 (năm-tháng-ngày), để không ai đọc nhầm ngày với tháng.
    station.toml:16:26 ✗ khoảng ngày "2027-02-11..2027-02-05" có ngày đầu sau ngày cuối
        Đổi chỗ hai ngày.
    station.toml:16:78 ✗ không hiểu "T8" là những ngày nào
        Viết ngày (2026-02-14), khoảng ngày (2026-02-14..2026-02-22), thứ (CN), hoặc tên nhóm ngày trong station.toml.
    station.toml:16:84 ✗ "7" là con số, không phải tên ngày trong tuần
        Viết tên ngày: T2 là thứ Hai, T7 là thứ Bảy, CN là Chủ nhật.
    station.toml:18:12 ✗ giờ "5h" viết chưa đúng mẫu
        Viết "05:00".
    station.toml:18:12 ✗ giờ "7h" viết chưa đúng mẫu
        Viết "07:00".
    station.toml:18:21 ✗ "sáng" không phải là khoảng giờ
        Viết giờ đầu, dấu gạch nối, giờ cuối, ví dụ "05:00-07:00".
    station.toml:18:29 ✗ khoảng giờ "06:00-06:00" không có phút nào
        Giờ cuối phải khác giờ đầu; cả ngày viết "00:00-24:00".
    station.toml:20:8 ✗ `kind` không nhận giá trị "sever"
        Có phải là "server"? Chọn một trong: server, card, wav, null.
    station.toml:23:15 ✗ giá trị -3 của `target_lufs` nằm ngoài giới hạn
        Dùng giá trị từ -40 đến -10.
    station.toml:25:10 ✗ `trust` không nhận giá trị "gps"
        Chọn một trong: ntp, rtc.
    station.toml:26:2 ✗ không có khóa nào tên là `amplifer`
        Ở đây chỉ dùng được: station, zone, column, output, hours, loudness, days, clock, evidence, aircheck.
    "#);
}

#[test]
fn every_mistake_in_a_station_is_told_in_english_too() {
    insta::assert_snapshot!(refused(read(WRONG), Language::En), @r#"
    station.toml:1:1 ✗ the key `name` is missing
        Add a line: name = …
    station.toml:2:6 ✗ the id "An Nhơn Bắc" may only have plain small letters, digits and dashes
        Write "an-nhon-bac".
    station.toml:3:12 ✗ `language` can't be "fr"
        Choose one of: vi, en.
    station.toml:5:6 ✗ a zone can't have the id "all"
        The word means every zone; choose another id, such as "toan-xa".
    station.toml:11:6 ✗ the id "thon-1" is taken by another [[zone]] above
        Choose another id, or delete one of the two.
    station.toml:12:1 ✗ there is no key called `colour`
        These can be used here: id, name.
    station.toml:15:13 ✗ the id "Ngày lễ" may only have plain small letters, digits and dashes
        Write "ngay-le".
    station.toml:16:11 ✗ the range "2026-01-01..2027-12-31" is 730 days long
        A range has at most 366 days; look at the year.
    station.toml:16:12 ✗ the date "01/05/2027" has the day first and the year last
        Write 2027-05-01 (year-month-day), so that nobody takes the day for the month.
    station.toml:16:26 ✗ the range "2027-02-11..2027-02-05" begins after its end
        Swap the two dates.
    station.toml:16:78 ✗ "T8" does not say which days are meant
        Write a date (2026-02-14), a range (2026-02-14..2026-02-22), a weekday (CN), or the name of a set of days in station.toml.
    station.toml:16:84 ✗ "7" is a number, not the name of a weekday
        Write names: T2 or Mon is Monday, T7 or Sat is Saturday, CN or Sun is Sunday.
    station.toml:18:12 ✗ the time "5h" is not written as it should be
        Write "05:00".
    station.toml:18:12 ✗ the time "7h" is not written as it should be
        Write "07:00".
    station.toml:18:21 ✗ "sáng" is not a range of hours
        Write the first time, a dash and the last time, such as "05:00-07:00".
    station.toml:18:29 ✗ the range of hours "06:00-06:00" has not a single minute
        The last time must differ from the first; the whole day is "00:00-24:00".
    station.toml:20:8 ✗ `kind` can't be "sever"
        Is it "server"? Choose one of: server, card, wav, null.
    station.toml:23:15 ✗ the value -3 of `target_lufs` is out of bounds
        Use a value from -40 to -10.
    station.toml:25:10 ✗ `trust` can't be "gps"
        Choose one of: ntp, rtc.
    station.toml:26:2 ✗ there is no key called `amplifer`
        These can be used here: station, zone, column, output, hours, loudness, days, clock, evidence, aircheck.
    "#);
}

#[test]
fn an_output_takes_the_keys_of_its_kind() {
    let text = format!("{SMALL}[output]\nkind = \"card\"\nsink = \"loa\"\n");
    insta::assert_snapshot!(refused(read(&text), Language::En), @r#"
    station.toml:4:1 ✗ the key `device` is missing
        Add a line: device = …
    station.toml:6:1 ✗ there is no key called `sink`
        These can be used here: kind, latency_offset_ms, device.
    "#);
}

#[test]
fn an_aircheck_listens_to_the_stations_own_output_unless_another_source_is_named() {
    let check = |output: &str, aircheck: &str, source: &str, quota_bytes: u64| {
        let text = format!("{SMALL}{output}[aircheck]\nkind = \"server\"\n{aircheck}");
        let (station, problems) = read(&text);
        assert_eq!(problems, [], "{text}");
        let aircheck = station.unwrap().aircheck.unwrap();
        assert_eq!(
            (&*aircheck.source, aircheck.quota_bytes),
            (source, quota_bytes)
        );
    };
    let (ten, two) = (10_000_000_000, 2_000_000_000);
    let sink = "[output]\nkind = \"server\"\nsink = \"loa\"\n";
    let card = "[output]\nkind = \"card\"\ndevice = \"hw:CARD=Loa\"\n";
    check("", "", "@DEFAULT_MONITOR@", ten);
    check(sink, "quota_gb = 2\n", "loa.monitor", two);
    check(sink, "source = \"mic\"\n", "mic", ten);
    check(card, "source = \"mic\"\n", "mic", ten);
    assert_eq!(read(SMALL).0.unwrap().aircheck, None);
}

#[test]
fn an_aircheck_that_cannot_listen_is_refused() {
    let text = format!(
        "{SMALL}[output]\nkind = \"null\"\n[aircheck]\nkind = \"server\"\nquota_gb = 0\nsoure = \"mic\"\n"
    );
    insta::assert_snapshot!(refused(read(&text), Language::En), @r#"
    station.toml:7:8 ✗ it is not said what the aircheck should listen to
        This output has nothing to listen to by itself; add a line source = "…" with a name from pactl list short sources.
    station.toml:8:12 ✗ the value 0 of `quota_gb` is out of bounds
        Use a value from 1 to 10000.
    station.toml:9:1 ✗ there is no key called `soure`
        Is it `source`?
    "#);
}

proptest! {
    // Every text that a person or a broken disk can leave is read to a value or to problems.
    #[test]
    fn no_text_brings_the_reader_down(text in "(?s).{0,200}") {
        check_read(read(&text))?;
    }

    #[test]
    fn no_shuffled_station_brings_the_reader_down(text in shuffled(LINES)) {
        check_read(read(&text))?;
    }
}

const LINES: &[&str] = &[
    "[station]",
    "id = \"a\"",
    "name = \"A\"",
    "name = 3",
    "[[zone]]",
    "[zone]",
    "[[column]]",
    "[days]",
    "a = [\"2027-01-01..2027-01-05\"]",
    "b = \"..\"",
    "c = [[1]]",
    "[hours]",
    "allowed = [\"-\", \"24:00-24:00\"]",
    "allowed = 1979-05-27T07:32:00Z",
    "[aircheck]",
    "kind = \"server\"",
    "quota_gb = 3",
    "[output]",
    "kind = \"wav\"",
    "path = \"\"",
    "latency_offset_ms = 99999999999999999999",
    "target_lufs = nan",
    "[clock]",
    "trust = {}",
    "title = '''",
    "genre = \"tin\"",
    "[approval]",
    "on = 0000-01-01",
    "sha256 = \"é\"",
    "topics = [[], {}, \"\"]",
    "\u{feff}",
];
