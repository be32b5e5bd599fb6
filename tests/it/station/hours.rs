//! What `[hours]` may say, and what is said about it when it does not.

use loa::messages::Language;
use loa::plan::day::HourGain;
use loa::schedule::Season;
use loa::time::TimeOfDay;

use super::refused;
use super::station_toml::{SMALL, read};

fn time(text: &str) -> TimeOfDay {
    TimeOfDay::parse(text).expect(text)
}

#[test]
fn the_hours_say_when_how_much_and_how_loud() {
    let text = format!(
        r#"{SMALL}[hours]
allowed = ["04:45-07:00", "16:30-19:00"]
earliest = "05:00"
max_session = "60m"
max_day = "3h"
[[hours.season]]
from = "04-01"
until = "09-30"
earliest = 04:45:00
[[hours.gain]]
from = "22:00"
until = "06:00"
gain_db = -6.0
[[hours.gain]]
from = "06:00"
until = "07:00"
gain_db = -3
[[hours.gain]]
from = "21:00"
until = 22:00:00
gain_db = 1.5
"#
    );
    let (station, problems) = read(&text);
    assert_eq!(problems, []);
    let plan = station.unwrap().plan;
    assert_eq!(plan.limits.earliest, Some(time("05:00")));
    let summer = Season {
        from: (4, 1),
        until: (9, 30),
    };
    assert_eq!(plan.limits.seasons, [(summer, time("04:45"))]);
    assert_eq!(plan.limits.session_ms, Some(3_600_000));
    assert_eq!(plan.limits.day_ms, Some(10_800_000));
    let gain = |from, until, gain_db| HourGain {
        from: time(from),
        until: time(until),
        gain_db,
    };
    // A stretch over midnight is two.
    let expected = [
        gain("00:00", "06:00", -6.0),
        gain("06:00", "07:00", -3.0),
        gain("21:00", "22:00", 1.5),
        gain("22:00", "00:00", -6.0),
    ];
    assert_eq!(plan.gains, expected);
}

#[test]
fn hours_without_windows_bind_nothing_but_what_they_say() {
    let (station, problems) = read(&format!("{SMALL}[hours]\nearliest = \"05:00\"\n"));
    assert_eq!(problems, []);
    assert_eq!(station.unwrap().plan.allowed, []);
}

const WRONG: &str = r#"[station]
id = "a"
name = "Đài"
[hours]
earliest = "5h"
max_session = "60"
max_day = "25h"
max_week = "9h"
[[hours.season]]
from = "31-12"
earliest = "04:45"
[[hours.gain]]
from = "04:30"
until = "04:30"
gain_db = -6.0
[[hours.gain]]
from = "05:00"
until = "24:00"
gain_db = 12
[[hours.gain]]
from = "22:00"
until = "06:00"
gain_db = -6.0
[[hours.gain]]
from = "05:30"
until = "07:00"
gain_db = -3.0
"#;

#[test]
fn every_mistake_in_the_hours_is_told_at_once() {
    insta::assert_snapshot!(refused(read(WRONG), Language::Vi), @r#"
    station.toml:5:12 ✗ giờ "5h" viết chưa đúng mẫu
        Viết "05:00".
    station.toml:6:15 ✗ "60" thiếu đơn vị
        Viết "60m" nếu là phút, "60s" nếu là giây.
    station.toml:6:15 ✗ có max_session nhưng chưa có `allowed`
        Mỗi buổi phát là một khoảng giờ trong allowed; thêm, ví dụ: allowed = ["05:00-07:00", "16:30-19:00"].
    station.toml:7:11 ✗ giá trị 25h của `max_day` nằm ngoài giới hạn
        Dùng giá trị từ 1m đến 1d.
    station.toml:8:1 ✗ không có khóa nào tên là `max_week`
        Ở đây chỉ dùng được: allowed, earliest, max_session, max_day, season, gain.
    station.toml:9:1 ✗ thiếu khóa `until`
        Thêm một dòng: until = …
    station.toml:10:8 ✗ "31-12" không phải là ngày của mùa
        Viết tháng-ngày, ví dụ "04-01" là ngày 1 tháng 4.
    station.toml:14:9 ✗ khoảng giờ "04:30-04:30" không có phút nào
        Giờ cuối phải khác giờ đầu; cả ngày viết "00:00-24:00".
    station.toml:19:11 ✗ giá trị 12 của `gain_db` nằm ngoài giới hạn
        Dùng giá trị từ -40 đến 6.
    station.toml:26:9 ✗ khoảng giờ này trùng với một [[hours.gain]] khác (00:00-06:00)
        Mỗi lúc chỉ có một mức âm lượng; sửa from hoặc until để hai khoảng không trùng nhau.
    "#);
}

#[test]
fn every_mistake_in_the_hours_is_told_in_english_too() {
    insta::assert_snapshot!(refused(read(WRONG), Language::En), @r#"
    station.toml:5:12 ✗ the time "5h" is not written as it should be
        Write "05:00".
    station.toml:6:15 ✗ "60" has no unit
        Write "60m" for minutes, "60s" for seconds.
    station.toml:6:15 ✗ there is a max_session but no `allowed`
        A session is one range of hours in allowed; add, for example: allowed = ["05:00-07:00", "16:30-19:00"].
    station.toml:7:11 ✗ the value 25h of `max_day` is out of bounds
        Use a value from 1m to 1d.
    station.toml:8:1 ✗ there is no key called `max_week`
        These can be used here: allowed, earliest, max_session, max_day, season, gain.
    station.toml:9:1 ✗ the key `until` is missing
        Add a line: until = …
    station.toml:10:8 ✗ "31-12" is not a day of a season
        Write month-day, such as "04-01" for 1 April.
    station.toml:14:9 ✗ the range of hours "04:30-04:30" has not a single minute
        The last time must differ from the first; the whole day is "00:00-24:00".
    station.toml:19:11 ✗ the value 12 of `gain_db` is out of bounds
        Use a value from -40 to 6.
    station.toml:26:9 ✗ these hours overlap another [[hours.gain]] (00:00-06:00)
        At any time there is one gain only; change from or until so that the two don't overlap.
    "#);
}
