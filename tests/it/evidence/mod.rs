//! What makes the record believable to strangers: keys, checkpoints, what is handed over, and forgeries of all of it.

mod backup;
mod command;
mod export;
mod forger;
mod keys;
mod month;
