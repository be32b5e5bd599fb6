//! Opening an input of any kind. What is read of it is `recorder`'s.

use super::port::{Input, InputOptions};
use super::{server, wav};
use crate::playback::api::PlaybackError;

/// Opens an input; returns it with its name, such as `pulse:lab.monitor`.
pub fn open(
    options: &InputOptions,
    server: Option<&str>,
) -> Result<(Box<dyn Input>, String), PlaybackError> {
    match options {
        InputOptions::Server { source } => server::open(source.as_deref(), server),
        InputOptions::Wav { path } => wav::open(path),
    }
}
