//! A plain Monday of a small station, planned: to be read by a person.

use super::builders::{
    a_pick, a_programme, a_rule, a_segment, daily, day, in_column, library, options, play,
    write_fate,
};
use super::day::plan_day;
use super::{Heard, History, Plan};
use crate::ids::SegmentId;
use crate::schedule::{Item, Pick, PickOrder, Programme, Rule, Start, WeekdaySet};
use crate::time::Weekday;

#[test]
fn a_plain_monday_is_planned_as_a_person_would() {
    let mut segments: Vec<_> = [
        ("nhac-hieu", 20_000),
        ("loi-xuong", 10_000),
        ("tong-hop", 900_400),
        ("hieu-cchc", 15_000),
        ("loi-ket", 10_000),
        ("thong-bao", 60_000),
        ("bai-hat", 240_000),
        ("thoi-su", 1_920_000),
        ("tap-huan", 600_000),
        ("loi-chao", 10_000),
    ]
    .map(|(id, length_ms)| a_segment(id, length_ms))
    .into();
    let mut notice = in_column("khai-sinh-truc-tuyen", 310_000);
    notice.received = Some(day("2026-12-04"));
    let mut old = in_column("duong-day-nong", 75_000);
    old.valid_until = Some(day("2026-12-06"));
    segments.extend([notice, old, in_column("vneid", 290_000)]);
    let heard = Heard {
        times: 4,
        last: day("2026-12-04").start(),
    };
    let history = History::from([(SegmentId::from("vneid"), heard)]);
    let plan = plan_day(
        &a_small_week(),
        &library(segments),
        &history,
        &options(),
        day("2026-12-07"),
    );
    insta::assert_snapshot!(write_plan(&plan), @r"
    05:30:00 mo-dau clear
      #1 05:30:00 20000 ms nhac-hieu
      #2 05:30:20 10000 ms loi-xuong
    05:30:30 tong-hop clear
      #1 05:30:30 900400 ms tong-hop
    05:45:30 cchc clear
      #1 05:45:30 15000 ms hieu-cchc
      #2.1 05:45:45 310000 ms khai-sinh-truc-tuyen New
      #3 05:50:55 10000 ms loi-ket
    05:50:00 thong-bao delayed to 05:51:05 after cchc
      #1 05:50:00 60000 ms thong-bao
      #3 05:51:03 60000 ms thong-bao
    05:52:00 am-nhac delayed to 05:53:08 after thong-bao
      #1 05:52:00 240000 ms bai-hat
    05:58:00 thoi-su clear
      #1 05:58:00 1920000 ms thoi-su
    06:30:00 ket-thuc gives way to tap-huan
      #1 06:30:00 0 ms loi-chao [trung_lich]
    06:30:00 tap-huan clear
      #1 06:30:00 600000 ms tap-huan
    17:15:30 cchc-phat-lai clear
      #1 17:15:30 15000 ms hieu-cchc
      #2.1 17:15:45 310000 ms khai-sinh-truc-tuyen Repeat
      #3 17:20:55 10000 ms loi-ket
    ");
}

/// The programmes of a small station, after the week of a ward.
fn a_small_week() -> Vec<Programme> {
    let weekdays = |days: &[Weekday], times: &[&str], start| {
        let days = days
            .iter()
            .fold(WeekdaySet::NONE, |set, &day| set.with(day));
        let mut rule = a_rule(days, times);
        rule.start = start;
        rule
    };
    let odd = [Weekday::Mon, Weekday::Wed, Weekday::Fri];
    let (hard, next) = (Start::Hard, Start::Next);
    let wait = Start::Wait { grace_ms: 300_000 };
    let repeat = Pick {
        order: PickOrder::Repeat,
        ..a_pick()
    };
    let column = |pick| vec![play("hieu-cchc"), Item::Pick(pick), play("loi-ket")];
    let files = |ids: &[&str]| ids.iter().map(|id| play(id)).collect();
    let mut training = daily(&["06:30"]);
    training.dates = vec![day("2026-12-07")];
    let morning = |at, start| weekdays(&Weekday::ALL[..6], &[at], start);
    let on_odd = |at| weekdays(&odd, &[at], hard);
    let on_tuesday = weekdays(&[Weekday::Tue], &["05:30:30"], hard);
    let mut notices: Vec<Item> = files(&["thong-bao", "thong-bao"]);
    notices.insert(1, Item::Pause { ms: 3_000 });
    let week: [(&str, Rule, Vec<Item>); 10] = [
        (
            "mo-dau",
            morning("05:30", hard),
            files(&["nhac-hieu", "loi-xuong"]),
        ),
        ("tong-hop", on_odd("05:30:30"), files(&["tong-hop"])),
        ("dia-phuong", on_tuesday, files(&["dia-phuong"])),
        ("cchc", on_odd("05:45:30"), column(a_pick())),
        ("cchc-phat-lai", on_odd("17:15:30"), column(repeat)),
        ("thong-bao", morning("05:50", wait), notices),
        ("am-nhac", morning("05:52", next), files(&["bai-hat"])),
        ("thoi-su", morning("05:58", hard), files(&["thoi-su"])),
        ("tap-huan", training, files(&["tap-huan"])),
        ("ket-thuc", morning("06:30", hard), files(&["loi-chao"])),
    ];
    week.map(|(id, rule, items)| a_programme(id, vec![rule], items))
        .into()
}

fn write_plan(plan: &Plan) -> String {
    let mut lines = Vec::new();
    for rundown in &plan.rundowns {
        lines.push(format!(
            "{} {}",
            rundown.at.time_of_day(),
            write_fate(rundown)
        ));
        for cue in &rundown.cues {
            let number = cue
                .id
                .as_str()
                .rsplit_once('#')
                .map_or("", |(_, number)| number);
            let what = cue
                .content
                .as_ref()
                .map_or("-", |content| content.segment.as_str());
            let choice = cue.choice.map(|choice| format!(" {choice:?}"));
            let blocked = cue.blocked.as_ref();
            let blocked = blocked.map(|blocked| format!(" [{}]", blocked.reason.slug()));
            let line = format!(
                "  #{number} {} {} ms {what}{}{}",
                cue.at.time_of_day(),
                cue.length_ms(),
                choice.unwrap_or_default(),
                blocked.unwrap_or_default(),
            );
            lines.push(line);
        }
    }
    lines.join("\n")
}
