//! The conductor: one loop that turns what happens outside into inputs of the director, and performs what the director
//! answers, strictly in order. It decides nothing about airing.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{mpsc, oneshot, watch};

use super::adoption::Planner;
use super::control::{Asked, Reply, Request};
use super::ear::{Ear, News};
use super::evidence::Evidence;
use super::kernel_clock;
use super::status::{
    ClockStatus, LedgerStatus, NextStatus, OnAirStatus, OutputStatus, ScheduleStatus, Status,
};
use super::systemd::Systemd;
use super::trust::{self, Known};
use super::watch_folder::{FolderNews, FolderWatch};
use crate::airing::director::Director;
use crate::airing::{Action, ClockTrust, Fact, Input, OperatorCommand, OutputReport};
use crate::ledger::Stamp;
use crate::playback::{Player, PlayerEvent};
use crate::store::{Appended, LedgerWriter};
use crate::time::{Clock, Now, UtcMs};

/// The longest the loop sleeps, in milliseconds: a step of the wall clock, an edited file, a dead man's handle.
const TICK_MS: i64 = 1_000;
/// By how much wall and monotonic clock may drift apart between two looks before it counts as a step, in
/// milliseconds. Slewing moves a clock by half a millisecond a second.
const STEP_MS: i64 = 50;
/// How often the trust in the clock is looked at, in milliseconds of monotonic time.
const TRUST_EVERY_MS: i64 = 10_000;
/// How often the record says that the daemon is there when nothing else does, in milliseconds of monotonic time.
const ALIVE_EVERY_MS: i64 = 300_000;

/// Everything that the loop holds.
pub struct Conductor {
    pub(super) clock: Arc<dyn Clock>,
    pub(super) boot: Arc<str>,
    pub(super) director: Director,
    pub(super) planner: Planner,
    pub(super) player: Player,
    pub(super) events: mpsc::UnboundedReceiver<PlayerEvent>,
    pub(super) writer: LedgerWriter,
    /// `None` in a rehearsal, which vouches for nothing.
    pub(super) evidence: Option<Evidence>,
    /// `None` where nothing is captured.
    pub(super) ear: Option<Ear>,
    pub(super) asked: mpsc::Receiver<Asked>,
    pub(super) watch: FolderWatch,
    pub(super) systemd: Systemd,
    pub(super) known: Known,
    pub(super) station: String,
    pub(super) output: OutputStatus,
    pub(super) since: UtcMs,
    pub(super) last_look: Now,
    pub(super) trust: ClockTrust,
    pub(super) trust_looked: Option<i64>,
    pub(super) recorded_mono: i64,
    pub(super) ready: bool,
    /// Whether the planner may have another day for the next turn.
    pub(super) plans_follow: bool,
}

/// What woke the loop.
enum Woken {
    Event(Option<PlayerEvent>),
    Asked(Option<Asked>),
    Heard(News),
    Tick,
    Shutdown,
}

impl Conductor {
    /// Runs until `shutdown` says so, then leaves a clean record.
    pub async fn run(mut self, mut shutdown: watch::Receiver<bool>) {
        loop {
            let wait = self.wait();
            let woken = tokio::select! {
                biased;
                _ = shutdown.wait_for(|stop| *stop) => Woken::Shutdown,
                event = self.events.recv() => Woken::Event(event),
                asked = self.asked.recv() => Woken::Asked(asked),
                news = Ear::next(&mut self.ear) => Woken::Heard(news),
                () = tokio::time::sleep(wait) => Woken::Tick,
            };
            self.look_at_clock().await;
            match woken {
                Woken::Event(Some(event)) => self.player_said(event).await,
                Woken::Event(None) => panic!("the player should outlive the conductor"),
                Woken::Asked(Some((request, way_back))) => self.answer(request, way_back).await,
                Woken::Heard(news) => self.ear_said(news).await,
                Woken::Asked(None) | Woken::Tick => self.give(Input::Woke).await,
                Woken::Shutdown => break,
            }
            self.look_at_days().await;
            self.look_at_folder().await;
            self.say_alive().await;
            self.look_at_evidence().await;
            self.look_at_ear().await;
            self.systemd.watchdog();
        }
        self.shut_down().await;
    }

    /// Returns how long to sleep: until the director wants to be woken, and a tick at most; not at all while there are
    /// days to plan.
    fn wait(&self) -> Duration {
        if self.plans_follow {
            return Duration::ZERO;
        }
        let wall = self.clock.now().wall;
        let wake = self.director.next_wakeup().map_or(TICK_MS, |at| at - wall);
        Duration::from_millis(wake.clamp(0, TICK_MS).unsigned_abs())
    }

    /// Hands one input to the director and performs what it answers.
    pub(super) async fn give(&mut self, input: Input) {
        let now = self.clock.now();
        let mut facts = Vec::new();
        for action in self.director.handle(now, input) {
            match action {
                // What is recorded in a row goes to the disk together, before whatever comes after it.
                Action::Record(fact) => facts.push(fact),
                Action::Arm(order) => {
                    self.record_all(std::mem::take(&mut facts)).await;
                    if let Some(ear) = &mut self.ear {
                        ear.ordered(&order);
                    }
                    self.player.arm(order);
                }
                Action::Stop { cue, at } => {
                    self.record_all(std::mem::take(&mut facts)).await;
                    self.player.stop(cue, at);
                }
                Action::GoOn { cue } => {
                    self.record_all(std::mem::take(&mut facts)).await;
                    self.player.go_on(cue);
                }
            }
        }
        self.record_all(facts).await;
    }

    /// Records one fact, and returns what became of it.
    pub(super) async fn record(&mut self, fact: Fact) -> Appended {
        self.record_all(vec![fact]).await
    }

    /// Records facts before anything else happens; where the ledger can't be written, they are held and the station
    /// airs on.
    async fn record_all(&mut self, facts: Vec<Fact>) -> Appended {
        if facts.is_empty() {
            return Appended::Held;
        }
        let now = self.clock.now();
        // A checkpoint can be recorded without a daemon, so it says nothing of one.
        if facts
            .iter()
            .any(|fact| !matches!(fact, Fact::Signing(_) | Fact::ByHand(_)))
        {
            self.recorded_mono = now.mono.0;
        }
        let stamp = Stamp {
            at: now.wall,
            mono: now.mono,
            boot: self.boot.clone(),
            clock: self.trust,
        };
        tracing::debug!(?facts, "recorded");
        let stamped = facts.into_iter().map(|fact| (stamp.clone(), fact));
        let appended = self.writer.append_all(stamped).await;
        match appended {
            Appended::Durable(_) => {}
            Appended::Held => {
                tracing::warn!("the ledger can't be written; facts are held in memory");
            }
            Appended::Lost => {
                tracing::error!("the ledger can't be written and memory is full; facts are lost");
            }
        }
        appended
    }

    async fn player_said(&mut self, event: PlayerEvent) {
        match event {
            PlayerEvent::Report(report) => {
                let now = self.clock.now();
                let ear = self.ear.as_mut();
                let crowded = ear.and_then(|ear| ear.player_said(&report, now));
                self.give(Input::Player(report)).await;
                self.record_all(Vec::from_iter(crowded)).await;
            }
            PlayerEvent::Output(report) => {
                match &report {
                    OutputReport::Opened { output } => {
                        tracing::info!(%output, "the output works");
                        self.output.name = Some(output.clone());
                        self.output.up = true;
                        self.output.why = None;
                    }
                    OutputReport::Lost { output, why } => {
                        tracing::error!(%output, %why, "the output is lost");
                        self.output.name = Some(output.clone());
                        self.output.up = false;
                        self.output.why = Some(why.clone());
                    }
                    OutputReport::Underrun { output, count } => {
                        tracing::warn!(%output, count, "the output ran dry");
                        self.output.underruns += u64::from(*count);
                    }
                }
                self.give(Input::Output(report)).await;
            }
        }
    }

    /// Notices a stepped wall clock, and from time to time asks how far it can be trusted.
    pub(super) async fn look_at_clock(&mut self) {
        let now = self.clock.now();
        let by_ms = (now.wall - self.last_look.wall) - (now.mono - self.last_look.mono);
        self.last_look = now;
        if by_ms.abs() > STEP_MS {
            tracing::warn!(by_ms, "the wall clock was stepped");
            self.trust_looked = None;
            if let Some(ear) = &mut self.ear {
                ear.clock_stepped(by_ms, now);
            }
            self.give(Input::ClockStepped { by_ms }).await;
        }
        if self
            .trust_looked
            .is_none_or(|looked| now.mono.0 - looked >= TRUST_EVERY_MS)
        {
            self.trust_looked = Some(now.mono.0);
            let trust = trust::assess(kernel_clock::read(), &self.known, now.wall);
            if trust.source != self.director.trust().source {
                tracing::info!(
                    source = trust.source.slug(),
                    "the trust in the clock changed"
                );
            }
            self.trust = trust;
            self.give(Input::ClockTrust(trust)).await;
        }
    }

    /// Puts the plans of days on air that are due, once the clock is trusted.
    pub(super) async fn look_at_days(&mut self) {
        self.plans_follow = false;
        if self.director.trust().is_trusted() {
            let wall = self.clock.now().wall;
            // One day in each turn: what is due, and the dead man's handle, do not wait for months of absence.
            let adoption = self.planner.due(wall).await;
            self.plans_follow = adoption.is_some();
            if let Some(adoption) = adoption {
                self.give(adoption).await;
            }
        }
        if !self.ready
            && (self.planner.adopted_until().is_some() || !self.director.trust().is_trusted())
        {
            self.ready = true;
            self.systemd.ready();
            tracing::info!("ready");
        }
    }

    /// Picks up edited files.
    async fn look_at_folder(&mut self) {
        let today = self.clock.now().wall.day();
        match self.watch.look(self.clock.now().mono, today).await {
            FolderNews::Nothing => {}
            FolderNews::Usable {
                planned,
                at_next_start,
            } => {
                tracing::info!("the schedule was changed and is on air");
                if !at_next_start.is_empty() {
                    let changed = at_next_start.join(", ");
                    tracing::warn!(%changed, "station.toml was changed; this counts from the next start on");
                }
                self.planner.replace(*planned);
                self.look_at_days().await;
            }
            FolderNews::Refused { errors, first } => {
                tracing::error!(errors, %first, "the changed schedule can't be used; the last good one stays on air");
                self.record(Fact::ScheduleRefused { errors, first }).await;
            }
        }
    }

    async fn say_alive(&mut self) {
        if self.clock.now().mono.0 - self.recorded_mono >= ALIVE_EVERY_MS {
            self.record(Fact::Alive).await;
        }
    }

    async fn answer(&mut self, request: Request, way_back: oneshot::Sender<Reply>) {
        let reply = match request {
            Request::Status => Reply::Status(Box::new(self.status())),
            Request::Stop { by } => {
                let on_air = self.director.what_is_on().is_some();
                self.give(Input::Operator(OperatorCommand::Stop { by }))
                    .await;
                if on_air {
                    Reply::Done
                } else {
                    Reply::NothingOnAir
                }
            }
            Request::ConfirmClock { by } => {
                self.known.confirmed = true;
                self.trust_looked = None;
                self.give(Input::Operator(OperatorCommand::ConfirmClock { by }))
                    .await;
                self.look_at_clock().await;
                Reply::Done
            }
            Request::Checkpoint { report } => self.checkpoint_asked(report).await,
            Request::Say(word) => self.say(word).await,
            Request::NewKey { by } => self.new_key(by).await,
        };
        if way_back.send(reply).is_err() {
            tracing::debug!("a caller went away before the answer");
        }
    }

    fn status(&self) -> Status {
        let meter = self.player.meter();
        let trust = self.director.trust();
        let ledger = self.writer.state();
        let (errors, first) = self.watch.refused();
        let on_air = self.director.what_is_on().map(|on| OnAirStatus {
            played_frames: meter
                .on_air
                .iter()
                .find(|(cue, _)| Some(cue) == on.cue.as_ref())
                // Between its last frame and its last report it is no longer heard, and whole.
                .map_or(on.total_frames, |(_, frame)| *frame),
            programme: on.programme,
            cue: on.cue,
            title: on.title,
            total_frames: on.total_frames,
            until: on.until,
        });
        Status {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            station: self.station.clone(),
            at: self.clock.now().wall,
            since: self.since,
            rehearsal: self.known.rehearsal,
            clock: ClockStatus {
                source: trust.source.slug().to_owned(),
                trusted: trust.is_trusted(),
                error_us: trust.error_us,
            },
            output: OutputStatus {
                level_dbfs: meter.level_dbfs,
                ..self.output.clone()
            },
            ledger: LedgerStatus {
                seq: ledger.head.seq,
                seal: ledger.head.seal,
                writable: ledger.writable,
                held: ledger.held as u64,
                lost: u64::from(ledger.lost),
                error: ledger.last_error,
            },
            evidence: self
                .evidence
                .as_ref()
                .map(Evidence::status)
                .unwrap_or_default(),
            aircheck: self.ear.as_ref().map(Ear::status),
            schedule: ScheduleStatus {
                planned_until: self.planner.adopted_until(),
                errors,
                first,
                partial: self.watch.is_partial(),
                at_next_start: self.watch.at_next_start(),
            },
            on_air,
            next: self
                .director
                .what_comes()
                .map(|(at, programme)| NextStatus { at, programme }),
        }
    }

    /// Ends the daemon on purpose: how far each cue came is on record, so that it can go on from there.
    async fn shut_down(mut self) {
        self.systemd.stopping();
        // What ended in this moment must not be heard again after the restart for want of its report.
        while let Ok(event) = self.events.try_recv() {
            self.player_said(event).await;
        }
        for (cue, to_frame) in self.player.meter().on_air {
            self.record(Fact::Progress { cue, to_frame }).await;
        }
        self.end_ear().await;
        self.record(Fact::DaemonStopped).await;
        self.writer.flush().await;
        self.player.shutdown();
        tracing::info!("stopped");
    }
}
