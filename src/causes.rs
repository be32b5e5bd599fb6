//! An error with its causes, for a record or a log that must say why. Wording it for people is `messages`'.

use std::error::Error;
use std::iter::successors;

/// Returns an error and its causes, from the outside in, each as it words itself.
pub fn texts(error: &dyn Error) -> impl Iterator<Item = String> {
    successors(Some(error), |&error| error.source()).map(ToString::to_string)
}

/// Returns an error and its causes in one line.
pub fn line(error: &dyn Error) -> String {
    texts(error).collect::<Vec<_>>().join(": ")
}
