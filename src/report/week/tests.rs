//! Tests of the week: what stands in which row and column, and that no text can be taken for markup.

use std::collections::BTreeMap;

use super::*;
use crate::ids::ZoneId;
use crate::messages::Language;
use crate::plan::History;
use crate::plan::builders::{
    a_pick, a_programme, a_rule, a_segment, daily, day, in_column, library, options, play,
};
use crate::plan::day::plan_day;
use crate::schedule::{Item, Pick, PickOrder, Priority, Programme, WeekdaySet};
use crate::time::Weekday;

fn letterhead() -> Letterhead {
    Letterhead {
        id: "xa-thu".to_owned(),
        name: "Đài <xã> \"Thử\" & bạn".to_owned(),
        zones: BTreeMap::from([(ZoneId::from("thon-1"), "Cụm loa thôn 1".to_owned())]),
    }
}

/// The page of so many days from Monday 7 December 2026 on.
fn written(programmes: &[Programme], days: i64) -> String {
    let plans = plans(programmes, days);
    page(&plans, &letterhead(), &Catalogue::new(Language::Vi))
}

fn plans(programmes: &[Programme], days: i64) -> Vec<Plan> {
    let library = library([a_segment("hieu", 15_000), in_column("tin", 60_000)]);
    let (history, options) = (History::new(), options());
    (0..days)
        .map(|days| day("2026-12-07").plus(days))
        .map(|day| plan_day(programmes, &library, &history, &options, day))
        .collect()
}

/// The rows of the first table: the text of each cell, with a bar between paragraphs.
fn rows(page: &str) -> Vec<Vec<String>> {
    let table = page.split("<table>").nth(1).unwrap_or_default();
    let table = table.split("</table>").next().unwrap_or_default();
    let cells = |row: &str| -> Vec<String> {
        let cells = row.split("</td>").flat_map(|part| part.split("</th>"));
        cells.map(text_of).collect()
    };
    let table = table
        .split("<tbody class=\"signatures\">")
        .next()
        .unwrap_or_default();
    // The first has the heading once more, for paper.
    let mut rows: Vec<Vec<String>> = table.split("</tr>").skip(1).map(cells).collect();
    for row in &mut rows {
        row.pop();
    }
    rows.retain(|row| !row.is_empty());
    rows
}

fn text_of(markup: &str) -> String {
    let markup = markup.replace("</p><p", "</p>|<p").replace("<br>", "|");
    let mut text = String::new();
    let mut is_tag = false;
    for letter in markup.chars() {
        match letter {
            '<' => is_tag = true,
            '>' => is_tag = false,
            letter if !is_tag => text.push(letter),
            _ => {}
        }
    }
    text
}

fn some_programmes() -> Vec<Programme> {
    let monday = a_rule(WeekdaySet::NONE.with(Weekday::Mon), &["05:45:30"]);
    let sunday = a_rule(WeekdaySet::NONE.with(Weekday::Sun), &["17:00"]);
    let pick = || Item::Pick(a_pick());
    let mut evening = a_programme("toi", vec![sunday], vec![play("khong-co"), pick()]);
    evening.zones = Zones::Only([ZoneId::from("thon-1")].into());
    vec![
        a_programme("sang", vec![monday], vec![play("hieu"), pick()]),
        evening,
        a_programme("hong", vec![daily(&["05:00"])], vec![play("khong-co")]),
    ]
}

#[test]
fn days_stand_across_and_times_down_with_what_columns_give() {
    let page = written(&some_programmes(), 7);
    let rows = rows(&page);
    let days = [
        "Giờ",
        "Thứ Hai|07/12",
        "Thứ Ba|08/12",
        "Thứ Tư|09/12",
        "Thứ Năm|10/12",
        "Thứ Sáu|11/12",
        "Thứ Bảy|12/12",
        "Chủ nhật|13/12",
    ];
    assert_eq!(rows[0], days);
    assert_eq!(rows[1], ["Buổi sáng"]);
    let missing = "Chương trình hong|KHÔNG PHÁT: thiếu tệp";
    let expected: Vec<&str> = ["05:00"].into_iter().chain([missing; 7]).collect();
    assert_eq!(rows[2], expected);
    let expected = [
        "05:45:30",
        "Chương trình sang|Bài tin",
        "",
        "",
        "",
        "",
        "",
        "",
    ];
    assert_eq!(rows[3], expected);
    assert_eq!(rows[4], ["Buổi chiều"]);
    let evening = "Chương trình toi|Bài tin|Cụm loa thôn 1|Một tiết mục – KHÔNG PHÁT: thiếu tệp";
    assert_eq!(rows[5], ["17:00", "", "", "", "", "", "", evening]);
    assert_eq!(rows.len(), 6);
    assert!(page.contains("Từ ngày 07/12/2026 đến ngày 13/12/2026"));
    assert!(page.contains("Người lập") && page.contains("Phê duyệt"));
    assert_eq!(
        page.matches("title off").count(),
        7,
        "what does not air is struck out"
    );
}

#[test]
fn what_is_cut_is_told_once_and_a_repeat_is_named_where_its_title_does_not() {
    let mut repeats = a_programme("lai", vec![daily(&["05:00"])], Vec::new());
    let items = [PickOrder::LeastAired, PickOrder::Repeat]
        .map(|order| Item::Pick(Pick { order, ..a_pick() }));
    repeats.items = items.to_vec();
    let mut cuts = a_programme("cat", vec![daily(&["05:01:30"])], vec![play("hieu")]);
    cuts.priority = Priority::Preferred;
    let mut ends = repeats.clone();
    ends.items.push(play("hieu"));
    let rows = rows(&written(&[ends, cuts], 7));
    let cut = "sẽ bị ngắt lúc 05:01:30 để nhường Chương trình cat";
    let expected = format!("Chương trình lai|Bài tin|Bài tin (phát lại)|{cut}");
    assert_eq!(rows[2][1], expected);
    repeats.title = "Chương trình (phát lại)".to_owned();
    let page = written(&[repeats], 7);
    assert_eq!(page.matches("(phát lại)").count(), 7);
}

#[test]
fn every_week_has_a_sheet_and_an_empty_one_says_so() {
    let page = written(&some_programmes(), 14);
    assert_eq!(page.matches("<section ").count(), 2);
    assert!(page.contains("Từ ngày 14/12/2026 đến ngày 20/12/2026"));
    // On paper the heading is in the head of the table, which a browser repeats on each sheet.
    let again = page.split("<tr class=\"again\">").skip(1);
    assert_eq!(again.filter(|rest| rest.contains("<h1>")).count(), 2);
    let page = written(&[], 7);
    assert!(page.contains("Tuần này không có chương trình nào."));
}

#[test]
fn the_page_is_read_on_a_phone_and_a_day_without_programmes_takes_little_room() {
    let monday = a_rule(WeekdaySet::NONE.with(Weekday::Mon), &["05:45:30"]);
    let programme = a_programme("sang", vec![monday], vec![play("hieu")]);
    let page = written(&[programme], 7);
    assert!(
        page.contains("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
    );
    assert!(page.contains("<section style=\"--size:11pt\">"), "{page}");
    assert_eq!(page.matches("<col class=\"free\">").count(), 6);
    assert_eq!(written(&[], 7).matches("class=\"free\"").count(), 0);
}

#[test]
fn a_note_says_titles_and_why_a_programme_airs_outside_the_hours() {
    let news = a_programme("tin", vec![daily(&["05:00"])], vec![play("hieu")]);
    let mut storm = a_programme("bao", vec![daily(&["05:00:05"])], vec![play("hieu")]);
    storm.title = "Tin bão".to_owned();
    storm.priority = Priority::Preferred;
    let mut plans = plans(&[news, storm], 7);
    plans[0].rundowns[0].outside_hours = Some("bão số 9".to_owned());
    let rows = rows(&page(&plans, &letterhead(), &Catalogue::new(Language::Vi)));
    let cut = "sẽ bị ngắt lúc 05:00:05 để nhường Tin bão";
    let expected = format!("Chương trình tin|{cut}|phát ngoài giờ, lý do: bão số 9");
    assert_eq!(rows[2][1], expected);
}

#[test]
fn no_text_is_taken_for_markup_and_nothing_comes_from_outside() {
    let mut programme = a_programme("p", vec![daily(&["05:00"])], vec![play("hieu")]);
    programme.title = "</td><script>alert('x')</script> & \"".to_owned();
    let page = written(&[programme], 7);
    assert!(page.starts_with("<!DOCTYPE html><html lang=\"vi\">"));
    assert!(page.contains("Đài &lt;xã&gt; &quot;Thử&quot; &amp; bạn"));
    assert!(page.contains("&lt;/td&gt;&lt;script&gt;alert('x')&lt;/script&gt; &amp;"));
    for outside in [
        "<script", "<link", "<img", "src=", "http", "url(", "@import",
    ] {
        assert!(!page.contains(outside), "{outside}");
    }
}
