//! Lists as a table for people, as CSV and as JSON, from one set of rows.

use std::io;

use comfy_table::{ContentArrangement, LineStyle, Table, TableStyle};
use serde_json::{Map, Value};

use super::args::Format;
use super::desk::{Desk, columns, print};

/// One line under the headings and no other: a day has forty rows, and they should fit on a screen.
const STYLE: TableStyle =
    TableStyle::new().header_separator(LineStyle::none().fill('─').junction('─'));

/// A list with named columns.
pub struct List {
    /// The names of the columns, as CSV and JSON carry them; stable.
    pub names: &'static [&'static str],
    /// The headings of the columns, for people.
    pub headings: Vec<String>,
    /// The rows.
    pub rows: Vec<Vec<Cell>>,
}

/// One value, as people and as programs read it.
pub struct Cell {
    /// For people.
    pub shown: String,
    /// For programs.
    pub value: Value,
}

impl Cell {
    /// A value that reads the same for both.
    pub fn text(text: impl Into<String>) -> Self {
        let shown = text.into();
        Self {
            value: Value::String(shown.clone()),
            shown,
        }
    }

    /// A value that people read otherwise.
    pub fn new(shown: impl Into<String>, value: impl Into<Value>) -> Self {
        Self {
            shown: shown.into(),
            value: value.into(),
        }
    }

    /// A value that may be missing.
    pub fn optional(text: Option<String>) -> Self {
        match text {
            Some(text) => Self::text(text),
            None => Self::new("", Value::Null),
        }
    }
}

impl List {
    /// Makes a list with the catalogue's headings, `column-NAME`.
    pub fn new(desk: &Desk, names: &'static [&'static str], rows: Vec<Vec<Cell>>) -> Self {
        let heading = |name: &&str| desk.text(&format!("column-{name}"), &[]);
        Self {
            names,
            headings: names.iter().map(heading).collect(),
            rows,
        }
    }

    /// Prints the list; people get only the columns named in `shown`.
    pub fn print(&self, format: Format, shown: &[&str]) -> io::Result<()> {
        print(&self.text(format, shown)?);
        Ok(())
    }

    /// Returns the list as text; people get only the columns named in `shown`.
    pub fn text(&self, format: Format, shown: &[&str]) -> io::Result<String> {
        match format {
            Format::Table => Ok(format!("{}\n", self.table(shown))),
            Format::Json => {
                let rows: Vec<Value> = self.rows.iter().map(|row| self.object(row)).collect();
                Ok(format!("{:#}\n", Value::Array(rows)))
            }
            Format::Csv => self.csv(),
        }
    }

    fn table(&self, shown: &[&str]) -> Table {
        let wanted: Vec<usize> = shown
            .iter()
            .filter_map(|name| self.names.iter().position(|known| known == name))
            .collect();
        let mut table = Table::new();
        table.load_style(STYLE);
        table.set_content_arrangement(ContentArrangement::Dynamic);
        if let Some(width) = columns().and_then(|columns| u16::try_from(columns).ok()) {
            table.set_width(width);
        }
        table.set_header(wanted.iter().map(|&column| self.headings[column].clone()));
        for row in &self.rows {
            table.add_row(wanted.iter().map(|&column| row[column].shown.clone()));
        }
        table
    }

    fn object(&self, row: &[Cell]) -> Value {
        let pairs = self.names.iter().zip(row);
        let object: Map<String, Value> = pairs
            .map(|(name, cell)| ((*name).to_owned(), cell.value.clone()))
            .collect();
        Value::Object(object)
    }

    /// Writes CSV for a spreadsheet: with a byte order mark, without which Excel takes Vietnamese letters for others,
    /// and with no text that it would compute.
    fn csv(&self) -> io::Result<String> {
        let mut writer = csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
        writer.write_record(self.names)?;
        for row in &self.rows {
            writer.write_record(row.iter().map(|cell| match &cell.value {
                Value::Null => String::new(),
                Value::String(text) => harmless(text),
                Value::Array(items) => harmless(&spaced(items)),
                other => other.to_string(),
            }))?;
        }
        let bytes = writer
            .into_inner()
            .map_err(csv::IntoInnerError::into_error)?;
        Ok(String::from_utf8(bytes).expect("CSV of text should be text"))
    }
}

/// The signs with which a spreadsheet begins a formula, by the advice of OWASP on CSV injection.
const FORMULA_SIGNS: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// Returns a text so that a spreadsheet shows it and does not compute it: with an apostrophe before it where it begins
/// like a formula. What is a number stays one. Titles come from others.
fn harmless(text: &str) -> String {
    if text.starts_with(FORMULA_SIGNS) && text.parse::<f64>().is_err() {
        return format!("'{text}");
    }
    text.to_owned()
}

/// Writes a list in one field of CSV: its values with a space between them.
fn spaced(items: &[Value]) -> String {
    let texts: Vec<String> = items
        .iter()
        .map(|item| {
            item.as_str()
                .map_or_else(|| item.to_string(), str::to_owned)
        })
        .collect();
    texts.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn csv_opens_in_a_spreadsheet_as_text_and_computes_nothing() {
        fn check(value: impl Into<Value>, expected: &str) {
            let list = List {
                names: &["title"],
                headings: vec!["Tên".to_owned()],
                rows: vec![vec![Cell::new("", value)]],
            };
            let text = list
                .text(Format::Csv, &[])
                .expect("a list should be written");
            assert_eq!(text, format!("\u{feff}title\n{expected}\n"));
        }
        check("Bản tin", "Bản tin");
        check(
            "=HYPERLINK(\"http://a\")",
            "\"'=HYPERLINK(\"\"http://a\"\")\"",
        );
        check("+84 việc cần làm", "'+84 việc cần làm");
        check("-2+3", "'-2+3");
        check("@SUM(A1)", "'@SUM(A1)");
        check("\t=1", "'\t=1");
        check("\r=1", "\"'\r=1\"");
        check("＝1+1", "'＝1+1");
        check(Value::Array(vec!["=1".into(), "a".into()]), "'=1 a");
        check("-12.5", "-12.5");
        check(-3, "-3");
        check("A=B", "A=B");
    }
}
