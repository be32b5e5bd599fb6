//! `loa init`: an empty station with comments, ready to be filled in.

use super::desk::{Desk, Exit};
use super::fault::Fault;
use crate::config::init::init;

pub fn run(desk: &Desk) -> Result<Exit, Fault> {
    let made = init(&desk.station)?;
    for file in made {
        desk.say("init-made", &[("file", &file)]);
    }
    desk.say("init-next", &[]);
    Ok(Exit::Fine)
}
