//! Loa, a broadcast scheduling system for commune loudspeaker radio. The modules stand in the order in which data
//! flows, and a module uses only those above it; `docs/architecture.md` is the map.

pub mod causes;
pub mod ids;
pub mod messages;
pub mod reason;
pub mod time;

pub mod schedule;
pub mod sheet;
pub mod library;
pub mod plan;
pub mod airing;
pub mod ledger;
pub mod aircheck;
pub mod report;

pub mod playback;
pub mod store;

pub mod config;
pub mod daemon;
pub mod cli;
