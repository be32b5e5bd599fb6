//! The engine: a thread that is not real-time, between the daemon's orders and the mixer in the callback. It starts
//! decode threads, loads decks, reports what was heard, and lets the supervisor watch over the output.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::Duration;

use tokio::sync::mpsc::UnboundedSender;

use super::api::{PlayerEvent, PlayerOptions};
use super::board::{Board, Message};
use super::deck::{Deck, Phase};
use super::feed::{FeedEvent, Feeder};
use super::live::{Live, Stage};
use super::mixer::{DECKS, MixCommand, MixReport};
use super::supervise::{Change, Supervisor};
use crate::airing::{IfLate, OutputReport, PlayerReport, StopWhy};
use crate::ids::CueId;
use crate::reason::Reason;
use crate::time::{NowNs, UtcMs};

/// How often the engine looks while a cue is loaded, and while none is.
const TICKS: (Duration, Duration) = (Duration::from_millis(20), Duration::from_millis(100));
/// How often progress is reported.
const PROGRESS_NS: i64 = 5_000_000_000;
/// The shortest time between two reports of underruns.
const UNDERRUN_NS: i64 = 5_000_000_000;
/// How long the output may take to close at the end.
const CLOSE_NS: i64 = 2_000_000_000;

/// See the module.
pub struct Engine {
    options: PlayerOptions,
    to_self: Sender<Message>,
    inbox: Receiver<Message>,
    events: UnboundedSender<PlayerEvent>,
    board: Arc<Board>,
    supervisor: Supervisor,
    live: Vec<Live>,
    next_key: u64,
    /// What was last said about a lost output; `None` while it is open.
    lost_why: Option<String>,
    underruns_told: u32,
    underruns_told_ns: i64,
}

impl Engine {
    /// Makes an engine; [`Self::run`] does the work.
    pub fn new(
        options: PlayerOptions,
        (to_self, inbox): (Sender<Message>, Receiver<Message>),
        events: UnboundedSender<PlayerEvent>,
        board: Arc<Board>,
    ) -> Self {
        Self {
            supervisor: Supervisor::new(options.clone(), to_self.clone()),
            options,
            to_self,
            inbox,
            events,
            board,
            live: Vec::new(),
            next_key: 0,
            lost_why: None,
            underruns_told: 0,
            underruns_told_ns: i64::MIN,
        }
    }

    /// Runs until it is told to end.
    pub fn run(mut self) {
        self.tick();
        loop {
            let is_loaded = self
                .live
                .iter()
                .any(|live| matches!(live.stage, Stage::Loaded));
            let wait = if is_loaded { TICKS.0 } else { TICKS.1 };
            match self.inbox.recv_timeout(wait) {
                Ok(Message::Shutdown) | Err(RecvTimeoutError::Disconnected) => break,
                Ok(message) => self.take(message),
                Err(RecvTimeoutError::Timeout) => {}
            }
            self.tick();
        }
        self.end();
    }

    fn now(&self) -> NowNs {
        self.options.clock.now_ns()
    }

    fn take(&mut self, message: Message) {
        let now_ns = self.now().mono_ns;
        let change = match message {
            Message::Arm(order) => {
                self.next_key += 1;
                self.live.push(Live::new(self.next_key, order));
                None
            }
            Message::Stop { cue, at } => {
                self.stop(&cue, at);
                None
            }
            Message::GoOn { cue } => {
                self.go_on(&cue);
                None
            }
            Message::Feed(event) => {
                self.take_feed(event);
                None
            }
            Message::Opened { attempt, result } => self.supervisor.opened(attempt, result, now_ns),
            Message::Failed { attempt, why } => self.supervisor.failed(attempt, why, now_ns),
            Message::Closed => {
                self.supervisor.closed();
                None
            }
            Message::Shutdown => None,
        };
        self.take_change(change);
    }

    /// Everything that time brings.
    fn tick(&mut self) {
        let now = self.now();
        self.listen_to_mixer(now);
        let change = self.supervisor.tick(now.mono_ns);
        self.take_change(change);
        self.drop_late(now);
        self.prepare();
        self.load();
        self.report_underruns(now.mono_ns);
        self.show();
    }

    fn stop(&mut self, cue: &CueId, at: UtcMs) {
        let now_ms = self.now().wall_ns / 1_000_000;
        let mut told = Vec::new();
        for live in self.live.iter_mut().filter(|live| live.order.cue == *cue) {
            live.stop_at = Some(live.stop_at.map_or(at, |stop| stop.min(at)));
            let is_before_start = at <= live.order.start || at.0 <= now_ms;
            match live.stage {
                Stage::Loaded => {
                    tell_mixer(&mut self.supervisor, MixCommand::Stop { key: live.key, at });
                }
                _ if is_before_start => told.push(live.key),
                // It is told when it is loaded.
                _ => {}
            }
        }
        for key in told {
            self.finish(key, Some(StopWhy::Told));
        }
    }

    fn go_on(&mut self, cue: &CueId) {
        for live in self.live.iter_mut().filter(|live| live.order.cue == *cue) {
            live.stop_at = None;
            if matches!(live.stage, Stage::Loaded) {
                tell_mixer(&mut self.supervisor, MixCommand::GoOn { key: live.key });
            }
        }
    }

    fn take_feed(&mut self, event: FeedEvent) {
        match event {
            FeedEvent::Ready {
                key,
                first_frame,
                ring,
                state,
            } => {
                let found = self.live.iter_mut().find(|live| live.key == key);
                if let Some(live) = found.filter(|live| matches!(live.stage, Stage::Preparing)) {
                    live.stage = Stage::Ready {
                        first_frame,
                        ring,
                        state,
                    };
                    let cue = live.order.cue.clone();
                    self.report(PlayerReport::Ready(cue));
                }
            }
            FeedEvent::Failed {
                key,
                reason,
                detail,
            } => {
                let Some(live) = self.live.iter_mut().find(|live| live.key == key) else {
                    return;
                };
                if matches!(live.stage, Stage::Preparing) {
                    self.finish(key, Some(StopWhy::Failed { reason, detail }));
                } else {
                    // What was decoded before is played out.
                    live.failure = Some((reason, detail));
                }
            }
        }
    }

    fn take_change(&mut self, change: Option<Change>) {
        match change {
            None => {}
            Some(Change::Opened(output)) => {
                self.lost_why = None;
                self.underruns_told = 0;
                self.restart_stale();
                self.tell(PlayerEvent::Output(OutputReport::Opened { output }));
            }
            Some(Change::Lost { name, why }) => {
                self.lose_cues();
                // Every failed attempt to open it again would say the same.
                if self.lost_why.as_ref() != Some(&why) {
                    self.lost_why = Some(why.clone());
                    self.tell(PlayerEvent::Output(OutputReport::Lost {
                        output: name,
                        why,
                    }));
                }
            }
        }
    }

    /// Ends what was heard when the output went; what was not goes back to be decoded again, for its own instant.
    fn lose_cues(&mut self) {
        let mut shown = self.board.shown();
        if let Some((_, health)) = shown.output.take() {
            for (sum, count) in shown.past.iter_mut().zip(health.counts()) {
                *sum = sum.saturating_add(count);
            }
        }
        drop(shown);
        let mut ended = Vec::new();
        for live in &mut self.live {
            match live.stage {
                Stage::Loaded if live.is_heard() => ended.push(live.key),
                Stage::Loaded => live.rewind(),
                Stage::Waiting | Stage::Preparing | Stage::Ready { .. } => {}
            }
        }
        for key in ended {
            self.finish(key, Some(StopWhy::OutputLost));
        }
    }

    /// Decodes anew what became ready long before there was an output: a ring can't be skipped fast.
    fn restart_stale(&mut self) {
        let now_ms = self.now().wall_ns / 1_000_000;
        for live in &mut self.live {
            let is_late = live.order.start.0 + 2_000 < now_ms;
            let is_joining = live.order.if_late == IfLate::Join;
            if is_late && is_joining && matches!(live.stage, Stage::Ready { .. }) {
                live.rewind();
            }
        }
    }

    fn listen_to_mixer(&mut self, now: NowNs) {
        let Some(open) = self.supervisor.open() else {
            return;
        };
        let heard = open.map.heard_frames(now.mono_ns);
        while let Ok(report) = open.control.reports.pop() {
            let live = &mut self.live;
            match report {
                MixReport::Started {
                    key,
                    out_frame,
                    from_frame,
                } => {
                    if let Some(live) = book_of(live, key) {
                        live.note_start(out_frame, from_frame);
                    }
                }
                MixReport::Mixed {
                    key,
                    out_frame,
                    to_frame,
                } => {
                    if let Some(live) = book_of(live, key) {
                        live.note_mixed(out_frame, to_frame);
                    }
                }
                // The deck is freed here, far from the callback.
                MixReport::Gone { deck, out_frame } => {
                    if let (Some(live), Phase::Gone(gone)) = (book_of(live, deck.key), deck.phase) {
                        live.note_end(out_frame, gone);
                    }
                }
            }
        }
        self.report_heard(heard, now);
    }

    fn report_heard(&mut self, heard: u64, now: NowNs) {
        let Some(open) = self.supervisor.open() else {
            return;
        };
        let (map, output) = (Arc::clone(&open.map), open.name.clone());
        let mut reports = Vec::new();
        let mut ended = Vec::new();
        for live in &mut self.live {
            live.hear(heard);
            let cue = live.order.cue.clone();
            if let Some(start) = live.take_start(heard) {
                let mono_ns = map.heard_ns(start.out_frame).unwrap_or(now.mono_ns);
                let at_us = (mono_ns + now.wall_ns - now.mono_ns) / 1_000;
                live.reported_ns = now.mono_ns;
                reports.push(PlayerReport::Started {
                    cue,
                    at_us,
                    late_us: at_us - live.order.start.0 * 1_000,
                    from_frame: start.from_frame,
                    output: output.clone(),
                });
            } else if live.is_heard() && now.mono_ns - live.reported_ns >= PROGRESS_NS {
                live.reported_ns = now.mono_ns;
                let to_frame = live.to_frame;
                reports.push(PlayerReport::Progress { cue, to_frame });
            }
            if let Some(why) = live.take_end(heard) {
                ended.push((live.key, why));
            }
        }
        for report in reports {
            self.report(report);
        }
        for (key, why) in ended {
            self.finish(key, why);
        }
    }

    /// Gives up what did not get into the mixer in time.
    fn drop_late(&mut self, now: NowNs) {
        let why = match self.supervisor.open() {
            Some(_) => StopWhy::TooLate,
            None => StopWhy::OutputLost,
        };
        let late: Vec<u64> = self
            .live
            .iter()
            .filter(|live| !matches!(live.stage, Stage::Loaded))
            .filter(|live| match live.order.if_late {
                IfLate::Join => false,
                IfLate::StartWithin { ms } => now.wall_ns / 1_000_000 - live.order.start.0 > ms,
            })
            .map(|live| live.key)
            .collect();
        for key in late {
            self.finish(key, Some(why.clone()));
        }
    }

    /// Starts decode threads, for the earliest orders first and never for more than there are decks.
    fn prepare(&mut self) {
        let is_waiting = |live: &Live| matches!(live.stage, Stage::Waiting);
        let busy = self.live.iter().filter(|live| !is_waiting(live)).count();
        let mut waiting: Vec<&mut Live> = self.live.iter_mut().filter(|l| is_waiting(l)).collect();
        waiting.sort_by_key(|live| live.order.start);
        let mut failed = Vec::new();
        for live in waiting.into_iter().take(DECKS.saturating_sub(busy)) {
            let path = self.options.audio_dir.join(live.order.audio.as_str());
            let to_self = self.to_self.clone();
            let clock = Arc::clone(&self.options.clock);
            let spawned = Feeder::spawn(live.key, &live.order, path, clock, move |event| {
                // An engine that is gone has no use for it.
                drop(to_self.send(Message::Feed(event)));
            });
            match spawned {
                Ok(feeder) => {
                    live.feeder = Some(feeder);
                    live.stage = Stage::Preparing;
                }
                Err(error) => failed.push((live.key, error.to_string())),
            }
        }
        for (key, detail) in failed {
            let reason = Reason::SoundFailed;
            self.finish(key, Some(StopWhy::Failed { reason, detail }));
        }
    }

    fn load(&mut self) {
        let Some(open) = self.supervisor.open() else {
            return;
        };
        for live in &mut self.live {
            if !matches!(live.stage, Stage::Ready { .. }) || open.control.commands.is_full() {
                continue;
            }
            let before = std::mem::replace(&mut live.stage, Stage::Loaded);
            if let Stage::Ready {
                first_frame,
                ring,
                state,
            } = before
            {
                let deck = Box::new(Deck::new(
                    live.key,
                    (ring, state),
                    (live.order.start, live.order.from_frame),
                    first_frame,
                    live.order.if_late,
                    live.stop_at,
                ));
                if open.control.commands.push(MixCommand::Load(deck)).is_err() {
                    // There was room a moment ago and nobody else fills it.
                    tracing::error!("a cue could not be loaded: {}", live.order.cue);
                }
            }
        }
    }

    fn report_underruns(&mut self, now_ns: i64) {
        let Some(open) = self.supervisor.open() else {
            return;
        };
        let count = open.health.counts()[0];
        let fresh = count.saturating_sub(self.underruns_told);
        if fresh > 0 && now_ns.saturating_sub(self.underruns_told_ns) >= UNDERRUN_NS {
            let output = open.name.clone();
            self.underruns_told = count;
            self.underruns_told_ns = now_ns;
            let report = OutputReport::Underrun {
                output,
                count: fresh,
            };
            self.tell(PlayerEvent::Output(report));
        }
    }

    fn show(&mut self) {
        let output = self.supervisor.open();
        let output = output.map(|open| (open.name.clone(), Arc::clone(&open.health)));
        let is_on_air = |live: &&Live| live.is_heard() && !live.is_over();
        let on_air = self.live.iter().filter(is_on_air);
        let on_air: Vec<_> = on_air.map(|l| (l.order.cue.clone(), l.to_frame)).collect();
        let mut shown = self.board.shown();
        shown.output = output;
        shown.armed = self.live.len() - on_air.len();
        shown.on_air = on_air;
    }

    fn end(&mut self) {
        let now = self.now();
        self.listen_to_mixer(now);
        for key in self.live.iter().map(|live| live.key).collect::<Vec<_>>() {
            self.finish(key, Some(StopWhy::Told));
        }
        self.supervisor.shut(now.mono_ns);
        let until_ns = now.mono_ns + CLOSE_NS;
        while self.supervisor.is_closing() {
            let left_ns = u64::try_from(until_ns - self.now().mono_ns).unwrap_or(0);
            match self.inbox.recv_timeout(Duration::from_nanos(left_ns)) {
                Ok(Message::Closed) => self.supervisor.closed(),
                Ok(_) => {}
                Err(_) => break, // left behind; the process can end without it
            }
        }
        self.board.shown().output = None;
    }

    /// Closes the book of an order with its last report: `None` for heard to its end.
    fn finish(&mut self, key: u64, why: Option<StopWhy>) {
        let Some(at) = self.live.iter().position(|live| live.key == key) else {
            return;
        };
        let live = self.live.swap_remove(at);
        let (cue, to_frame) = (live.order.cue, live.to_frame);
        self.report(match why {
            None => PlayerReport::Ended { cue, to_frame },
            Some(why) => PlayerReport::Stopped { cue, to_frame, why },
        });
    }

    fn report(&self, report: PlayerReport) {
        self.tell(PlayerEvent::Report(report));
    }

    fn tell(&self, event: PlayerEvent) {
        // Nobody listens any more when the daemon is on its way out.
        drop(self.events.send(event));
    }
}

fn tell_mixer(supervisor: &mut Supervisor, command: MixCommand) {
    if let Some(open) = supervisor.open()
        && open.control.commands.push(command).is_err()
    {
        tracing::error!("the mixer takes no orders: it does not run");
    }
}

fn book_of(live: &mut [Live], key: u64) -> Option<&mut Live> {
    live.iter_mut().find(|live| live.key == key)
}
