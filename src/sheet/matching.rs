//! Which programme a title in a sheet means: one of the station's, whatever accents and capitals, or a new one.

use super::Fault;
use super::context::SheetContext;
use crate::ids::ProgrammeId;
use crate::schedule::Programme;
use crate::schedule::reader::NONE;
use crate::schedule::spelling::{nearest, slug};

/// The longest name that is made for a file out of a title, in characters.
const ID_CHARS_MAX: usize = 60;

/// What a title means.
#[derive(Clone, PartialEq, Debug)]
pub enum Match<'c> {
    /// A programme that is there.
    Known(&'c Programme),
    /// A new one, for which this id is free.
    New {
        /// Its id.
        id: ProgrammeId,
        /// A title that is there and very like it.
        near: Option<&'c str>,
    },
}

/// Returns which programme is meant by a title and, in Loa's own sheets, an id.
pub fn programme<'c>(
    title: &str,
    id: Option<&ProgrammeId>,
    context: &'c SheetContext,
) -> Result<Match<'c>, Fault> {
    if let Some(id) = id {
        return match context.programme(id) {
            Some(programme) => Ok(Match::Known(programme)),
            None => free(id.clone(), title, context),
        };
    }
    let plain = slug(title);
    if plain.is_empty() {
        return Err(Fault::new("sheet-title-unusable").with("value", title));
    }
    let mut same = context
        .programmes
        .iter()
        .filter(|programme| slug(&programme.title) == plain);
    match (same.next(), same.next()) {
        (Some(programme), None) => Ok(Match::Known(programme)),
        (Some(one), Some(other)) => Err(Fault::new("sheet-title-ambiguous")
            .with("value", title)
            .with("one", &one.id)
            .with("other", &other.id)),
        (None, _) => free(new_id(&plain), title, context),
    }
}

/// Returns the id of a new programme, cut at a word where the title is long.
fn new_id(plain: &str) -> ProgrammeId {
    let cut = match plain.char_indices().nth(ID_CHARS_MAX) {
        None => plain,
        Some((end, _)) => {
            let head = &plain[..end];
            head.rsplit_once('-').map_or(head, |(head, _)| head)
        }
    };
    ProgrammeId::from(cut)
}

fn free<'c>(id: ProgrammeId, title: &str, context: &'c SheetContext) -> Result<Match<'c>, Fault> {
    if context.texts.contains_key(&id) {
        return Err(Fault::new("sheet-id-taken")
            .with("value", title)
            .with("file", format!("schedules/{id}.toml")));
    }
    let known = context
        .programmes
        .iter()
        .map(|programme| programme.title.as_str());
    Ok(Match::New {
        id,
        near: nearest(title, known),
    })
}

/// Returns that a new programme has nothing to air.
pub fn without_content(title: &str, near: Option<&str>) -> Fault {
    Fault::new("sheet-programme-without-content")
        .with("value", title)
        .with("nearest", near.unwrap_or(NONE))
}
