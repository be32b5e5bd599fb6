//! Days of each month as officers write them in a cell: `T2 đầu tháng`, `ngày cuối tháng`, `ngày 25 hằng tháng`, `rằm và
//! mùng 1`. Only what can mean one thing is read; weekdays and dates are `days`'.

use crate::schedule::day_words::weekdays;
use crate::schedule::spelling::slug;
use crate::schedule::{LunarRule, Nth, Rule, WeekdayOfMonth};
use crate::time::Weekday;

/// Days of each month, by one of the three ways to say them; by default none.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct MonthDays {
    weekdays: Vec<WeekdayOfMonth>,
    days: Vec<Nth>,
    lunar: Option<LunarRule>,
}

/// The keys of a programme file that say such days.
pub const KEYS: [&str; 3] = ["weekday_of_month", "days_of_month", "lunar"];

impl MonthDays {
    /// Says whether there are none.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Returns those of a rule.
    pub fn of(rule: &Rule) -> Self {
        Self {
            weekdays: rule.weekdays_of_month.clone(),
            days: rule.days_of_month.clone(),
            lunar: rule.lunar.clone(),
        }
    }

    /// Makes a rule fire on these days only.
    pub fn put_into(&self, rule: &mut Rule) {
        rule.weekdays_of_month.clone_from(&self.weekdays);
        rule.days_of_month.clone_from(&self.days);
        rule.lunar.clone_from(&self.lunar);
    }

    /// Writes them in words of a cell; empty where there are none.
    pub fn text(&self) -> String {
        let nth = |nth: &Nth| match nth {
            Nth::At(day) => day.to_string(),
            Nth::Last => "cuối".to_owned(),
        };
        let days = |days: &[Nth]| days.iter().map(nth).collect::<Vec<_>>().join(", ");
        let weekday = |day: &WeekdayOfMonth| match day.nth {
            Nth::At(1) => format!("{} đầu tháng", day.weekday.vi()),
            Nth::At(nth) => format!("{nth} {} trong tháng", day.weekday.vi()),
            Nth::Last => format!("{} cuối tháng", day.weekday.vi()),
        };
        let mut parts: Vec<String> = self.weekdays.iter().map(weekday).collect();
        if !self.days.is_empty() {
            parts.push(format!("{} hằng tháng", days(&self.days)));
        }
        parts.extend(self.lunar.as_ref().map(|lunar| match lunar {
            LunarRule::Days {
                days: of_month,
                month,
                before_days,
            } => {
                let month =
                    month.map_or("hằng tháng".to_owned(), |month| format!("tháng {month}"));
                let day = format!("{} âm lịch {month}", days(of_month));
                match before_days {
                    0 => day,
                    before => format!("{before} ngày trước {day}"),
                }
            }
            LunarRule::Window { from, until } => {
                let end = |&(month, day): &(u32, u32)| format!("{day}/{month}");
                format!("{} – {} âm lịch", end(from), end(until))
            }
        }));
        parts.join(", ")
    }
}

/// One of the days in a cell.
enum Day {
    /// A number that the other words of the cell tell more of.
    Number(u32),
    /// The last day.
    Last,
    /// A lunar day, and its month where it has one.
    Lunar(Nth, Option<u32>),
    /// A day and its month in numbers, of either calendar.
    Date(u32, u32),
    /// A weekday of the month.
    Weekday(WeekdayOfMonth),
}

/// Reads days of each month; `None` for anything else.
pub fn month_days(text: &str) -> Option<MonthDays> {
    let parts = text.split([',', ';', '\n', '&']);
    let parts = parts.flat_map(|part| part.split(" và "));
    let mut parts: Vec<String> = parts.map(slug).collect();
    let (mut is_lunar, mut is_monthly) = (false, false);
    let last = parts.last_mut()?;
    while let Some((start, word)) = ENDINGS
        .iter()
        .find_map(|&word| Some((last.strip_suffix(word)?.to_owned(), word)))
    {
        is_lunar |= word.contains("am");
        is_monthly |= word.contains("thang");
        *last = start;
    }
    let has_word = parts.first()?.contains("ngay-");
    let days: Vec<Day> = parts.iter().map(|part| day(part)).collect::<Option<_>>()?;
    let is_solar = has_word && is_monthly && !is_lunar;
    let (mut found, mut lunar, mut months) = (MonthDays::default(), Vec::new(), Vec::new());
    for day in days {
        match day {
            Day::Weekday(day) if !is_lunar => found.weekdays.push(day),
            Day::Last if is_lunar => lunar.push(Nth::Last),
            // `Ngày cuối tháng` says itself that it is of every month.
            Day::Last if has_word => found.days.push(Nth::Last),
            Day::Number(day @ 1..=30) if is_lunar => lunar.push(Nth::At(day)),
            Day::Number(day @ 1..=31) if is_solar => found.days.push(Nth::At(day)),
            Day::Lunar(day, None) => lunar.push(day),
            // Only the month of a full moon or of giao thừa is lunar without a word for it: mùng 2 tháng 9 is in September.
            Day::Lunar(day, Some(month)) if day == FULL_MOON || day == Nth::Last || is_lunar => {
                lunar.push(day);
                months.push(month);
            }
            Day::Date(day, month) if is_lunar => {
                lunar.push(Nth::At(day));
                months.push(month);
            }
            _ => return None,
        }
    }
    let have_some = [
        !found.weekdays.is_empty(),
        !found.days.is_empty(),
        !lunar.is_empty(),
    ];
    let is_one = have_some.iter().filter(|has_some| **has_some).count() == 1;
    // A month that some days have and others have not, or two months, are two rules.
    if !is_one || (!months.is_empty() && (lunar.len() > 1 || is_monthly)) {
        return None;
    }
    found.weekdays.sort_unstable();
    found.weekdays.dedup();
    found.days.sort_unstable();
    found.days.dedup();
    lunar.sort_unstable();
    lunar.dedup();
    found.lunar = (!lunar.is_empty()).then(|| LunarRule::Days {
        days: lunar,
        month: months.first().copied(),
        before_days: 0,
    });
    Some(found)
}

/// What may stand after the last day, in plain form.
const ENDINGS: [&str; 6] = [
    "-hang-thang",
    "-moi-thang",
    "-cua-thang",
    "-trong-thang",
    "-am-lich",
    "-am",
];
const FULL_MOON: Nth = Nth::At(15);
/// The numbers to ten in words, in plain form.
const NUMBERS: [&str; 10] = [
    "mot", "hai", "ba", "bon", "nam", "sau", "bay", "tam", "chin", "muoi",
];
/// Where in its month a weekday is, in plain form.
const PLACES: [(&str, Nth); 6] = [
    ("-dau-thang", Nth::At(1)),
    ("-dau-tien", Nth::At(1)),
    ("-tuan-dau", Nth::At(1)),
    ("-cuoi-thang", Nth::Last),
    ("-cuoi-cung", Nth::Last),
    ("-tuan-cuoi", Nth::Last),
];
/// Months of the lunar year that have a name of their own, or whose number is written in words.
const MONTHS: [(&str, u32); 5] = [
    ("gieng", 1),
    ("tu", 4),
    ("muoi-mot", 11),
    ("muoi-hai", 12),
    ("chap", 12),
];

fn day(plain: &str) -> Option<Day> {
    let plain = ["vao-", "cac-", "ngay-"].iter().fold(plain, |plain, word| {
        plain.strip_prefix(word).unwrap_or(plain)
    });
    if ["cuoi-thang", "cuoi-cung", "cuoi"].contains(&plain) {
        return Some(Day::Last);
    }
    if plain == "giao-thua" {
        return Some(Day::Lunar(Nth::Last, Some(12)));
    }
    for (ending, nth) in PLACES {
        if let Some(name) = plain.strip_suffix(ending) {
            // `Thứ Hai tuần đầu tháng` is the first Monday.
            let name = name.strip_suffix("-tuan").unwrap_or(name);
            // A bare number may be a thứ or a day, and `thứ` without its number is the English Thursday.
            let is_name = name != "thu" && !name.bytes().all(|byte| byte.is_ascii_digit());
            let weekday = weekday(name).filter(|_| is_name)?;
            return Some(Day::Weekday(WeekdayOfMonth { nth, weekday }));
        }
    }
    let (day, month) = match plain.split_once("-thang-") {
        Some((day, name)) => (day, Some(month(name)?)),
        None => (plain, None),
    };
    if day == "ram" {
        return Some(Day::Lunar(FULL_MOON, month));
    }
    let first_ten = ["mung-", "mong-"]
        .iter()
        .find_map(|word| day.strip_prefix(word));
    if let Some(day) = first_ten {
        let day = number(day).filter(|day| (1..=10).contains(day))?;
        return Some(Day::Lunar(Nth::At(day), month));
    }
    // `10/3 âm lịch` is day and month.
    if let Some((number, month)) = day.split_once('-')
        && plain == day
    {
        let (number, month) = (digits(number)?, digits(month)?);
        let is_lunar = (1..=30).contains(&number) && (1..=12).contains(&month);
        return is_lunar.then_some(Day::Date(number, month));
    }
    let number = digits(day)?;
    match month {
        Some(month) if (1..=30).contains(&number) => Some(Day::Date(number, month)),
        Some(_) => None,
        None => Some(Day::Number(number)),
    }
}

fn weekday(name: &str) -> Option<Weekday> {
    let set = weekdays(name).ok()?;
    let mut days = Weekday::ALL.into_iter().filter(|&day| set.contains(day));
    days.next().filter(|_| days.next().is_none())
}

fn month(name: &str) -> Option<u32> {
    let named = MONTHS.iter().find(|(known, _)| *known == name);
    let named = named.map(|&(_, month)| month);
    // `Tháng một` was the eleventh month once.
    let number = || number(name).filter(|_| name != "mot");
    named
        .or_else(number)
        .filter(|month| (1..=12).contains(month))
}

fn number(word: &str) -> Option<u32> {
    let place = NUMBERS.iter().position(|known| *known == word);
    match place {
        Some(place) => Some(u32::try_from(place).ok()? + 1),
        None => digits(word),
    }
}

fn digits(word: &str) -> Option<u32> {
    let are_digits = (1..=2).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_digit());
    word.parse().ok().filter(|_| are_digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let found = month_days(&text.to_lowercase());
        let found = found.map_or("none".to_owned(), |found| found.text());
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn days_of_the_month_are_read_where_they_mean_one_thing() {
        check("T2 đầu tháng", "T2 đầu tháng");
        check("Thứ Hai đầu tháng", "T2 đầu tháng");
        check("thứ 2 đầu tiên của tháng", "T2 đầu tháng");
        check("Chủ nhật cuối tháng", "CN cuối tháng");
        check(
            "T2 đầu tháng và T6 cuối tháng",
            "T2 đầu tháng, T6 cuối tháng",
        );
        check("ngày cuối tháng", "cuối hằng tháng");
        check("ngày cuối cùng của tháng", "cuối hằng tháng");
        check("ngày 25 hằng tháng", "25 hằng tháng");
        check("các ngày 1, 15 hàng tháng", "1, 15 hằng tháng");
        check("rằm", "15 âm lịch hằng tháng");
        check("mùng 1", "1 âm lịch hằng tháng");
        check("Mồng một hằng tháng", "1 âm lịch hằng tháng");
        check("rằm và mùng 1 hằng tháng", "1, 15 âm lịch hằng tháng");
        check("ngày rằm, mùng 1 âm lịch", "1, 15 âm lịch hằng tháng");
        check("ngày 1 và 15 âm lịch", "1, 15 âm lịch hằng tháng");
        check("ngày cuối tháng âm lịch", "cuối âm lịch hằng tháng");
        check("rằm tháng Giêng", "15 âm lịch tháng 1");
        check("rằm tháng bảy", "15 âm lịch tháng 7");
        check("mùng 10 tháng 3 âm lịch", "10 âm lịch tháng 3");
        check("10/3 âm lịch", "10 âm lịch tháng 3");
        check("ngày 15/7 (âm lịch)", "15 âm lịch tháng 7");
        check("giao thừa", "cuối âm lịch tháng 12");
        for text in [
            "thứ Hai tuần đầu tháng",
            "thứ Hai đầu tiên của tháng",
            "thứ Hai đầu tiên trong tháng",
            "Thứ Hai tuần đầu của tháng",
            "T2 tuần đầu tiên hằng tháng",
        ] {
            check(text, "T2 đầu tháng");
        }
        check("thứ Sáu tuần cuối tháng", "T6 cuối tháng");
        check("CN tuần cuối cùng trong tháng", "CN cuối tháng");
    }

    #[test]
    fn days_that_may_mean_another_thing_are_not_read() {
        for text in [
            "2 đầu tháng",
            "2 tuần đầu tháng",
            "tuần đầu tháng",
            "T2 tuần 1",
            "T2 tuần thứ 3 trong tháng",
            "15/7",
            "15 tháng 7",
            "ngày 15 tháng 7",
            "10/13 âm lịch",
            "31/3 âm lịch",
            "15/7, 10/3 âm lịch",
            "thứ đầu tháng",
            "T2, T4 đầu tháng",
            "đầu tháng",
            "cuối tháng",
            "mùng 2 tháng 9",
            "mùng 11",
            "rằm tháng một",
            "rằm tháng 13",
            "rằm và mùng 1 tháng giêng",
            "ngày 25",
            "25 hằng tháng",
            "ngày 32 hằng tháng",
            "ngày 31 âm lịch",
            "rằm và T2 đầu tháng",
            "hằng tháng",
            "",
        ] {
            check(text, "none");
        }
    }
}
