//! The mixer: starts every cue at its exact frame, mixes, fades and stops. It runs in the output's callback, so it
//! never locks, waits, logs, allocates or frees; decoding and reporting are left to others.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU32, Ordering};

use rtrb::{Consumer, Producer, RingBuffer};

use super::deck::{Block, Deck, Phase};
use crate::time::{NowNs, UtcMs};

/// How many cues can be loaded at once.
pub const DECKS: usize = 8;
/// Reports that can wait for the engine: at twenty blocks a second and two decks, 25 seconds.
const REPORTS: usize = 1_024;

/// What the engine tells the mixer.
pub enum MixCommand {
    /// Play this at its instant.
    Load(Box<Deck>),
    /// Stop the order with this key at this instant, with a short fade.
    Stop {
        /// The order.
        key: u64,
        /// When; an earlier instant that was named before stands.
        at: UtcMs,
    },
    /// Let the order with this key go on, if its last fade has not begun.
    GoOn {
        /// The order.
        key: u64,
    },
}

/// What the mixer tells the engine. Frames of the output count from its opening.
pub enum MixReport {
    /// The first frame of an order was mixed.
    Started {
        /// The order.
        key: u64,
        /// The frame of the output.
        out_frame: u64,
        /// The frame of the audio.
        from_frame: u64,
    },
    /// How far an order was mixed.
    Mixed {
        /// The order.
        key: u64,
        /// The frame of the output after the last one.
        out_frame: u64,
        /// The frame of the audio after the last one.
        to_frame: u64,
    },
    /// An order is over; its deck comes back to be freed elsewhere.
    Gone {
        /// The deck.
        deck: Box<Deck>,
        /// The frame of the output from which on it is silent.
        out_frame: u64,
    },
}

/// What can be read of an output while it runs.
#[derive(Debug)]
pub struct Health {
    /// When the last block was asked for; `i64::MIN` before the first.
    pub callback_ns: AtomicI64,
    /// How often the device ran dry.
    pub device_underruns: AtomicU32,
    /// How often a deck ran dry while playing.
    pub deck_underruns: AtomicU32,
    /// The peak of the last blocks as the bits of an `f32`, 0 to 1.
    pub peak_bits: AtomicU32,
    /// Errors of the backend that are harmless one by one.
    pub backend_errors: AtomicU32,
    /// The backend says that the device is gone.
    pub is_lost: AtomicBool,
}

impl Default for Health {
    fn default() -> Self {
        Self {
            callback_ns: AtomicI64::new(i64::MIN),
            device_underruns: AtomicU32::new(0),
            deck_underruns: AtomicU32::new(0),
            peak_bits: AtomicU32::new(0),
            backend_errors: AtomicU32::new(0),
            is_lost: AtomicBool::new(false),
        }
    }
}

impl Health {
    /// Returns how often the device and the decks ran dry, and the harmless errors.
    pub fn counts(&self) -> [u32; 3] {
        [
            self.device_underruns.load(Ordering::Relaxed),
            self.deck_underruns.load(Ordering::Relaxed),
            self.backend_errors.load(Ordering::Relaxed),
        ]
    }
}

/// See the module.
pub struct Mixer {
    decks: [Option<Box<Deck>>; DECKS],
    commands: Consumer<MixCommand>,
    reports: Producer<MixReport>,
    health: Arc<Health>,
    rendered_frames: u64,
}

/// The engine's ends of a mixer's rings.
pub struct MixControl {
    /// Orders to the mixer.
    pub commands: Producer<MixCommand>,
    /// What it reports.
    pub reports: Consumer<MixReport>,
}

impl Mixer {
    /// Makes a mixer for one opening of an output.
    pub fn new(health: Arc<Health>) -> (Self, MixControl) {
        let (commands, to_take) = RingBuffer::new(4 * DECKS);
        let (to_report, reports) = RingBuffer::new(REPORTS);
        let mixer = Self {
            decks: [const { None }; DECKS],
            commands: to_take,
            reports: to_report,
            health,
            rendered_frames: 0,
        };
        (mixer, MixControl { commands, reports })
    }

    /// Returns how many frames were rendered since the opening: the index of the next one.
    pub fn rendered_frames(&self) -> u64 {
        self.rendered_frames
    }

    /// Fills `out` with the next interleaved stereo frames.
    ///
    /// `first_frame_mono_ns` is when the first of them will be heard; while that is unknown, nothing starts. The
    /// instants of orders are converted by `now` in every block, so a step of the wall clock moves a start that has
    /// not been made, and nothing else.
    pub fn render(&mut self, out: &mut [f32], first_frame_mono_ns: Option<i64>, now: NowNs) {
        out.fill(0.0);
        self.take_commands();
        let block = Block {
            first_ns: first_frame_mono_ns,
            wall_minus_mono_ns: now.wall_ns.wrapping_sub(now.mono_ns),
            frames: out.len() / 2,
            out_frame: self.rendered_frames,
        };
        for slot in &mut self.decks {
            if let Some(deck) = slot {
                let mixed = deck.render(out, &block);
                if mixed.ran_dry {
                    self.health.deck_underruns.fetch_add(1, Ordering::Relaxed);
                }
                report(slot, &block, mixed.end, &mut self.reports);
            }
        }
        let mut peak = 0f32;
        for sample in out.iter_mut() {
            // The last guard of the amplifier: what was measured at import does not get here.
            *sample = if sample.is_finite() {
                sample.clamp(-1.0, 1.0)
            } else {
                0.0
            };
            peak = peak.max(sample.abs());
        }
        let held = 0.8 * f32::from_bits(self.health.peak_bits.load(Ordering::Relaxed));
        self.health
            .peak_bits
            .store(peak.max(held).to_bits(), Ordering::Relaxed);
        self.rendered_frames += block.frames as u64;
    }

    fn take_commands(&mut self) {
        // A command for which there is no deck stays in its ring; the engine never loads more than there are.
        loop {
            let free = self.decks.iter().position(Option::is_none);
            match self.commands.peek() {
                Ok(MixCommand::Load(_)) if free.is_none() => return,
                Ok(_) => {}
                Err(_) => return,
            }
            match (self.commands.pop(), free) {
                (Ok(MixCommand::Load(deck)), Some(free)) => self.decks[free] = Some(deck),
                (Ok(MixCommand::Stop { key, at }), _) => {
                    for deck in self.decks_of(key) {
                        deck.stop_at = Some(deck.stop_at.map_or(at, |stop| stop.min(at)));
                    }
                }
                (Ok(MixCommand::GoOn { key }), _) => {
                    for deck in self.decks_of(key) {
                        deck.stop_at = None;
                    }
                }
                _ => return,
            }
        }
    }

    fn decks_of(&mut self, key: u64) -> impl Iterator<Item = &mut Box<Deck>> {
        let decks = self.decks.iter_mut().flatten();
        decks.filter(move |deck| deck.key == key)
    }
}

/// Reports what became of a deck in this block, and gives it back when it is over. What does not fit is reported in
/// a later block.
fn report(
    slot: &mut Option<Box<Deck>>,
    block: &Block,
    end: usize,
    reports: &mut Producer<MixReport>,
) {
    let Some(deck) = slot else { return };
    if let Some((out_frame, from_frame)) = deck.unreported_start {
        let started = MixReport::Started {
            key: deck.key,
            out_frame,
            from_frame,
        };
        if reports.push(started).is_err() {
            return;
        }
        deck.unreported_start = None;
    }
    let out_frame = block.out_frame + end as u64;
    if end > 0 {
        // A full ring loses nothing: the next report goes further.
        let mixed = MixReport::Mixed {
            key: deck.key,
            out_frame,
            to_frame: deck.next_frame,
        };
        drop(reports.push(mixed));
    }
    if matches!(deck.phase, Phase::Gone(_))
        && reports.slots() > 0
        && let Some(deck) = slot.take()
    {
        // There is room, so nothing is freed here.
        drop(reports.push(MixReport::Gone { deck, out_frame }));
    }
}

#[cfg(test)]
mod tests;
