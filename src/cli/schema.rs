//! `loa schema`: the JSON Schema of a kind of file, for the editor in which it is written.

use super::args::SchemaArgs;
use super::desk::{Desk, Exit, print, station_of};
use crate::config::schema::schema;

pub fn run(desk: &Desk, args: &SchemaArgs) -> Exit {
    let station = station_of(&desk.station);
    let schema = schema(args.subject, &desk.catalogue, station.as_ref());
    print(&format!("{schema:#}\n"));
    Exit::Fine
}
