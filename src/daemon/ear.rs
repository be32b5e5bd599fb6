//! The daemon's ear: the capture, what it should hear now, and what it tells, as facts and as the status. Recording the
//! facts is the conductor's, and which airing is judged when is `verdicts`'s.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use tokio::sync::mpsc;

use super::status::AircheckStatus;
use super::verdicts::{Airing, Verdicts, thousandths};
use crate::aircheck::{Foreign, ForeignOptions, Silence, SilenceOptions};
use crate::airing::captured::{Captured, Degree, KeptFile};
use crate::airing::{Fact, PlayOrder, PlayerReport};
use crate::causes;
use crate::config::AircheckSettings;
use crate::ids::CueId;
use crate::playback::{
    CAPTURE_RATE_HZ, Capture, CaptureEvent, CaptureOptions, Comparison, Expected, InputOptions,
    KeepOptions, Kept, PlaybackError,
};
use crate::store::Reader;
use crate::time::{Clock, MonoMs, Now};

/// How many events of the capture wait for the conductor at most.
const EVENTS_MAX: usize = 256;
/// How long after an end the capture may still have the sound of it, in milliseconds.
const TAIL_MS: i64 = 2_000;

/// The ear of a station.
pub struct Ear {
    /// `None` where it could not be started, and when it has ended.
    capture: Option<Capture>,
    events: mpsc::Receiver<CaptureEvent>,
    /// Events for which there was no room.
    dropped: Arc<AtomicU32>,
    orders: BTreeMap<CueId, PlayOrder>,
    playing: BTreeMap<CueId, Airing>,
    /// When nothing played any more.
    quiet_since: Option<MonoMs>,
    verdicts: Verdicts,
    status: AircheckStatus,
}

/// What the ear has heard.
pub enum News {
    /// The capture tells something.
    Capture(CaptureEvent),
    /// The judge has found something.
    Found(Result<Comparison, PlaybackError>),
}

impl Ear {
    /// Starts to listen, with what the ledger remembers of captures; `audio` is where the station's audio lies, and
    /// `folder` where captures are kept.
    pub async fn start(
        settings: &AircheckSettings,
        (audio, folder): (&Path, &Path),
        reader: &Reader,
        clock: Arc<dyn Clock>,
    ) -> Self {
        let mut verdicts = Verdicts::new(audio.to_owned(), folder.to_owned());
        if let Err(error) = verdicts.remember(reader, clock.now()).await {
            tracing::error!(error = error.chain(), "earlier captures can't be read");
        }
        let (sender, events) = mpsc::channel(EVENTS_MAX);
        let dropped = Arc::new(AtomicU32::new(0));
        let lost = Arc::clone(&dropped);
        let options = CaptureOptions {
            input: InputOptions::Server {
                source: Some(settings.source.clone()),
            },
            server: None,
            keep: Some(KeepOptions {
                quota_bytes: settings.quota_bytes,
                ..KeepOptions::in_folder(folder.to_owned())
            }),
            silence: SilenceOptions::default(),
            foreign: ForeignOptions::default(),
            clock,
        };
        // The capture may not wait for the conductor: what finds no room is counted.
        let capture = Capture::start(options, move |event| {
            if sender.try_send(event).is_err() {
                lost.fetch_add(1, Ordering::Relaxed);
            }
        });
        let mut status = AircheckStatus::default();
        let capture = capture.map_err(|error| {
            let why = causes::line(&error);
            tracing::error!(error = %why, "nothing is captured");
            status.why = Some(why);
        });
        Self {
            capture: capture.ok(),
            events,
            dropped,
            orders: BTreeMap::new(),
            playing: BTreeMap::new(),
            quiet_since: None,
            verdicts,
            status,
        }
    }

    /// Waits for news; for ever where nobody listens.
    pub async fn next(ear: &mut Option<Self>) -> News {
        let Some(ear) = ear else {
            return std::future::pending().await;
        };
        tokio::select! {
            Some(event) = ear.events.recv() => News::Capture(event),
            found = ear.verdicts.found() => News::Found(found),
        }
    }

    /// Takes an order to the player: what will be heard.
    pub fn ordered(&mut self, order: &PlayOrder) {
        self.orders.insert(order.cue.clone(), order.clone());
    }

    /// Takes what the player says of a cue; returns facts about airings that have no room any more.
    pub fn player_said(&mut self, report: &PlayerReport, now: Now) -> Option<Fact> {
        match report {
            PlayerReport::Ready(_) | PlayerReport::Progress { .. } => None,
            PlayerReport::Started {
                cue,
                at_us,
                late_us,
                from_frame,
                ..
            } => {
                let order = self.orders.get(cue)?;
                let airing = Airing {
                    cue: cue.clone(),
                    audio: order.audio.clone(),
                    sha256: order.sha256,
                    at_us: *at_us,
                    late_us: *late_us,
                    from_frame: *from_frame,
                    to_frame: *from_frame,
                    ended: now.mono,
                    stepped: false,
                    asked: false,
                };
                self.playing.insert(cue.clone(), airing);
                None
            }
            PlayerReport::Ended { cue, to_frame } | PlayerReport::Stopped { cue, to_frame, .. } => {
                self.orders.remove(cue);
                let mut airing = self.playing.remove(cue)?;
                if self.playing.is_empty() {
                    self.quiet_since = Some(now.mono);
                }
                airing.to_frame = *to_frame;
                airing.ended = now.mono;
                self.verdicts.wait(airing)
            }
        }
    }

    /// Takes that the clock was stepped.
    pub fn clock_stepped(&mut self, by_ms: i64, now: Now) {
        for airing in self.playing.values_mut() {
            airing.stepped = true;
        }
        self.verdicts.clock_stepped(by_ms, now.wall);
    }

    /// Says what should be heard now, has files finished that airings wait for, and has the next one judged. `on_air`
    /// says whether a programme is on, also in its pauses. Returns facts about airings that need no judge.
    pub fn look(&mut self, now: Now, on_air: bool) -> Vec<Fact> {
        let dropped = self.dropped.swap(0, Ordering::Relaxed);
        if dropped > 0 {
            tracing::error!(dropped, "the capture told more than could be recorded");
            self.status.dropped += u64::from(dropped);
        }
        let is_fading = self
            .quiet_since
            .is_some_and(|since| now.mono - since < TAIL_MS);
        let expected = if !self.playing.is_empty() {
            Expected::Sound
        } else if on_air || is_fading {
            Expected::Anything
        } else {
            Expected::Nothing
        };
        if let Some(capture) = &self.capture {
            capture.expect(expected);
            // While a programme is on, its next item needs the file; after it nobody wants to wait for minutes.
            if self.playing.is_empty() && !on_air && self.verdicts.asks_for_file() {
                capture.cut();
            }
        }
        let facts = self.verdicts.next(now, self.status.up);
        self.status.waiting = self.verdicts.count();
        facts
    }

    /// Takes news; returns the facts to record.
    pub fn take(&mut self, news: News, now: Now) -> Option<Fact> {
        match news {
            News::Capture(event) => self.capture_said(event, now).map(Fact::Captured),
            News::Found(found) => self.verdicts.conclude(found),
        }
    }

    fn capture_said(&mut self, event: CaptureEvent, now: Now) -> Option<Captured> {
        match event {
            CaptureEvent::Opened { input } => {
                tracing::info!(%input, "the input is captured");
                self.verdicts.opened(&input);
                self.status.input = Some(input.clone());
                self.status.up = true;
                self.status.why = None;
                Some(Captured::Opened { input })
            }
            CaptureEvent::Lost { why } => {
                // It is tried again and again; only the first failure is news.
                let is_news = self.status.up || self.status.why.is_none();
                self.status.up = false;
                self.status.why = Some(why.clone());
                is_news.then(|| {
                    tracing::error!(%why, "the input is lost");
                    Captured::Lost { why }
                })
            }
            CaptureEvent::Kept(Kept::Finished(file)) => {
                self.status.not_kept = None;
                let until = file.until();
                self.verdicts.kept(until);
                Some(Captured::Kept(KeptFile {
                    name: file.name,
                    from: file.begins,
                    until,
                    samples: file.samples,
                    rate_hz: CAPTURE_RATE_HZ,
                    sha256: file.sha256,
                }))
            }
            CaptureEvent::Kept(Kept::Removed { name }) => Some(Captured::Removed { name }),
            CaptureEvent::NotKept { why } => {
                if self.status.not_kept.as_ref() != Some(&why) {
                    tracing::error!(%why, "captures can't be kept");
                }
                self.status.not_kept = Some(why);
                None
            }
            CaptureEvent::Silence(silence) => self.silence(silence),
            CaptureEvent::Foreign(foreign) => Some(self.foreign(foreign, now)),
        }
    }

    fn silence(&mut self, silence: Silence) -> Option<Captured> {
        let degree = match silence {
            Silence::None => None,
            Silence::Warn => Some(Degree::Faint),
            Silence::Fail => Some(Degree::Silent),
        };
        let was_silent = self.status.silence.is_some();
        self.status.silence = degree.map(|degree| degree.slug().to_owned());
        let cue = self.playing.keys().next().cloned();
        match degree {
            Some(degree) => {
                let what = degree.slug();
                tracing::error!(degree = what, ?cue, "silence while the station is on air");
                Some(Captured::SilenceBegan { degree, cue })
            }
            None => {
                tracing::info!("the silence is over");
                was_silent.then_some(Captured::SilenceEnded)
            }
        }
    }

    fn foreign(&mut self, foreign: Foreign, now: Now) -> Captured {
        match foreign {
            Foreign::Began { ago_ms } => {
                tracing::warn!("sound that is not the station's");
                self.status.foreign = true;
                Captured::ForeignBegan {
                    from: now.wall + -i64::from(ago_ms),
                }
            }
            Foreign::Ended {
                ago_ms,
                length_ms,
                peak_dbfs,
            } => {
                tracing::info!("the sound that is not the station's is over");
                self.status.foreign = false;
                let until = now.wall + -i64::from(ago_ms);
                Captured::ForeignEnded {
                    from: until + -i64::from(length_ms),
                    until,
                    peak_mdbfs: thousandths(peak_dbfs),
                }
            }
        }
    }

    /// Returns how the ear is doing.
    pub fn status(&self) -> AircheckStatus {
        self.status.clone()
    }

    /// Returns the capture, which ends when it is dropped; that may take as long as the disk takes.
    pub fn end(&mut self) -> Option<Capture> {
        self.capture.take()
    }

    /// Returns what the capture has told and nobody has taken.
    pub fn rest(&mut self) -> Option<News> {
        self.events.try_recv().ok().map(News::Capture)
    }
}
