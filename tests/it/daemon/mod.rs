//! The whole program, started as a station starts it: what is heard, what is recorded of it, and what becomes of both
//! when something goes wrong. Parts by themselves are held by other files.

mod aircheck;
mod airing;
mod clock;
mod control;
mod disk;
mod edits;
mod output;
mod planning;
mod rehearsal;
mod restarts;
mod supervisor;
