//! Where the result of a command goes: to standard output, or into a file that was named.

use std::path::Path;

use super::desk::{Desk, print};
use super::fault::Fault;

/// Prints a text, or writes it into a file and says so.
pub fn put(desk: &Desk, out: Option<&Path>, text: &str) -> Result<(), Fault> {
    let Some(path) = out else {
        print(text);
        return Ok(());
    };
    std::fs::write(path, text)
        .map_err(|error| Fault::environment("fault-out", error).with("path", path.display()))?;
    desk.say("plan-written", &[("path", &path.display())]);
    Ok(())
}
