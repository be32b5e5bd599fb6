//! The life of the output: opened, watched, given up, opened again, for ever, and never another device instead. What
//! becomes of the cues meanwhile is the engine's.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::sync::mpsc::Sender;

use super::api::{PlaybackError, PlayerOptions};
use super::board::Message;
use super::clock_map::{ClockMap, MapFit};
use super::mixer::{Health, MixControl, Mixer};
use super::output::{self, Opening, Output, Renderer};

/// The first and the longest pause before it is opened again.
const BACKOFF_NS: (i64, i64) = (250_000_000, 5_000_000_000);
/// An output that lived this long starts with the shortest pause again.
const STABLE_NS: i64 = 10_000_000_000;
/// No request for frames in this time: the device is dumb, whatever it says.
const WATCHDOG_NS: i64 = 2_500_000_000;
/// How long opening and closing may take before they are given up.
const PATIENCE_NS: i64 = 5_000_000_000;

/// An open output with everything the engine needs of it.
pub struct Open {
    /// Its name.
    pub name: String,
    /// The mixer's rings.
    pub control: MixControl,
    /// When frames are heard.
    pub map: Arc<ClockMap>,
    /// What it does.
    pub health: Arc<Health>,
    output: Box<dyn Output>,
    opened_ns: i64,
}

/// What happened to the output.
pub enum Change {
    /// It is open.
    Opened(String),
    /// It could not be opened, or is lost.
    Lost {
        /// Its name.
        name: String,
        /// What it said.
        why: String,
    },
}

enum State {
    Closed { until_ns: i64 },
    Opening { since_ns: i64, parts: Parts },
    Open(Open),
}

struct Parts {
    control: MixControl,
    map: Arc<ClockMap>,
    health: Arc<Health>,
}

/// See the module.
pub struct Supervisor {
    options: PlayerOptions,
    to_engine: Sender<Message>,
    state: State,
    /// The number of the newest attempt; what is told of earlier ones is not heard.
    attempt: u64,
    was_open: bool,
    backoff_ns: i64,
    /// Whether an attempt is still under way, given up or not: a server that hangs must not collect threads.
    is_attempting: bool,
    /// Since when an output is being closed.
    closing_since_ns: Option<i64>,
}

impl Supervisor {
    /// Makes one that will open the output at the first [`Self::tick`].
    pub fn new(options: PlayerOptions, to_engine: Sender<Message>) -> Self {
        Self {
            options,
            to_engine,
            state: State::Closed { until_ns: i64::MIN },
            attempt: 0,
            was_open: false,
            backoff_ns: BACKOFF_NS.0,
            is_attempting: false,
            closing_since_ns: None,
        }
    }

    /// Returns the open output.
    pub fn open(&mut self) -> Option<&mut Open> {
        match &mut self.state {
            State::Open(open) => Some(open),
            State::Closed { .. } | State::Opening { .. } => None,
        }
    }

    /// Says whether a closing output is still on its way.
    pub fn is_closing(&self) -> bool {
        self.closing_since_ns.is_some()
    }

    /// Does what is due at `now_ns`; returns a loss that it found.
    pub fn tick(&mut self, now_ns: i64) -> Option<Change> {
        if self
            .closing_since_ns
            .is_some_and(|since| now_ns - since > PATIENCE_NS)
        {
            tracing::warn!("the output does not close; it is left behind");
            self.closing_since_ns = None;
        }
        match &self.state {
            State::Closed { until_ns }
                if now_ns >= *until_ns && !self.is_closing() && !self.is_attempting =>
            {
                self.begin(now_ns)
            }
            State::Opening { since_ns, .. } if now_ns - since_ns > PATIENCE_NS => {
                self.attempt += 1;
                Some(self.fail(now_ns, "it takes too long to open".to_owned()))
            }
            State::Open(open) => {
                let callback_ns = open.health.callback_ns.load(Ordering::Relaxed);
                if open.health.is_lost.load(Ordering::Relaxed) {
                    Some(self.lose(now_ns, "the device is gone".to_owned()))
                } else if now_ns - callback_ns.max(open.opened_ns) > WATCHDOG_NS {
                    Some(self.lose(now_ns, "it asks for no sound any more".to_owned()))
                } else {
                    None
                }
            }
            State::Closed { .. } | State::Opening { .. } => None,
        }
    }

    /// Takes the result of an attempt to open it.
    pub fn opened(
        &mut self,
        attempt: u64,
        result: Result<(Box<dyn Output>, String), String>,
        now_ns: i64,
    ) -> Option<Change> {
        self.is_attempting = false;
        let is_current = attempt == self.attempt && matches!(self.state, State::Opening { .. });
        match result {
            Ok((output, name)) if is_current => {
                let before = std::mem::replace(&mut self.state, State::Closed { until_ns: now_ns });
                if let State::Opening { parts, .. } = before {
                    self.state = State::Open(Open {
                        name: name.clone(),
                        control: parts.control,
                        map: parts.map,
                        health: parts.health,
                        output,
                        opened_ns: now_ns,
                    });
                }
                self.was_open = true;
                Some(Change::Opened(name))
            }
            // It came after it had been given up.
            Ok((output, _)) => {
                self.close(output, None);
                None
            }
            Err(why) if is_current => Some(self.fail(now_ns, why)),
            Err(_) => None,
        }
    }

    /// Takes the word of an output that has failed.
    pub fn failed(&mut self, attempt: u64, why: String, now_ns: i64) -> Option<Change> {
        let is_current = attempt == self.attempt && matches!(self.state, State::Open(_));
        is_current.then(|| self.lose(now_ns, why))
    }

    /// Takes note that a closing output is closed.
    pub fn closed(&mut self) {
        self.closing_since_ns = None;
    }

    /// Closes it for good.
    pub fn shut(&mut self, now_ns: i64) {
        self.attempt += 1;
        let closed = State::Closed { until_ns: i64::MAX };
        if let State::Open(open) = std::mem::replace(&mut self.state, closed) {
            self.close(open.output, Some(now_ns));
        }
    }

    fn begin(&mut self, now_ns: i64) -> Option<Change> {
        self.attempt += 1;
        let attempt = self.attempt;
        let health = Arc::new(Health::default());
        let map = Arc::new(ClockMap::new(self.options.latency_offset_ms));
        let (mixer, control) = Mixer::new(Arc::clone(&health));
        let renderer = Renderer {
            mixer,
            map: Arc::clone(&map),
            clock: Arc::clone(&self.options.clock),
            health: Arc::clone(&health),
            fit: MapFit::default(),
        };
        let to_engine = self.to_engine.clone();
        let opening = Opening {
            renderer,
            // A message to an engine that is gone has nobody to reach.
            lost: Box::new(move |why| drop(to_engine.send(Message::Failed { attempt, why }))),
            server: self.options.server.clone(),
            is_again: self.was_open,
        };
        self.state = State::Opening {
            since_ns: now_ns,
            parts: Parts {
                control,
                map,
                health,
            },
        };
        let (output, to_engine) = (self.options.output.clone(), self.to_engine.clone());
        let spawned = std::thread::Builder::new()
            .name("loa-open".to_owned())
            .spawn(move || {
                let result = output::open(&output, opening).map_err(|error| match error {
                    PlaybackError::Output { why, .. } => why,
                    other => other.to_string(),
                });
                drop(to_engine.send(Message::Opened { attempt, result }));
            });
        self.is_attempting = spawned.is_ok();
        spawned
            .err()
            .map(|error| self.fail(now_ns, error.to_string()))
    }

    fn fail(&mut self, now_ns: i64, why: String) -> Change {
        self.pause(now_ns);
        Change::Lost {
            name: output::name_of(&self.options.output),
            why,
        }
    }

    fn lose(&mut self, now_ns: i64, why: String) -> Change {
        let mut name = output::name_of(&self.options.output);
        let before = std::mem::replace(&mut self.state, State::Closed { until_ns: now_ns });
        if let State::Open(open) = before {
            name = open.name;
            if now_ns - open.opened_ns > STABLE_NS {
                self.backoff_ns = BACKOFF_NS.0;
            }
            self.close(open.output, Some(now_ns));
        }
        self.pause(now_ns);
        Change::Lost { name, why }
    }

    fn pause(&mut self, now_ns: i64) {
        self.state = State::Closed {
            until_ns: now_ns + self.backoff_ns,
        };
        self.backoff_ns = (2 * self.backoff_ns).min(BACKOFF_NS.1);
    }

    /// Closes an output on a thread that can be left behind: some devices never come back from it.
    fn close(&mut self, output: Box<dyn Output>, since_ns: Option<i64>) {
        let to_engine = self.to_engine.clone();
        let is_awaited = since_ns.is_some();
        let spawned = std::thread::Builder::new()
            .name("loa-close".to_owned())
            .spawn(move || {
                output.close();
                if is_awaited {
                    drop(to_engine.send(Message::Closed));
                }
            });
        if spawned.is_ok() && is_awaited {
            self.closing_since_ns = since_ns;
        }
    }
}
