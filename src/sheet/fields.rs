//! What a column of a list is about, known by its heading, with or without accents, in Vietnamese or English. Where the
//! headings stand is `layout`'s.

use crate::schedule::spelling::slug;

/// What a column of a list holds.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Field {
    /// When it starts, and perhaps ends.
    Time,
    /// When it ends.
    End,
    /// On which days.
    Days,
    /// The programme's title.
    Title,
    /// The column (chuyên mục) that it carries.
    Column,
    /// Where it is heard.
    Zones,
    /// The first day.
    From,
    /// The last day.
    Until,
    /// Single dates.
    Dates,
    /// Days that are left out.
    Except,
    /// The part of the year.
    Season,
    /// The legal class.
    Priority,
    /// How it takes the air.
    Start,
    /// What becomes of it when it is late.
    Late,
    /// What becomes of it after an interruption.
    Resume,
    /// What it airs, item by item.
    Items,
    /// The one file that it airs.
    File,
    /// How long it takes.
    Length,
    /// A remark.
    Note,
    /// A cron line.
    Cron,
    /// What of a rule has no column of its own, as keys of a programme file.
    Rules,
    /// The programme's id and the rule's number.
    Id,
    /// Nothing that a schedule needs: a running number, who is in charge.
    Other,
}

/// The headings of Loa's own sheets, in their order.
pub const OWN: [(Field, &str); 18] = [
    (Field::Time, "Giờ"),
    (Field::Days, "Thứ"),
    (Field::Title, "Chương trình"),
    (Field::Column, "Chuyên mục"),
    (Field::Zones, "Khu vực"),
    (Field::From, "Từ ngày"),
    (Field::Until, "Đến ngày"),
    (Field::Dates, "Ngày phát"),
    (Field::Except, "Trừ ngày"),
    (Field::Season, "Mùa"),
    (Field::Priority, "Mức ưu tiên"),
    (Field::Start, "Vào sóng"),
    (Field::Late, "Khi trễ"),
    (Field::Resume, "Khi bị ngắt"),
    (Field::Items, "Tiết mục"),
    (Field::Cron, "Cron"),
    (Field::Rules, "Quy tắc khác"),
    (Field::Id, "Mã"),
];

/// Words with which headings begin, in plain form. The longest that fits counts.
const WORDS: &[(&str, Field)] = &[
    ("gio", Field::Time),
    ("thoi-gian", Field::Time),
    ("khung-gio", Field::Time),
    ("bat-dau", Field::Time),
    ("tu-gio", Field::Time),
    ("tu-thoi-gian", Field::Time),
    ("tu-khung-gio", Field::Time),
    ("time", Field::Time),
    ("gio-ket-thuc", Field::End),
    ("ket-thuc", Field::End),
    ("den-gio", Field::End),
    ("den-thoi-gian", Field::End),
    ("den-khung-gio", Field::End),
    ("thu", Field::Days),
    ("ngay", Field::Dates),
    ("ngay-phat", Field::Dates),
    ("ngay-phat-song", Field::Dates),
    ("thu-ngay", Field::Days),
    ("ngay-thu", Field::Days),
    ("ngay-trong-tuan", Field::Days),
    ("cac-ngay", Field::Days),
    ("day", Field::Days),
    ("days", Field::Days),
    ("chuong-trinh", Field::Title),
    ("ten-chuong-trinh", Field::Title),
    ("noi-dung", Field::Title),
    ("tieu-de", Field::Title),
    ("programme", Field::Title),
    ("title", Field::Title),
    ("chuyen-muc", Field::Column),
    ("column", Field::Column),
    ("khu-vuc", Field::Zones),
    ("cum-loa", Field::Zones),
    ("dia-ban", Field::Zones),
    ("zones", Field::Zones),
    ("tu-ngay", Field::From),
    ("den-ngay", Field::Until),
    ("den-het-ngay", Field::Until),
    ("tru", Field::Except),
    ("ngoai-tru", Field::Except),
    ("mua", Field::Season),
    ("muc-uu-tien", Field::Priority),
    ("uu-tien", Field::Priority),
    ("vao-song", Field::Start),
    ("khi-tre", Field::Late),
    ("khi-bi-ngat", Field::Resume),
    ("tiet-muc", Field::Items),
    ("tep", Field::File),
    ("ten-tep", Field::File),
    ("file", Field::File),
    ("thoi-luong", Field::Length),
    ("so-phut", Field::Length),
    ("ghi-chu", Field::Note),
    ("note", Field::Note),
    ("cron", Field::Cron),
    ("quy-tac-khac", Field::Rules),
    ("other-rules", Field::Rules),
    ("ma", Field::Id),
    ("ma-chuong-trinh", Field::Id),
    ("stt", Field::Other),
    ("tt", Field::Other),
    ("so-tt", Field::Other),
    ("thu-tu", Field::Other),
    ("so-thu-tu", Field::Other),
    ("thanh-phan", Field::Other),
    ("nguon", Field::Other),
    ("nguoi", Field::Other),
    ("don-vi", Field::Other),
    ("phu-trach", Field::Other),
    ("bien-tap", Field::Other),
];

/// Titles by how surely they are the programme's: the first that is there is taken.
const TITLES: [&str; 7] = [
    "ten-chuong-trinh",
    "chuong-trinh",
    "programme",
    "title",
    "tieu-de",
    "noi-dung",
    "chuyen-muc",
];

/// Returns what a column with this heading holds; `None` where the text is no heading that is known.
pub fn field(heading: &str) -> Option<Field> {
    // What stands in brackets explains.
    let plain = slug(heading.split('(').next().unwrap_or(heading));
    let fits = |word: &str| {
        plain
            .strip_prefix(word)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
    };
    let is_short = plain.split('-').count() <= 6;
    WORDS
        .iter()
        .filter(|(word, _)| fits(word) && is_short)
        .max_by_key(|(word, _)| word.len())
        .map(|&(_, field)| field)
}

/// Returns the fields of a row of headings, one for each column; each field but `Other` once.
///
/// `Chuyên mục` is the title where there is no other, and `Ngày` holds the days where there is no `Thứ`.
pub fn fields(headings: &[(u32, String)]) -> Vec<(u32, Field)> {
    let rank = |heading: &str| {
        let plain = slug(heading);
        TITLES.iter().position(|word| plain.starts_with(word))
    };
    let title = headings
        .iter()
        .filter(|(_, heading)| matches!(field(heading), Some(Field::Title | Field::Column)))
        .min_by_key(|(_, heading)| rank(heading).unwrap_or(TITLES.len()))
        .map(|&(column, _)| column);
    let has_days = headings
        .iter()
        .any(|(_, heading)| field(heading) == Some(Field::Days));
    let mut found: Vec<(u32, Field)> = Vec::new();
    for (column, heading) in headings {
        let known = match field(heading) {
            Some(_) if title == Some(*column) => Field::Title,
            Some(Field::Title) | None => Field::Other,
            Some(Field::Dates) if !has_days => Field::Days,
            Some(known) => known,
        };
        let is_taken = found.iter().any(|&(_, field)| field == known);
        found.push((*column, if is_taken { Field::Other } else { known }));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_is_known_with_and_without_accents() {
        for (heading, expected) in [
            ("Giờ", Some(Field::Time)),
            ("GIO PHAT", Some(Field::Time)),
            ("Thời gian phát sóng", Some(Field::Time)),
            ("Thời lượng", Some(Field::Length)),
            ("Thứ", Some(Field::Days)),
            ("Thứ tự", Some(Field::Other)),
            ("Thứ / Ngày", Some(Field::Days)),
            ("Nội dung", Some(Field::Title)),
            ("Chương trình (dự kiến)", Some(Field::Title)),
            ("Khu vực/Cụm loa", Some(Field::Zones)),
            ("Ghi chú", Some(Field::Note)),
            ("STT", Some(Field::Other)),
            ("Giờ kết thúc", Some(Field::End)),
            ("Thông báo", None),
            ("05:45", None),
        ] {
            assert_eq!(field(heading), expected, "{heading}");
        }
        for (field_, heading) in OWN {
            assert_eq!(field(heading), Some(field_), "{heading}");
        }
    }

    #[test]
    fn a_column_is_the_title_only_where_there_is_no_other() {
        let named = |headings: &[&str]| {
            let headings: Vec<(u32, String)> = (1..)
                .zip(headings.iter().map(|&text| text.to_owned()))
                .collect();
            let fields = fields(&headings);
            fields
                .into_iter()
                .map(|(_, field)| field)
                .collect::<Vec<_>>()
        };
        assert_eq!(
            named(&["Giờ", "Ngày", "Chuyên mục"]),
            [Field::Time, Field::Days, Field::Title]
        );
        assert_eq!(
            named(&[
                "Giờ",
                "Thứ",
                "Ngày",
                "Chuyên mục",
                "Nội dung",
                "Chương trình"
            ]),
            [
                Field::Time,
                Field::Days,
                Field::Dates,
                Field::Column,
                Field::Other,
                Field::Title
            ]
        );
    }
}
