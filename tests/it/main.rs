//! One binary for all integration tests: one link, no shared ports, no order.

mod aircheck;
mod architecture;
mod capture;
mod cli;
mod common;
mod daemon;
mod director;
mod evidence;
mod hostile;
mod ledger;
mod playback;
mod schedule_codes;
mod schedule_dates;
mod schedule_format;
mod schedule_messages;
mod sheets;
mod station;
mod store;
mod store_faults;
mod store_reader;
mod timebase;
mod year;
