//! Sound: decoding, resampling, mixing and the outputs. What to play and when comes as orders; nothing here knows a
//! schedule, a ledger or a database.
//!
//! An order goes from `player` to the `engine`'s thread, which has `feed` decode it ahead and hands it to the `mixer`.
//! The mixer runs in the callback of an output, which `supervise` keeps open.

mod api;
mod board;
mod capture;
mod clock_map;
mod deck;
mod decode;
mod downmix;
mod engine;
mod facts;
mod feed;
mod listen;
mod live;
mod mixer;
mod mp4_edit;
mod output;
mod player;
mod reference;
mod resample;
mod supervise;

pub use api::{DECODE_THREAD, Meter, OutputOptions, PlaybackError, PlayerEvent, PlayerOptions};
pub use capture::{
    CAPTURE_RATE_HZ, Capture, CaptureEvent, CaptureOptions, Comparison, Expected, InputOptions,
    JUDGE_THREAD, KeepOptions, Kept, KeptFile, ToJudge, compare,
};
pub use facts::{digest_file, measure};
pub use listen::{ListenOptions, listen};
pub use output::can_open;
pub use player::Player;
pub use reference::reference;
