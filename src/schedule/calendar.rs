//! The station's calendar (`calendar.toml`): the days that are decided anew each year or announced, by kind. What a rule
//! does on them is `recurrence`'s, what the plan does is `plan`'s.

use std::collections::BTreeMap;

use super::DaySet;
use super::day_words::day_or_range;
use super::diagnostic::Diagnostic;
use super::parse::audio_path;
use super::reader::{Document, Table};
use crate::ids::AudioPath;
use crate::time::CivilDay;

/// The name of the file, in the station folder.
pub const FILE: &str = "calendar.toml";

/// What `calendar.toml` says.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Calendar {
    /// The entries, in the order of the file.
    pub days: Vec<CalendarDay>,
    /// What is heard in mourning in the place of signature tunes.
    pub signature: Option<AudioPath>,
}

/// One entry: some days, and what they are.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CalendarDay {
    /// Its name for people.
    pub name: String,
    /// What the days are.
    pub kind: DayKind,
    /// The days, in ranges with both ends included; at least one.
    pub ranges: Vec<(CivilDay, CivilDay)>,
}

/// The kinds of days that a calendar has.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum DayKind {
    /// A public holiday (ngày nghỉ).
    Holiday,
    /// A day off that is worked, in exchange for another (làm bù); it is no holiday, whatever else says so.
    Worked,
    /// State mourning (Quốc tang).
    Mourning,
    /// A day on which only emergencies may air (dừng phát).
    Prohibited,
}

impl DayKind {
    /// Every kind there is.
    pub const ALL: [Self; 4] = [
        Self::Holiday,
        Self::Worked,
        Self::Mourning,
        Self::Prohibited,
    ];

    /// Returns the name as the file writes it.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Holiday => "nghi",
            Self::Worked => "lam-bu",
            Self::Mourning => "quoc-tang",
            Self::Prohibited => "dung-phat",
        }
    }

    /// Returns the name of the set of days that rules may use.
    pub fn set_name(self) -> &'static str {
        match self {
            Self::Holiday => "ngay-le",
            Self::Worked => "ngay-lam-bu",
            Self::Mourning => "quoc-tang",
            Self::Prohibited => "dung-phat",
        }
    }
}

/// Reads the text of `calendar.toml`; `None` where it has an error. Every problem is added to `problems`.
pub fn parse_calendar(text: &str, problems: &mut Vec<Diagnostic>) -> Option<Calendar> {
    let document = Document::parse(FILE, text, problems);
    let root = document.root();
    let tables = root.tables("day");
    let days = tables.iter().filter_map(day).collect();
    let signature = root.table("mourning").and_then(|table| mourning(&table));
    root.unknown_keys_reported();
    document.finish().then_some(Calendar { days, signature })
}

fn day(table: &Table<'_>) -> Option<CalendarDay> {
    let name = table.required_string("name");
    let kinds = DayKind::ALL.map(|kind| (kind.slug(), kind));
    let kind = table
        .required("kind")
        .and_then(|value| value.choice(&kinds));
    let mut ranges = Vec::new();
    if let Some(value) = table.required("dates") {
        let elements = value.one_or_many();
        if elements.is_empty() {
            value.report(Diagnostic::error("array-empty", value.place()).with("key", "dates"));
        }
        ranges.extend(elements.iter().filter_map(day_or_range));
    }
    table.unknown_keys_reported();
    (!ranges.is_empty()).then_some(())?;
    Some(CalendarDay {
        name: name?,
        kind: kind?,
        ranges,
    })
}

fn mourning(table: &Table<'_>) -> Option<AudioPath> {
    let signature = table.required("signature");
    let signature = signature.and_then(|value| audio_path(&value));
    table.unknown_keys_reported();
    signature
}

impl Calendar {
    /// Returns every set of days that rules may name: those of the calendar's four kinds, and those of `named`. Where
    /// both have a name, the set has the days of both. The days of a range that are worked are no holidays; a whole
    /// weekday of `named` stays.
    pub fn day_sets(&self, named: &BTreeMap<String, DaySet>) -> BTreeMap<String, DaySet> {
        let mut sets = named.clone();
        for kind in DayKind::ALL {
            let set = sets.entry(kind.set_name().to_owned()).or_default();
            set.ranges.extend(self.ranges(kind));
        }
        let worked = sets[DayKind::Worked.set_name()].ranges.clone();
        if let Some(holidays) = sets.get_mut(DayKind::Holiday.set_name()) {
            for range in worked {
                holidays.ranges = without(&holidays.ranges, range);
            }
        }
        for set in sets.values_mut() {
            set.ranges.sort_unstable();
            set.ranges.dedup();
        }
        sets
    }

    fn ranges(&self, kind: DayKind) -> impl Iterator<Item = (CivilDay, CivilDay)> {
        let days = self.days.iter().filter(move |day| day.kind == kind);
        days.flat_map(|day| day.ranges.iter().copied())
    }
}

/// Returns the ranges without the days from `first` to `last`.
fn without(
    ranges: &[(CivilDay, CivilDay)],
    (first, last): (CivilDay, CivilDay),
) -> Vec<(CivilDay, CivilDay)> {
    let parts = |&(start, end): &(CivilDay, CivilDay)| {
        let before = (start, end.min(first.plus(-1)));
        let after = (start.max(last.plus(1)), end);
        [before, after]
            .into_iter()
            .filter(|(start, end)| start <= end)
    };
    ranges.iter().flat_map(parts).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schedule::WeekdaySet;
    use crate::time::Weekday;

    fn day(text: &str) -> CivilDay {
        CivilDay::parse(text).expect(text)
    }

    fn read(text: &str) -> Calendar {
        let mut problems = Vec::new();
        let calendar = parse_calendar(text, &mut problems);
        assert_eq!(problems, []);
        calendar.expect("a calendar without problems")
    }

    /// Checks which days of a set there are from 25 January to 12 February 2027, the 25th being a Monday.
    fn check(sets: &BTreeMap<String, DaySet>, name: &str, expected: &str) {
        let days = (0..19).map(|days| day("2027-01-25").plus(days));
        let found: Vec<String> = days
            .filter(|&day| sets[name].contains(day))
            .map(|day| day.to_string()[5..].to_owned())
            .collect();
        assert_eq!(found.join(" "), expected, "{name}");
    }

    const TEXT: &str = r#"
        [[day]]
        name = "Tết Đinh Mùi"
        kind = "nghi"
        dates = ["2027-02-04..2027-02-10", 2027-01-26]
        [[day]]
        name = "Làm bù"
        kind = "lam-bu"
        dates = ["2027-01-30", "2027-02-06..2027-02-07", 2027-02-10]
        [[day]]
        name = "Quốc tang"
        kind = "quoc-tang"
        dates = "2027-01-25"
        [[day]]
        name = "Mất điện"
        kind = "dung-phat"
        dates = 2027-01-27
        [mourning]
        signature = "nhac/tram.flac"
    "#;

    #[test]
    fn a_worked_day_is_no_holiday_even_inside_a_range() {
        let calendar = read(TEXT);
        assert_eq!(calendar.signature, Some(AudioPath::new("nhac/tram.flac")));
        let sets = calendar.day_sets(&BTreeMap::new());
        check(&sets, "ngay-le", "01-26 02-04 02-05 02-08 02-09");
        check(&sets, "ngay-lam-bu", "01-30 02-06 02-07 02-10");
        check(&sets, "quoc-tang", "01-25");
        check(&sets, "dung-phat", "01-27");
    }

    #[test]
    fn a_name_that_two_files_have_holds_the_days_of_both() {
        let named = BTreeMap::from([
            (
                "ngay-le".to_owned(),
                DaySet {
                    weekdays: Some(WeekdaySet::NONE.with(Weekday::Sun)),
                    ranges: vec![(day("2027-02-09"), day("2027-02-12"))],
                },
            ),
            ("rieng".to_owned(), DaySet::default()),
        ]);
        let sets = read(TEXT).day_sets(&named);
        check(
            &sets,
            "ngay-le",
            "01-26 01-31 02-04 02-05 02-07 02-08 02-09 02-11 02-12",
        );
        check(&sets, "rieng", "");
    }

    #[test]
    fn without_a_calendar_its_names_are_there_and_empty() {
        let sets = Calendar::default().day_sets(&BTreeMap::new());
        for kind in DayKind::ALL {
            check(&sets, kind.set_name(), "");
        }
    }

    #[test]
    fn every_mistake_of_a_calendar_is_told_at_once() {
        let text = "[[day]]\nkind = \"nghỉ\"\ndates = [\"2027-02-10..2027-02-04\", 30/4]\n\
            [[day]]\nname = \"Cả năm\"\nkind = \"nghi\"\ndates = \"2026-01-01..2027-12-31\"\n\
            [[day]]\nname = \"Không ngày\"\nkind = \"nghi\"\ndates = []\n\
            [mourning]\nsignature = \"/nhac.mp3\"\n[lich]\n";
        let mut problems = Vec::new();
        assert_eq!(parse_calendar(text, &mut problems), None);
        let codes: Vec<(usize, &str)> = problems
            .iter()
            .map(|problem| (problem.place.line, problem.code))
            .collect();
        let expected = [
            (2, "choice-unknown"),
            (3, "value-unquoted"),
            (7, "range-too-long"),
            (11, "array-empty"),
            (13, "path-absolute"),
            (14, "unknown-key"),
        ];
        assert_eq!(codes, expected);
    }
}
