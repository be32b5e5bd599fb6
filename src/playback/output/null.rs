//! An output that nobody hears, at the pace of the clock: for rehearsals and machines without sound.

use super::pace;
use super::port::{Opening, Output};
use crate::playback::api::PlaybackError;

/// Opens it.
pub fn open(opening: Opening) -> Result<(Box<dyn Output>, String), PlaybackError> {
    let paced = pace::start(opening.renderer, opening.lost, |_| Ok(()))
        .map_err(|error| PlaybackError::output("null", &error))?;
    Ok((Box::new(paced), "null".to_owned()))
}
