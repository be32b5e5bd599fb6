//! The words of the aircheck: verdicts, doubts, findings, and what is known beforehand. Nothing here decides anything.

/// The rate of all sound here, in hertz. Horns carry little above its half.
pub const RATE_HZ: usize = 8_000;

/// What a capture says of an airing.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Verdict {
    /// The sound was on the capture.
    Heard,
    /// The capture was able to hear it, and it was not there.
    NotHeard,
    /// The capture can't tell, and why.
    Unverifiable(Doubt),
}

impl Verdict {
    /// Returns the stable name, as kept in ledgers; the doubt has one of its own.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Heard => "co_nghe_thay",
            Self::NotHeard => "khong_nghe_thay",
            Self::Unverifiable(_) => "khong_xac_minh_duoc",
        }
    }
}

/// Why a capture can't tell.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Doubt {
    /// There is too little sound in what should have been heard.
    TooShort,
    /// Too much of the time was not captured.
    NotCaptured,
    /// Nothing but its noise floor was captured: the capture is dead, or the amplifier was silent.
    Silent,
    /// Nothing was found, and this capture has not heard the station before, so that it may be deaf to it.
    NeverHeard,
    /// Nothing was found, but something louder than the station usually is would have covered it.
    Covered,
    /// A part was found, and the rest was not.
    Part,
    /// There is a trace, too weak to rely on.
    Weak,
    /// The clock was stepped meanwhile, so that nobody knows where on the capture to look. Said by whoever keeps time.
    ClockStepped,
    /// The sound that was aired is not there any more, or what was kept can't be read. Said by whoever reads files.
    Unreadable,
    /// More airings waited for their verdict than there is room for. Said by whoever keeps the queue.
    Crowded,
}

impl Doubt {
    /// Every doubt there is.
    pub const ALL: [Self; 10] = [
        Self::TooShort,
        Self::NotCaptured,
        Self::Silent,
        Self::NeverHeard,
        Self::Covered,
        Self::Part,
        Self::Weak,
        Self::ClockStepped,
        Self::Unreadable,
        Self::Crowded,
    ];

    /// Returns the stable name, as kept in ledgers.
    pub fn slug(self) -> &'static str {
        match self {
            Self::TooShort => "qua_ngan",
            Self::NotCaptured => "khong_thu",
            Self::Silent => "im_lang",
            Self::NeverHeard => "chua_tung_nghe",
            Self::Covered => "bi_che",
            Self::Part => "mot_phan",
            Self::Weak => "qua_yeu",
            Self::ClockStepped => "dong_ho_nhay",
            Self::Unreadable => "khong_doc_duoc",
            Self::Crowded => "khong_kip",
        }
    }
}

/// What is known of a capture beforehand.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct JudgeOptions {
    /// How long before its instant sound is looked for, in milliseconds; captures that are handed over begin that
    /// much early.
    pub lead_ms: u32,
    /// Below this level, in dBFS, a capture counts as silent.
    pub silent_dbfs: f64,
    /// The level at which this capture recorded the station when it heard it ([`Finding::level_dbfs`]); `None` where it
    /// never has.
    pub usual_dbfs: Option<f64>,
}

impl Default for JudgeOptions {
    fn default() -> Self {
        Self {
            lead_ms: 2_000,
            silent_dbfs: -65.0,
            usual_dbfs: None,
        }
    }
}

/// What was found on a capture.
#[derive(Clone, PartialEq, Debug)]
pub struct Finding {
    /// See [`Verdict`].
    pub verdict: Verdict,
    /// How improbable the agreement is for sounds that have nothing to do with each other, as minus the decimal
    /// logarithm: 6 is one in a million. 0 where there is no agreement.
    pub score: f64,
    /// How much later than its instant the first part that was found is on the capture, in milliseconds.
    pub offset_ms: Option<f64>,
    /// How much slower the capture counts than the sound was played, in millionths; `None` below ten seconds.
    pub drift_ppm: Option<f64>,
    /// The level of the capture while the sound should have been heard, without hum; `None` for digital silence.
    pub level_dbfs: Option<f64>,
    /// The share of the sound that was found, 0 to 1.
    pub coverage: f64,
    /// The share of the sound that would have been found if it had been there, and was not. What is neither found nor
    /// missing can't be told.
    pub missing: f64,
    /// The sound piece by piece.
    pub stretches: Vec<Stretch>,
}

/// About two seconds of the sound.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Stretch {
    /// Where it begins in the sound.
    pub from_ms: u32,
    /// Where it ends.
    pub to_ms: u32,
    /// What became of it.
    pub seen: Seen,
    /// How many times as like the capture it is there as at any other lag, echoes left out; 1 or less is chance.
    pub contrast: f64,
    /// How much later than its instant it is on the capture, in milliseconds; `None` where it was not found.
    pub offset_ms: Option<f64>,
}

/// What became of a stretch.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Seen {
    /// It was found.
    Found,
    /// It would have been found, as others were, and was not.
    Missing,
    /// It was not found, and may have been covered.
    Unclear,
    /// It was not captured.
    NotCaptured,
    /// There is nothing in it to be heard.
    Quiet,
}
