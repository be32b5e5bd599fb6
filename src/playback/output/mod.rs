//! Outputs: what asks the mixer for frames and makes them heard, behind one small trait. Mixing, watching over an
//! output and opening it again are left to `mixer` and `supervise`.

use super::api::{OutputOptions, PlaybackError};

mod card;
mod null;
mod pace;
mod port;
mod server;
pub mod server_link;
mod wav;

pub use port::{Opening, Output, Renderer, name_of};

/// Opens an output; returns it with its name, such as `pulse:lab`.
pub fn open(
    options: &OutputOptions,
    opening: Opening,
) -> Result<(Box<dyn Output>, String), PlaybackError> {
    match options {
        OutputOptions::Server { sink } => server::open(sink.as_deref(), opening),
        OutputOptions::Card { device } => card::open(device, opening),
        OutputOptions::Wav { path } => wav::open(path, opening),
        OutputOptions::Null => null::open(opening),
    }
}

/// Finds out whether an output could be opened now, without playing anything; returns its name.
pub fn can_open(options: &OutputOptions) -> Result<String, PlaybackError> {
    match options {
        OutputOptions::Server { sink } => server::probe(sink.as_deref()),
        OutputOptions::Card { device } => card::probe(device),
        OutputOptions::Wav { path } => wav::probe(path),
        OutputOptions::Null => Ok(name_of(options)),
    }
}
