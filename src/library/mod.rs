//! What may be aired: segments with their metadata and approval, and the facts of their audio. Reading a sidecar is
//! `sidecar`'s; reading the disk and decoding audio are not done here.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::ids::{AudioPath, ColumnId, Digest, SegmentId};
use crate::reason::Reason;
use crate::schedule::spelling::nfc;
use crate::time::CivilDay;

pub mod sidecar;
pub mod topics;

/// One piece of content (tin, bài, nhạc hiệu …) with everything that is known of it.
#[derive(Clone, PartialEq, Debug)]
pub struct Segment {
    /// Its identity in ledgers and reports.
    pub id: SegmentId,
    /// The audio file.
    pub audio: AudioPath,
    /// As listeners and reports know it.
    pub title: String,
    /// Tin, bài, hỏi – đáp …
    pub genre: Genre,
    /// The column that may pick it; none for signature tunes and one-off files.
    pub column: Option<ColumnId>,
    /// Slugs of topics; the first is the primary one.
    pub topics: Vec<String>,
    /// The focus activity of the plan, `hd1` … `hd4`.
    pub activity: Option<String>,
    /// The unit that made it.
    pub producer: Option<String>,
    /// The head who answers for its content.
    pub responsible: Option<Person>,
    /// The document that it is about or was ordered by.
    pub document: Option<String>,
    /// The day it reached the station; new segments are picked newest first.
    pub received: Option<CivilDay>,
    /// The first day on which it may air.
    pub valid_from: Option<CivilDay>,
    /// The last day on which it may air.
    pub valid_until: Option<CivilDay>,
    /// Whether its voice is made by a machine.
    pub synthetic: bool,
    /// Who released it, and which bytes.
    pub approval: Option<Approval>,
    /// Set when it was taken back.
    pub withdrawn: Option<Withdrawal>,
    /// What was found when the audio was looked at.
    pub found: Found,
}

/// What was found when a segment's audio was looked at.
#[derive(Clone, PartialEq, Debug)]
pub enum Found {
    /// No such file.
    Missing,
    /// A file that no decoder takes, with what the decoder said.
    Broken(String),
    /// Audio.
    Audio(AudioFacts),
}

/// What is measured of an audio file, once, and kept by its digest.
#[derive(Clone, Copy, PartialEq, Debug, Serialize, Deserialize)]
pub struct AudioFacts {
    /// SHA-256 of the file's bytes.
    pub sha256: Digest,
    /// Its length in mix frames (48,000 a second), after resampling and trimming.
    pub frames: u64,
    /// Its own sample rate in hertz.
    pub sample_rate_hz: u32,
    /// Its own channel count.
    pub channels: u32,
    /// Integrated loudness (EBU R128) in LUFS; `None` where it is too quiet or short to measure.
    pub loudness_lufs: Option<f64>,
    /// True peak in dBTP; `None` for digital silence.
    pub true_peak_dbtp: Option<f64>,
}

/// A named person.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Person {
    /// Full name.
    pub name: String,
    /// Office, such as "Giám đốc Trung tâm".
    pub title: Option<String>,
}

/// A release for air, bound to the bytes of the audio.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Approval {
    /// Who approved.
    pub by: String,
    /// When.
    pub on: CivilDay,
    /// SHA-256 of the audio that was approved.
    pub sha256: Digest,
}

/// A segment that was taken back.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Withdrawal {
    /// From which day on it must not air.
    pub on: CivilDay,
    /// Why.
    pub why: Option<String>,
}

macro_rules! genres {
    ($($(#[$doc:meta])* $name:ident = $slug:literal,)*) => {
        /// What kind of piece a segment is.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum Genre { $($(#[$doc])* $name,)* }

        impl Genre {
            /// Every genre there is.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// Returns the name as sidecars write it.
            pub fn slug(self) -> &'static str {
                match self { $(Self::$name => $slug,)* }
            }
        }
    };
}

genres! {
    /// Tin.
    News = "tin",
    /// Bài.
    Feature = "bai",
    /// Phỏng vấn.
    Interview = "phong-van",
    /// Hỏi – đáp.
    QuestionAnswer = "hoi-dap",
    /// Tiểu phẩm.
    Sketch = "tieu-pham",
    /// Gương điển hình.
    GoodExample = "guong-dien-hinh",
    /// Thông báo.
    Notice = "thong-bao",
    /// Chương trình tổng hợp.
    Bulletin = "chuong-trinh",
    /// Nhạc hiệu.
    Signature = "nhac-hieu",
    /// Lời xướng, lời dẫn, lời kết.
    Announcement = "loi-dan",
    /// Âm nhạc.
    Music = "am-nhac",
}

impl Segment {
    /// Returns why this segment must not air on `day`, or `None` when it may.
    ///
    /// Order: what the file is comes before what people decided, so that the reason names the first thing to mend.
    pub fn refusal(&self, day: CivilDay) -> Option<Reason> {
        let facts = match &self.found {
            Found::Missing => return Some(Reason::FileMissing),
            Found::Broken(_) => return Some(Reason::FileBroken),
            Found::Audio(facts) => facts,
        };
        if self
            .withdrawn
            .as_ref()
            .is_some_and(|withdrawal| withdrawal.on <= day)
        {
            return Some(Reason::Withdrawn);
        }
        let Some(approval) = &self.approval else {
            return Some(Reason::NotApproved);
        };
        if approval.sha256 != facts.sha256 {
            return Some(Reason::FileAltered);
        }
        if self.valid_from.is_some_and(|from| day < from) {
            return Some(Reason::NotYetValid);
        }
        if self.valid_until.is_some_and(|until| until < day) {
            return Some(Reason::Expired);
        }
        None
    }

    /// Returns the first and the last day on which this segment may air, both included; `None` when it never may.
    ///
    /// It agrees with [`Segment::refusal`], which also says why not.
    pub fn airs(&self) -> Option<(CivilDay, CivilDay)> {
        let facts = self.facts()?;
        let approval = self.approval.as_ref()?;
        if approval.sha256 != facts.sha256 {
            return None;
        }
        let first = self
            .valid_from
            .unwrap_or_else(|| CivilDay::from_days(i64::MIN));
        let withdrawn = self.withdrawn.as_ref().map(|taken| taken.on.plus(-1));
        let last = self.valid_until.into_iter().chain(withdrawn).min();
        let last = last.unwrap_or_else(|| CivilDay::from_days(i64::MAX));
        (first <= last).then_some((first, last))
    }

    /// Returns the audio's facts, where there is audio.
    pub fn facts(&self) -> Option<&AudioFacts> {
        match &self.found {
            Found::Audio(facts) => Some(facts),
            Found::Missing | Found::Broken(_) => None,
        }
    }
}

impl SegmentId {
    /// Returns the segment that an audio file is.
    pub fn of_audio(audio: &AudioPath) -> Self {
        Self::new(nfc(stem(audio.as_str())))
    }
}

/// Returns a path without its extension; the whole path where it has none.
pub fn stem(path: &str) -> &str {
    let name_at = path.rfind('/').map_or(0, |at| at + 1);
    match path[name_at..].rfind('.') {
        Some(dot) if dot > 0 => &path[..name_at + dot],
        _ => path,
    }
}

/// A named series of segments (chuyên mục).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Column {
    /// Its identity.
    pub id: ColumnId,
    /// As listeners and reports know it.
    pub title: String,
}

/// Everything that may be aired.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Library {
    /// Segments by the path of their audio.
    pub segments: BTreeMap<AudioPath, Segment>,
    /// Columns by id.
    pub columns: BTreeMap<ColumnId, Column>,
}
