//! The trait behind which outputs stand, and what they are opened with. The outputs themselves are left to the other
//! files of this folder.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use crate::playback::api::OutputOptions;
use crate::playback::clock_map::{ClockMap, MapFit, Observation};
use crate::playback::mixer::{Health, Mixer};
use crate::time::Clock;

/// An open output: it asks its renderer for frames until it is closed.
pub trait Output: Send {
    /// Closes it. May block for as long as the device does, so call it on a thread that can be given up.
    fn close(self: Box<Self>);
}

/// Called, from any thread but a real-time one, when an output has failed for good; says why.
pub type Lost = Box<dyn Fn(String) + Send>;

/// What an output is opened with besides its options.
pub struct Opening {
    /// Where its frames come from.
    pub renderer: Renderer,
    /// Whom to tell when it fails.
    pub lost: Lost,
    /// The sound server's address; the environment's when `None`.
    pub server: Option<String>,
    /// Whether this player has opened it before, so that a file is continued.
    pub is_again: bool,
}

/// The mixer with everything that a callback needs. Safe to call from a real-time thread.
pub struct Renderer {
    /// The mixer.
    pub mixer: Mixer,
    /// When frames are heard.
    pub map: Arc<ClockMap>,
    /// Both clocks.
    pub clock: Arc<dyn Clock>,
    /// What the engine watches.
    pub health: Arc<Health>,
    /// Makes `map` out of observations.
    pub fit: MapFit,
}

impl Renderer {
    /// Fills `out` with the next frames.
    pub fn render(&mut self, out: &mut [f32]) {
        let now = self.clock.now_ns();
        self.health
            .callback_ns
            .store(now.mono_ns, Ordering::Relaxed);
        let first_ns = self.map.heard_ns(self.mixer.rendered_frames());
        self.mixer.render(out, first_ns, now);
    }

    /// Takes an observation of the device's clock.
    pub fn observe(&mut self, seen: Observation) {
        self.fit
            .observe(seen, self.mixer.rendered_frames(), &self.map);
    }

    /// Notes that the device ran dry.
    pub fn note_underrun(&mut self) {
        self.health.device_underruns.fetch_add(1, Ordering::Relaxed);
        self.fit.forget();
    }

    /// Returns the monotonic clock in nanoseconds.
    pub fn mono_ns(&self) -> i64 {
        self.clock.now_ns().mono_ns
    }
}

/// Returns the name under which an output is reported before it is open.
pub fn name_of(options: &OutputOptions) -> String {
    match options {
        OutputOptions::Server { sink } => {
            format!("pulse:{}", sink.as_deref().unwrap_or("default"))
        }
        OutputOptions::Card { device } => format!("alsa:{device}"),
        OutputOptions::Wav { path } => format!("wav:{}", path.display()),
        OutputOptions::Null => "null".to_owned(),
    }
}
