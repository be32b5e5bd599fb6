//! A TOML file as a tree of values with their places, in the order of the file, and as much of it as can be understood
//! when parts are no TOML. Getting at the values is `reader`'s; what a syntax error means is `syntax`'s.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};
use toml::value::Datetime;

/// A value and the bytes of the text where it stands.
pub struct Spot {
    /// The bytes; for a table its header.
    pub span: Range<usize>,
    /// The value.
    pub node: Node,
}

/// A value.
pub enum Node {
    /// Text, without the quotes.
    Text(String),
    /// A whole number as written, and its value where it fits.
    Integer(String, Option<i64>),
    /// A decimal number, `inf` or `nan`, as written.
    Float(String),
    /// `true` or `false`.
    Boolean(bool),
    /// A date, a time, or both.
    Datetime(Datetime),
    /// An array, or an array of tables.
    Array(Vec<Spot>),
    /// A table.
    Table(Vec<Entry>),
}

/// A key and its value.
pub struct Entry {
    /// The key.
    pub key: String,
    /// The bytes of the key.
    pub key_span: Range<usize>,
    /// The value.
    pub value: Spot,
}

/// A syntax error: its bytes and the parser's words.
pub type Stumble = (Range<usize>, String);

/// Parses `text` as far as it goes; returns the top-level entries and the syntax errors in no order.
pub fn parse(text: &str) -> (Vec<Entry>, Vec<Stumble>) {
    let (root, mut stumbles) = parse_once(text);
    // The parser gives up the rest of the file at a line that is no `key = value`, so such lines are left out.
    let mut patched = text.to_owned();
    for (span, _) in stumbles
        .iter()
        .filter(|(_, message)| is_no_key_value(message))
    {
        let line = line_around(text, span.start);
        patched.replace_range(line.clone(), &" ".repeat(line.len()));
    }
    if patched == text {
        return (root, stumbles);
    }
    let (root, stumbles_beyond) = parse_once(&patched);
    stumbles.retain(|(_, message)| is_no_key_value(message));
    stumbles.extend(stumbles_beyond);
    (root, stumbles)
}

fn is_no_key_value(message: &str) -> bool {
    ["key with no value", "unquoted key", "missing assignment"]
        .iter()
        .any(|part| message.contains(part))
}

fn parse_once(text: &str) -> (Vec<Entry>, Vec<Stumble>) {
    let (root, errors) = DeTable::parse_recoverable(text);
    let stumbles = errors
        .iter()
        .map(|error| (error.span().unwrap_or(0..0), error.message().to_owned()))
        .collect();
    (entries(root.into_inner()), stumbles)
}

/// Returns the bytes of the line with byte `at`, without its end.
fn line_around(text: &str, at: usize) -> Range<usize> {
    let bytes = text.as_bytes();
    let at = at.min(bytes.len());
    let is_end = |byte: &u8| *byte == b'\n' || *byte == b'\r';
    let start = bytes[..at]
        .iter()
        .rposition(is_end)
        .map_or(0, |end| end + 1);
    let end = bytes[at..]
        .iter()
        .position(is_end)
        .map_or(bytes.len(), |end| at + end);
    start..end
}

fn entries(table: DeTable<'_>) -> Vec<Entry> {
    let mut entries: Vec<Entry> = table
        .into_iter()
        .map(|(key, value)| Entry {
            key_span: key.span(),
            key: key.into_inner().into_owned(),
            value: spot(value),
        })
        .collect();
    entries.sort_by_key(|entry| entry.key_span.start);
    entries
}

fn spot(value: Spanned<DeValue<'_>>) -> Spot {
    let span = value.span();
    let node = match value.into_inner() {
        DeValue::String(text) => Node::Text(text.into_owned()),
        DeValue::Integer(number) => Node::Integer(
            number.to_string(),
            i64::from_str_radix(number.as_str(), number.radix()).ok(),
        ),
        DeValue::Float(number) => Node::Float(number.to_string()),
        DeValue::Boolean(value) => Node::Boolean(value),
        DeValue::Datetime(value) => Node::Datetime(value),
        DeValue::Array(elements) => Node::Array(elements.into_iter().map(spot).collect()),
        DeValue::Table(table) => Node::Table(entries(table)),
    };
    Spot { span, node }
}

impl Node {
    /// Returns the name of the kind of value.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Text(_) => "string",
            Self::Integer(..) => "integer",
            Self::Float(_) => "float",
            Self::Boolean(_) => "boolean",
            Self::Datetime(_) => "datetime",
            Self::Array(_) => "array",
            Self::Table(_) => "table",
        }
    }
}
