//! What is exported reads back as the same schedule: the repository's own station, and programmes that are made up.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use loa::config::sheets::context as context_of;
use loa::ids::{AudioPath, ColumnId, ProgrammeId, ZoneId};
use loa::schedule::cron_line::CronLine;
use loa::schedule::parse::parse_programme;
use loa::schedule::print::{RuleEdit, edited, new_text, weekday_words};
use loa::schedule::{
    DaySet, EveryWeeks, Item, Late, LunarRule, Nth, Pick, PickOrder, Priority, Programme, Resume,
    Rule, Season, Start, WeekdayOfMonth, WeekdaySet, When, Zones,
};
use loa::sheet::change::same;
use loa::sheet::context::SheetContext;
use loa::sheet::export::export;
use loa::sheet::{delimited, write};
use loa::time::{CivilDay, TimeOfDay, Weekday};
use proptest::prelude::*;

use super::{cases, context, emptied, understood};
use crate::common::demo;

fn demo_context() -> &'static SheetContext {
    static CONTEXT: OnceLock<SheetContext> = OnceLock::new();
    CONTEXT.get_or_init(|| {
        let loaded = demo::load();
        let station = loaded.station.as_ref().unwrap();
        context_of(&loaded, station, CivilDay::parse("2026-11-24").unwrap())
    })
}

/// Both forms of the context's schedule, as bytes.
fn exported(context: &SheetContext) -> [Vec<u8>; 2] {
    let made = export(context).unwrap();
    let csv = delimited::write(&made.rows).unwrap();
    [write::workbook(&made.rows).unwrap(), csv]
}

#[test]
fn the_demo_week_comes_back_without_a_change() {
    let context = demo_context();
    for bytes in exported(context) {
        let reading = understood(&bytes, context);
        assert_eq!(reading.problems, []);
        assert_eq!(reading.unnamed, []);
        let changed: Vec<_> = reading
            .changes
            .iter()
            .filter(|change| change.is_changed)
            .collect();
        assert!(changed.is_empty(), "{changed:?}");
        assert_eq!(reading.changes.len(), 18);
    }
}

#[test]
fn the_demo_week_is_made_anew_in_an_empty_folder() {
    let context = demo_context();
    for bytes in exported(context) {
        let reading = understood(&bytes, &emptied(context));
        assert_eq!(reading.problems, []);
        for programme in &context.programmes {
            let mut made = reading.changes.iter();
            let made = made.find(|change| change.id == programme.id).unwrap();
            assert!(same(&made.programme, programme), "{}", made.text);
        }
    }
}

/// The named sets of a file outlive the way through a sheet, also one that has no days yet.
#[test]
fn exceptions_keep_their_names() {
    let context = demo_context();
    let [bytes, _] = exported(context);
    let reading = understood(&bytes, &emptied(context));
    let mut made = reading.changes.iter();
    let made = made
        .find(|change| change.id.as_str() == "chuyen-muc-cchc")
        .unwrap();
    assert!(
        made.text.contains("except = [\"ngay-le\", \"quoc-tang\"]"),
        "{}",
        made.text
    );
}

fn days() -> impl Strategy<Value = CivilDay> {
    (20_800i64..22_000).prop_map(CivilDay::from_days)
}

fn weekdays() -> impl Strategy<Value = WeekdaySet> {
    (1u8..128).prop_map(|bits| {
        let days = Weekday::ALL
            .into_iter()
            .filter(|&day| bits & 1 << day as u8 != 0);
        days.fold(WeekdaySet::NONE, WeekdaySet::with)
    })
}

fn times(ms_from: i64, ms_to: i64) -> impl Strategy<Value = TimeOfDay> {
    let unit = prop_oneof![Just(60_000), Just(1_000), Just(1)];
    (ms_from..ms_to, unit).prop_map(|(ms, unit)| TimeOfDay::from_ms(ms / unit * unit).unwrap())
}

fn whens() -> impl Strategy<Value = When> {
    let at = proptest::collection::btree_set(times(0, 70_000_000), 1..4);
    prop_oneof![
        4 => at.prop_map(|times| When::At(times.into_iter().collect())),
        1 => "0 (0|30) (5|5,17) (\\*|1-7) \\* (\\*|T2|Mon-Fri)".prop_map(|line| When::Cron(CronLine::parse(&line).unwrap())),
    ]
}

fn policies() -> impl Strategy<Value = (Start, Late, Resume)> {
    let start = prop_oneof![
        Just(Start::Hard),
        Just(Start::Next),
        (1i64..3_600_000).prop_map(|grace_ms| Start::Wait { grace_ms }),
    ];
    let late = prop_oneof![
        (0i64..86_400_000).prop_map(|ms| Late::SkipAfter { ms }),
        Just(Late::Join),
        times(70_000_000, 86_400_000).prop_map(Late::MakeUpBefore),
    ];
    let resume = prop_oneof![
        Just(Resume::Continue),
        Just(Resume::Restart),
        Just(Resume::Drop)
    ];
    (start, late, resume)
}

/// A rule, the words of its exceptions, and those of the days on which alone it fires.
#[derive(Clone, Debug)]
struct Spoken {
    rule: Rule,
    except: Vec<String>,
    on: Vec<String>,
}

impl Spoken {
    /// How a file says it: the names of sets of days are not in the rule any more.
    fn edit(&self, origin: Option<usize>) -> RuleEdit {
        let on = (!self.on.is_empty()).then(|| format!("on = {:?}", self.on));
        RuleEdit {
            origin,
            except: Some(self.except.clone()),
            part: on,
        }
    }
}

/// Words for days, as `on` and `except` take them.
fn words_of_days() -> impl Strategy<Value = Vec<String>> {
    let range = (days(), 0i64..9);
    let word = prop_oneof![
        "(ngay-le|quoc-tang)",
        weekdays().prop_map(|set| weekday_words(set).join(", ")),
        days().prop_map(|day| day.to_string()),
        range.prop_map(|(first, more)| format!("{first}..{}", first.plus(more))),
    ];
    proptest::collection::vec(word, 0..4)
}

/// The days that such words stand for, in the simplest way there is.
fn set_of(words: &[String]) -> DaySet {
    let mut set = DaySet::default();
    let mut weekdays = Vec::new();
    let named = &context().schedule.day_sets;
    for word in words {
        if let Some(named) = named.get(word) {
            set.ranges.extend(&named.ranges);
        } else if let Some((first, last)) = word.split_once("..") {
            let day = |text| CivilDay::parse(text).unwrap();
            set.ranges.push((day(first), day(last)));
        } else if let Some(day) = CivilDay::parse(word) {
            set.ranges.push((day, day));
        } else {
            let names = Weekday::ALL.map(Weekday::vi);
            let at = |name: &str| names.iter().position(|known| *known == name).unwrap();
            for part in word.split(", ") {
                let (first, last) = part.split_once('-').unwrap_or((part, part));
                weekdays.extend(&Weekday::ALL[at(first)..=at(last)]);
            }
        }
    }
    set.weekdays = (!weekdays.is_empty()).then(|| {
        weekdays
            .into_iter()
            .fold(WeekdaySet::NONE, WeekdaySet::with)
    });
    set
}

fn nths(most: u32) -> impl Strategy<Value = Nth> {
    prop_oneof![6 => (1..=most).prop_map(Nth::At), 1 => Just(Nth::Last)]
}

fn lunar() -> impl Strategy<Value = LunarRule> {
    let days = proptest::collection::btree_set(nths(30), 1..4);
    let days =
        (days, proptest::option::of(1u32..13), 0i64..31).prop_map(|(days, month, before_days)| {
            LunarRule::Days {
                days: days.into_iter().collect(),
                month,
                before_days,
            }
        });
    let end = || (1u32..13, 1u32..31);
    let window = (end(), end()).prop_map(|(from, until)| LunarRule::Window { from, until });
    prop_oneof![days, window]
}

/// Days by month, week, moon and set, and why a rule may air outside the hours; most rules have few of these.
fn with_parts(spoken: Spoken) -> impl Strategy<Value = Spoken> {
    let weekday = (0usize..7).prop_map(|at| Weekday::ALL[at]);
    let nth_weekday = (nths(5), weekday).prop_map(|(nth, weekday)| WeekdayOfMonth { nth, weekday });
    let ranges = proptest::collection::btree_set((days(), 1i64..366), 0..3);
    let word = "(lễ hội|  đêm|\"giao thừa\"|#1|C:\\\\x|'|\\[\\]|=)";
    let why = proptest::collection::vec(word, 1..4);
    let parts = (
        ranges,
        proptest::collection::btree_set(nth_weekday, 0..3),
        proptest::collection::btree_set(nths(31), 0..3),
        proptest::option::weighted(0.3, (1u32..53, days())),
        proptest::option::weighted(0.4, lunar()),
        words_of_days(),
        proptest::option::weighted(0.3, why),
    );
    parts.prop_map(
        move |(ranges, weekdays_of_month, days_of_month, every, lunar, on, why)| Spoken {
            rule: Rule {
                date_ranges: ranges
                    .into_iter()
                    .map(|(first, more)| (first, first.plus(more.min(365))))
                    .collect(),
                weekdays_of_month: weekdays_of_month.into_iter().collect(),
                days_of_month: days_of_month.into_iter().collect(),
                every: every.map(|(weeks, from)| EveryWeeks { weeks, from }),
                lunar,
                on: (!on.is_empty()).then(|| set_of(&on)),
                outside_hours: why.map(|words| words.join(" ").trim().to_owned()),
                ..spoken.rule.clone()
            },
            on,
            ..spoken.clone()
        },
    )
}

fn rules() -> impl Strategy<Value = Spoken> {
    let seasons = proptest::option::of(((1u32..13, 1u32..29), (1u32..13, 1u32..29)));
    let dates = proptest::collection::btree_set(days(), 0..3);
    let span = (
        proptest::option::of(days()),
        proptest::option::of(0i64..400),
    );
    let plain = (
        whens(),
        weekdays(),
        dates,
        span,
        seasons,
        words_of_days(),
        policies(),
    );
    let plain = plain.prop_map(
        |(when, days, dates, (from, length), season, except, (start, late, resume))| Spoken {
            rule: Rule {
                days,
                dates: dates.into_iter().collect(),
                from,
                until: length
                    .map(|length| from.unwrap_or(CivilDay::from_days(21_000)).plus(length)),
                season: season.map(|(from, until)| Season { from, until }),
                except: set_of(&except),
                start,
                late,
                resume,
                ..Rule::new(when)
            },
            except,
            on: Vec::new(),
        },
    );
    let plain = plain.boxed();
    prop_oneof![1 => plain.clone(), 2 => plain.prop_flat_map(with_parts)]
}

fn items() -> impl Strategy<Value = Item> {
    let pick = (
        0usize..3,
        any::<bool>(),
        any::<bool>(),
        0u32..366,
        1u32..100,
        proptest::option::of(1_000i64..86_400_000),
    );
    let pick = pick.prop_map(
        |(column, repeats, new_first, spacing_days, at_most, up_to_ms)| Pick {
            column: ColumnId::from(["cchc", "hoi-dap-cchc", "phap-luat"][column]),
            order: if repeats {
                PickOrder::Repeat
            } else {
                PickOrder::LeastAired
            },
            new_first,
            spacing_days,
            at_most,
            up_to_ms,
        },
    );
    prop_oneof![
        "(tin\\.mp3|nhac/nhac-hieu\\.flac|lạ/chưa có\\.mp3)".prop_map(|audio| Item::Play {
            audio: AudioPath::from(audio)
        }),
        (1i64..3_600_000).prop_map(|ms| Item::Pause { ms }),
        pick.prop_map(Item::Pick),
    ]
}

/// A programme, and how its file says its rules.
fn programmes() -> impl Strategy<Value = (Programme, Vec<Spoken>)> {
    let zones = proptest::collection::btree_set("(thon-1|thon-2|khu-pho-an-nhon)", 0..3);
    let column = proptest::option::of("(cchc|hoi-dap-cchc|phap-luat)");
    let priority = prop_oneof![
        Just(Priority::Ordinary),
        Just(Priority::Preferred),
        Just(Priority::Emergency)
    ];
    let word = "(Bản|tin|Thông|báo:|CCHC|\"sáng\"|\\(phát lại\\)|5'|–|=1|\\[x\\]|HOÀ|hòa|3\\.5;|#|,|T2|05:45)";
    let title = proptest::collection::vec(word, 1..6).prop_map(|words| words.join(" "));
    let rules = proptest::collection::vec(rules(), 1..4);
    let items = proptest::collection::vec(items(), 1..4);
    (title, column, zones, priority, rules, items).prop_map(
        |(title, column, zones, priority, spoken, items)| {
            let programme = Programme {
                id: ProgrammeId::from("thu"),
                title,
                column: column.map(ColumnId::from),
                zones: match zones.is_empty() {
                    true => Zones::All,
                    false => Zones::Only(zones.into_iter().map(ZoneId::from).collect()),
                },
                priority,
                rules: spoken.iter().map(|spoken| spoken.rule.clone()).collect(),
                items,
            };
            (programme, spoken)
        },
    )
}

fn text_of((programme, spoken): &(Programme, Vec<Spoken>)) -> String {
    let edits: Vec<_> = spoken.iter().map(|spoken| spoken.edit(None)).collect();
    new_text(programme, &edits)
}

fn parsed(text: &str) -> Option<Programme> {
    parse_programme(
        "schedules/thu.toml",
        text,
        &context().schedule,
        &mut Vec::new(),
    )
}

proptest! {
    #![proptest_config(cases(128))]
    #[test]
    fn what_is_printed_reads_back(programme in programmes()) {
        let text = text_of(&programme);
        prop_assert_eq!(parsed(&text), Some(programme.0), "{}", text);
    }

    #[test]
    fn an_edit_reads_back_and_an_edit_of_nothing_changes_nothing(before in programmes(), after in programmes()) {
        let text = text_of(&before);
        let (before, after, spoken) = (before.0, after.0, after.1);
        let kept: Vec<RuleEdit> = (0..before.rules.len()).map(|at| RuleEdit { origin: Some(at), ..RuleEdit::default() }).collect();
        prop_assert_eq!(&edited(&text, &before, &before, &kept).unwrap(), &text);
        let edits: Vec<RuleEdit> = spoken.iter().enumerate().map(|(at, spoken)| {
            spoken.edit(Some(at).filter(|at| *at < before.rules.len()))
        }).collect();
        let text = edited(&text, &before, &after, &edits).unwrap();
        // Exceptions that only stand in another order, or twice, are not written again.
        prop_assert!(parsed(&text).is_some_and(|read| same(&read, &after)), "{}", text);
    }

    #[test]
    fn what_is_exported_reads_back(programme in programmes()) {
        let text = text_of(&programme);
        let programme = programme.0;
        let context = SheetContext {
            texts: BTreeMap::from([(programme.id.clone(), text)]),
            programmes: vec![programme],
            ..context()
        };
        let made = export(&context).unwrap();
        for bytes in [write::workbook(&made.rows), delimited::write(&made.rows)] {
            // A title that begins like a formula is written as a workbook only.
            let Ok(bytes) = bytes else {
                continue;
            };
            let reading = understood(&bytes, &context);
            let problems = &reading.problems;
            prop_assert!(!reading.has_errors(), "{:?}", problems);
            let [change] = &reading.changes[..] else {
                return Err(TestCaseError::fail(format!("{:?}", reading.changes)));
            };
            prop_assert!(same(&change.programme, &context.programmes[0]), "{}", change.text);
            prop_assert!(!change.is_changed, "{}", change.text);
        }
    }
}
