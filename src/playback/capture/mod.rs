//! Capture: what the loudspeakers give, or what goes to them, as mono samples; kept in files, watched for silence and
//! for foreign sound, compared with what was played. What follows from it is left to the daemon.

mod compare;
mod files;
mod flac;
mod input;
mod judging;
mod port;
mod recorder;
mod server;
mod wav;

pub use compare::{Comparison, compare};
pub use files::{KeepOptions, Kept, KeptFile};
pub use judging::{JUDGE_THREAD, ToJudge};
pub use port::{InputOptions, RATE_HZ as CAPTURE_RATE_HZ};
pub use recorder::{Capture, CaptureEvent, CaptureOptions, Expected};
