//! A stage for the director: virtual clocks, a virtual player and a virtual record, with faults on demand. It knows
//! what was truly heard, so that what the director records can be held against it.

use std::collections::BTreeMap;

use loa::airing::director::Director;
use loa::airing::{
    Action, ClockSource, ClockTrust, CueHistory, Fact, Input, Off, OperatorCommand, OutputReport,
    PlayOrder, PlayerReport, StopWhy,
};
use loa::daemon::agenda::Agenda;
use loa::daemon::revise::revise;
use loa::ids::{CueId, Digest};
use loa::plan::{Plan, frames_to_ms, ms_to_frames};
use loa::reason::Reason;
use loa::time::{CivilDay, MonoMs, Now, UtcMs};

mod player;

const PROGRESS_MS: i64 = 5_000;
/// How long the stage sleeps at most; the conductor looks far more often, but here nothing happens unseen.
const IDLE_MS: i64 = 300_000;
const TRUSTED: ClockTrust = ClockTrust {
    source: ClockSource::Ntp,
    error_us: Some(500),
};

/// Makes the plan of a day, from what has been recorded so far.
pub type StagePlanner = Box<dyn FnMut(CivilDay, &[(UtcMs, Fact)]) -> Plan>;
/// Says what is wrong with the audio of a cue, if anything.
pub type Breaker = Box<dyn FnMut(&CueId) -> Option<Reason>>;
/// Says whether the disk hangs while the audio of a cue is read.
pub type Hanger = Box<dyn FnMut(&CueId) -> bool>;

/// One stretch of sound that really left the loudspeakers.
#[derive(Clone, PartialEq, Debug)]
pub struct Heard {
    pub cue: CueId,
    pub from_frame: u64,
    pub to_frame: u64,
    /// Wall time of its first frame, by the clock as it should be.
    pub true_at: UtcMs,
    /// Wall time of its first frame, as the station's clock told it.
    pub at: UtcMs,
}

struct Order {
    order: PlayOrder,
    total: u64,
    ready_at: i64,
    ready_told: bool,
    started_at: Option<i64>,
    from_frame: u64,
    stop_at: Option<UtcMs>,
    progress_told: i64,
}

/// The virtual station.
pub struct Stage {
    /// Milliseconds of true time; also the monotonic clock.
    pub mono: i64,
    /// The station's wall clock minus true time.
    pub wall_error_ms: i64,
    pub trust: ClockTrust,
    pub director: Director,
    /// What is durable: wall time and fact.
    pub record: Vec<(UtcMs, Fact)>,
    /// Where in the record the facts about the cues of a day stand.
    of_day: BTreeMap<String, Vec<usize>>,
    /// The plan adopted last for each day.
    pub adopted_plans: BTreeMap<CivilDay, Digest>,
    pub heard: Vec<Heard>,
    /// Plans by digest, as the store keeps them.
    pub plans: BTreeMap<Digest, Plan>,
    /// Makes the plan of a day, from what has been recorded so far.
    planner: StagePlanner,
    /// How long the player takes to decode ahead, in milliseconds.
    pub decode_ms: i64,
    /// Says what is wrong with the audio of a cue, if anything.
    pub broken: Breaker,
    /// Says whether the disk hangs while the audio of a cue is read.
    pub hangs: Hanger,
    /// Whether the player loses what it is told to stop without a word.
    pub deaf: bool,
    orders: BTreeMap<CueId, Order>,
    output_up: bool,
    /// `None` until the plans from before the daemon went down are on air again.
    agenda: Option<Agenda>,
    /// When the next day is planned, in true time, if there is one.
    days_at: i64,
    alive_at: i64,
    /// Counts down with each action; at zero the power is cut before the action.
    pub cut_in_actions: Option<u64>,
    pub cut_happened: bool,
}

impl Stage {
    pub fn new(start: UtcMs, planner: StagePlanner) -> Self {
        let mut stage = Self {
            mono: start.0,
            wall_error_ms: 0,
            trust: TRUSTED,
            director: Director::new(),
            record: Vec::new(),
            of_day: BTreeMap::new(),
            adopted_plans: BTreeMap::new(),
            heard: Vec::new(),
            plans: BTreeMap::new(),
            planner,
            decode_ms: 120,
            broken: Box::new(|_| None),
            hangs: Box::new(|_| false),
            deaf: false,
            orders: BTreeMap::new(),
            output_up: true,
            agenda: None,
            days_at: i64::MAX,
            alive_at: start.0,
            cut_in_actions: None,
            cut_happened: false,
        };
        stage.boot(None);
        stage
    }

    /// A stage with one plan for one day and none for others.
    pub fn with_plan(start: &str, plan: Plan) -> Self {
        let planner = move |day, _: &[(UtcMs, Fact)]| {
            if day == plan.day {
                plan.clone()
            } else {
                Plan {
                    day,
                    rundowns: Vec::new(),
                }
            }
        };
        Self::new(UtcMs::parse(start).expect(start), Box::new(planner))
    }

    pub fn wall(&self) -> UtcMs {
        UtcMs(self.mono + self.wall_error_ms)
    }

    fn now(&self) -> Now {
        Now {
            wall: self.wall(),
            mono: MonoMs(self.mono),
        }
    }

    /// Runs until true time `until`, or until the power is cut.
    pub fn run_until(&mut self, until: UtcMs) {
        while self.mono < until.0 && !self.cut_happened {
            self.step(until.0);
        }
    }

    pub fn run_until_text(&mut self, until: &str) {
        self.run_until(UtcMs::parse(until).expect(until));
    }

    /// Hands one input to the director and performs what it answers.
    pub fn give(&mut self, input: Input) {
        if self.cut_happened {
            return;
        }
        let actions = self.director.handle(self.now(), input);
        for action in actions {
            if let Some(left) = &mut self.cut_in_actions {
                if *left == 0 {
                    self.cut_in_actions = None;
                    self.cut_happened = true;
                    return;
                }
                *left -= 1;
            }
            self.perform(action);
        }
    }

    fn perform(&mut self, action: Action) {
        match action {
            Action::Record(fact) => self.write(fact),
            Action::Arm(order) => {
                let ready_at = self.mono + self.decode_ms;
                let total = self.ordered_length(&order.cue);
                self.orders.insert(
                    order.cue.clone(),
                    Order {
                        total,
                        from_frame: order.from_frame,
                        order,
                        ready_at,
                        ready_told: false,
                        started_at: None,
                        stop_at: None,
                        progress_told: 0,
                    },
                );
            }
            Action::Stop { cue, .. } if self.deaf => {
                self.orders.remove(&cue);
            }
            Action::Stop { cue, at } => {
                if let Some(order) = self.orders.get_mut(&cue) {
                    order.stop_at = Some(order.stop_at.map_or(at, |stop| stop.min(at)));
                }
            }
            Action::GoOn { cue } => {
                if let Some(order) = self.orders.get_mut(&cue) {
                    order.stop_at = None;
                }
            }
        }
    }

    fn write(&mut self, fact: Fact) {
        if let Fact::PlanAdopted { day, digest, .. } = &fact {
            self.adopted_plans.insert(*day, *digest);
        }
        if let Some(cue) = cue_of(&fact) {
            let day = cue
                .as_str()
                .split('T')
                .next()
                .expect("a cue id should begin with its day");
            self.of_day
                .entry(day.to_owned())
                .or_default()
                .push(self.record.len());
        }
        self.record.push((self.wall(), fact));
        self.alive_at = self.mono;
    }

    /// Moves to the next thing that happens, at most to `limit`.
    fn step(&mut self, limit: i64) {
        let mut next = limit.min(self.mono + IDLE_MS);
        if let Some(wake) = self.director.next_wakeup() {
            next = next.min((wake.0 - self.wall_error_ms).max(self.mono + 1));
        }
        next = next.min(self.days_at);
        for order in self.orders.values() {
            next = next.min(order.next_event(self.wall_error_ms).max(self.mono + 1));
        }
        self.mono = next;
        if self.mono - self.alive_at >= 300_000 {
            self.write(Fact::Alive);
        }
        self.play();
        self.look_at_days();
        self.give(Input::Woke);
    }

    /// Cuts the power (or kills the daemon, as `cause` says) and boots again `off_ms` later.
    pub fn cut(&mut self, off_ms: i64, cause: Reason) {
        self.cut_happened = false;
        self.cut_in_actions = None;
        for cue in self.orders.keys().cloned().collect::<Vec<_>>() {
            let to_frame = self.orders[&cue].position(self.mono);
            self.finish(&cue, to_frame);
        }
        self.mono += off_ms;
        self.boot(Some(cause));
    }

    fn boot(&mut self, cause: Option<Reason>) {
        self.director = Director::new();
        self.agenda = None;
        let off = cause.and_then(|cause| {
            Some(Off {
                since: self.record.last()?.0,
                cause,
            })
        });
        self.write(Fact::DaemonStarted {
            version: "test".into(),
            rehearsal: false,
            off,
        });
        if let Some(off) = off {
            self.give(Input::Recovered(off));
        }
        self.give(Input::ClockTrust(self.trust));
        if self.output_up {
            self.give(Input::Output(OutputReport::Opened {
                output: "stage".into(),
            }));
        }
        self.look_at_days();
    }

    /// Puts the plans on air that were there before a restart, and then the next day's, as the conductor does.
    fn look_at_days(&mut self) {
        self.days_at = i64::MAX;
        if !self.trust.is_trusted() {
            return;
        }
        if self.agenda.is_none() {
            let mut agenda = Agenda::default();
            let adopted = self.adopted_plans.clone();
            let days: Vec<CivilDay> = adopted.keys().copied().collect();
            let newest = self.record.iter().rev().find_map(|(_, fact)| match fact {
                Fact::PlanAdopted { day, .. } => Some(*day),
                _ => None,
            });
            let kept = agenda.recover(&days, newest, self.wall());
            self.agenda = Some(agenda);
            for day in kept {
                let digest = adopted[&day];
                let plan = self.plans[&digest].clone();
                let history = self.history(day, Some(&plan));
                self.give(Input::PlanAdopted {
                    plan,
                    digest,
                    on_record: true,
                    history,
                });
            }
        }
        let wall = self.wall();
        if !self.cut_happened
            && let Some(agenda) = &mut self.agenda
            && let Some(day) = agenda.next(wall)
        {
            self.adopt(day);
            self.days_at = self.mono + 1;
        }
    }

    /// Plans a day and puts the plan on air.
    pub fn adopt(&mut self, day: CivilDay) {
        let mut plan = (self.planner)(day, &self.record);
        let earlier = self.adopted_plans.get(&day);
        let earlier = earlier.map(|digest| self.plans[digest].clone());
        let history = self.history(day, earlier.as_ref());
        revise(&mut plan, earlier, &history, self.wall());
        // The same plan has the same digest; for the others any will do.
        let before = self.adopted_plans.get(&day).copied();
        let same = before.filter(|before| self.plans[before] == plan);
        let digest = same.unwrap_or_else(|| {
            let mut bytes = [0u8; 32];
            bytes[..8].copy_from_slice(&(self.plans.len() as u64).to_le_bytes());
            Digest(bytes)
        });
        self.plans.insert(digest, plan.clone());
        self.give(Input::PlanAdopted {
            plan,
            digest,
            on_record: false,
            history,
        });
    }

    /// Works out what the record knows of the cues of a day, and which ones an earlier plan of it had.
    fn history(&self, day: CivilDay, earlier: Option<&Plan>) -> Vec<CueHistory> {
        let planned = earlier.into_iter().flat_map(|plan| &plan.rundowns);
        let mut known: BTreeMap<CueId, CueHistory> = planned
            .flat_map(|rundown| &rundown.cues)
            .map(|cue| (cue.id.clone(), CueHistory::planned(cue.id.clone())))
            .collect();
        let day = day.to_string();
        let mut from = BTreeMap::new();
        for &index in self.of_day.get(&day).into_iter().flatten() {
            let fact = &self.record[index].1;
            let Some(cue) = cue_of(fact) else { continue };
            let blank = || CueHistory::planned(cue.clone());
            let entry = known.entry(cue.clone()).or_insert_with(blank);
            match fact {
                Fact::Ordered(_) => entry.ordered = true,
                Fact::Started { from_frame, .. } => {
                    entry.started = true;
                    entry.to_frame = *from_frame;
                    from.insert(cue.clone(), *from_frame);
                }
                Fact::Progress { to_frame, .. } => {
                    entry.played_frames +=
                        to_frame - from.insert(cue.clone(), *to_frame).unwrap_or(0);
                    entry.to_frame = *to_frame;
                }
                Fact::Closed(_) => entry.closed = true,
                _ => {}
            }
        }
        for (_, fact) in &self.record {
            if let Fact::StoppedByOperator { occurrence, .. } = fact {
                let of = format!("{}#", occurrence.as_str());
                let cues = known
                    .values_mut()
                    .filter(|known| known.cue.as_str().starts_with(&of));
                cues.for_each(|known| known.stopped = true);
            }
        }
        known.into_values().collect()
    }

    /// Steps the station's clock, as NTP or a person would; the conductor notices at once.
    pub fn step_clock(&mut self, by_ms: i64) {
        self.wall_error_ms += by_ms;
        self.give(Input::ClockStepped { by_ms });
        self.look_at_days();
    }

    pub fn set_trust(&mut self, trusted: bool) {
        self.trust = if trusted { TRUSTED } else { ClockTrust::NONE };
        self.give(Input::ClockTrust(self.trust));
        self.look_at_days();
    }

    /// Takes the output away, or gives it back.
    pub fn set_output(&mut self, up: bool) {
        self.output_up = up;
        if up {
            self.give(Input::Output(OutputReport::Opened {
                output: "stage".into(),
            }));
            return;
        }
        // The player tells of its cues first.
        for cue in self.orders.keys().cloned().collect::<Vec<_>>() {
            if self.orders[&cue].started_at.is_some() {
                let to_frame = self.orders[&cue].position(self.mono);
                self.finish(&cue, to_frame);
                self.give(Input::Player(PlayerReport::Stopped {
                    cue,
                    to_frame,
                    why: StopWhy::OutputLost,
                }));
            }
        }
        self.give(Input::Output(OutputReport::Lost {
            output: "stage".into(),
            why: "unplugged".into(),
        }));
    }

    pub fn operator_stops(&mut self, by: &str) {
        self.give(Input::Operator(OperatorCommand::Stop { by: by.into() }));
    }

    pub fn is_output_up(&self) -> bool {
        self.output_up
    }
}

fn cue_of(fact: &Fact) -> Option<&CueId> {
    match fact {
        Fact::Ordered(order) => Some(&order.cue),
        Fact::Started { cue, .. } | Fact::Progress { cue, .. } => Some(cue),
        Fact::Closed(closing) => Some(&closing.cue),
        _ => None,
    }
}

impl Order {
    fn position(&self, mono: i64) -> u64 {
        let Some(started) = self.started_at else {
            return self.from_frame;
        };
        (self.from_frame + ms_to_frames(mono - started)).min(self.total)
    }

    fn next_event(&self, wall_error_ms: i64) -> i64 {
        let stop = self.stop_at.map_or(i64::MAX, |at| at.0 - wall_error_ms);
        let own = if !self.ready_told {
            self.ready_at
        } else if let Some(started) = self.started_at {
            let end = started + frames_to_ms(self.total - self.from_frame);
            end.min(self.progress_told + PROGRESS_MS)
        } else {
            self.order.start.0 - wall_error_ms
        };
        stop.min(own)
    }
}
