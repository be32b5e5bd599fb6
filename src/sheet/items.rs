//! The items of a programme as lines of a cell: a file, a pick (`chọn cchc: …`), a pause (`nghỉ 2s`). What they mean is
//! `schedule`'s.

use super::Fault;
use super::context::SheetContext;
use crate::schedule::reader::{duration_ms, duration_text};
use crate::schedule::{Item, Pick, PickOrder};
use crate::time::DAY_MS;

const PICK: &str = "chọn ";
const PAUSE: &str = "nghỉ ";
const REPEAT: &str = "phát lại";
const LEAST_AIRED: &str = "ít phát nhất";
const NEW_FIRST: &str = "mới trước";
const NEW_NOT_FIRST: &str = "mới không ưu tiên";
const SPACING: &str = "cách ";
const AT_MOST: &str = "nhiều nhất ";
const UP_TO: &str = "không quá ";

/// Reads the items in a cell; a file that is in `known` already need not be there.
pub fn items(text: &str, known: &[Item], context: &SheetContext) -> Result<Vec<Item>, Fault> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.map(|line| item(line, known, context)).collect()
}

/// Writes items, one to a line.
pub fn items_text(items: &[Item]) -> String {
    let lines: Vec<String> = items.iter().map(item_text).collect();
    lines.join("\n")
}

fn item(line: &str, known: &[Item], context: &SheetContext) -> Result<Item, Fault> {
    // A file may begin with the words of a pick or a pause, and have blanks that a cell does not keep.
    let is_it =
        |item: &&Item| matches!(item, Item::Play { audio } if super::plain(audio.as_str()) == line);
    if let Some(item) = known.iter().find(is_it) {
        return Ok(item.clone());
    }
    if let Some(rest) = line.strip_prefix(PICK) {
        return pick(line, rest, context).map(Item::Pick);
    }
    if let Some(rest) = line.strip_prefix(PAUSE) {
        let ms = duration_ms(rest)
            .ok()
            .filter(|ms| (1..=3_600_000).contains(ms));
        return ms.map(|ms| Item::Pause { ms }).ok_or_else(|| unknown(line));
    }
    context.audio(line).map(|audio| Item::Play { audio })
}

fn pick(line: &str, rest: &str, context: &SheetContext) -> Result<Pick, Fault> {
    let (column, options) = rest.split_once(':').unwrap_or((rest, ""));
    let mut pick = Pick {
        column: context.column(column)?,
        order: PickOrder::LeastAired,
        new_first: true,
        spacing_days: 0,
        at_most: 1,
        up_to_ms: None,
    };
    let options = options.split(';').map(str::trim);
    for option in options.filter(|option| !option.is_empty()) {
        let length = |word, unit_ms| {
            let ms = duration_ms(option.strip_prefix(word)?).ok()?;
            (ms % unit_ms == 0).then_some(ms)
        };
        if option == REPEAT {
            pick.order = PickOrder::Repeat;
        } else if option == NEW_NOT_FIRST {
            pick.new_first = false;
        } else if let Some(ms) = length(UP_TO, 1) {
            pick.up_to_ms = Some(ms);
        } else if let Some(ms) = length(SPACING, DAY_MS) {
            pick.spacing_days = u32::try_from(ms / DAY_MS).map_err(|_| unknown(line))?;
        } else if let Some(count) = option.strip_prefix(AT_MOST) {
            let count = count.parse().ok().filter(|count| (1..=100).contains(count));
            pick.at_most = count.ok_or_else(|| unknown(line))?;
        } else if option != LEAST_AIRED && option != NEW_FIRST {
            return Err(unknown(line));
        }
    }
    Ok(pick)
}

fn item_text(item: &Item) -> String {
    let pick = match item {
        Item::Play { audio } => return audio.to_string(),
        Item::Pause { ms } => return format!("{PAUSE}{}", duration_text(*ms)),
        Item::Pick(pick) => pick,
    };
    let Pick {
        column,
        order,
        new_first,
        spacing_days,
        at_most,
        up_to_ms,
    } = pick;
    let order = match order {
        PickOrder::LeastAired => LEAST_AIRED,
        PickOrder::Repeat => REPEAT,
    };
    let mut options = vec![order.to_owned()];
    if !new_first {
        options.push(NEW_NOT_FIRST.to_owned());
    }
    if *spacing_days > 0 {
        options.push(format!("{SPACING}{spacing_days}d"));
    }
    options.push(format!("{AT_MOST}{at_most}"));
    options.extend(up_to_ms.map(|ms| format!("{UP_TO}{}", duration_text(ms))));
    format!("{PICK}{column}: {}", options.join("; "))
}

fn unknown(line: &str) -> Fault {
    Fault::new("sheet-item-unreadable").with("value", line)
}
