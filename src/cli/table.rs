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

    fn csv(&self) -> io::Result<String> {
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(self.names)?;
        for row in &self.rows {
            writer.write_record(row.iter().map(|cell| match &cell.value {
                Value::Null => String::new(),
                Value::String(text) => text.clone(),
                Value::Array(items) => spaced(items),
                other => other.to_string(),
            }))?;
        }
        let bytes = writer
            .into_inner()
            .map_err(csv::IntoInnerError::into_error)?;
        Ok(String::from_utf8(bytes).expect("CSV of text should be text"))
    }
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
