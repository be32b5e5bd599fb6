//! The engine: a thread that is not real-time, between the daemon's orders and the mixer in the callback. It takes what
//! comes from both and lets the supervisor watch over the output; its turns are in `loading` and `heard`.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::Duration;

use tokio::sync::mpsc::UnboundedSender;

use super::api::{PlayerEvent, PlayerOptions};
use super::board::{Board, Message};
use super::feed::FeedEvent;
use super::live::{Live, Stage};
use super::mixer::MixCommand;
use super::supervise::{Change, Supervisor};
use crate::airing::{OutputReport, PlayerReport, StopWhy};
use crate::ids::CueId;
use crate::time::{NowNs, UtcMs};

mod heard;
mod loading;

/// How often the engine looks while a cue is loaded, and while none is.
const TICKS: (Duration, Duration) = (Duration::from_millis(20), Duration::from_millis(100));
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
