//! The closed list of reasons why something was late, cut short or not aired. Nothing here words them: the slug
//! is what the ledger keeps, the message catalogue says it to a person.

use serde::{Deserialize, Serialize};

macro_rules! reasons {
    ($($(#[$doc:meta])* $name:ident = $slug:literal,)*) => {
        /// Why something was cut short or not aired. Slugs are kept in ledgers for ever: add, never rename.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum Reason { $($(#[$doc])* $name,)* }

        impl Reason {
            /// Every reason there is.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// Returns the stable name, as kept in ledgers and exports.
            pub fn slug(self) -> &'static str {
                match self { $(Self::$name => $slug,)* }
            }
        }
    };
}

reasons! {
    /// The machine lost power (it booted anew without a clean stop).
    PowerLost = "mat_dien",
    /// The machine or the daemon had been stopped on purpose.
    MachineOff = "may_tat",
    /// The daemon died while the machine stayed up.
    DaemonDown = "phan_mem_dung",
    /// The ledger was put back from a backup, which does not tell what happened since.
    Restored = "khoi_phuc_sao_luu",
    /// The clock could not be trusted.
    ClockUntrusted = "mat_gio",
    /// The wall clock was stepped over the time.
    ClockStepped = "dong_ho_nhay",
    /// The audio file is not there.
    FileMissing = "thieu_tep",
    /// The audio can't be decoded.
    FileBroken = "tep_hong",
    /// The audio is not the audio that was approved.
    FileAltered = "tep_bi_sua",
    /// Nobody has approved it.
    NotApproved = "chua_duyet",
    /// Its validity has not begun.
    NotYetValid = "chua_hieu_luc",
    /// Its validity is over.
    Expired = "het_hieu_luc",
    /// It was withdrawn.
    Withdrawn = "bi_thu_hoi",
    /// The column has no segment that may be aired.
    NothingToPick = "khong_co_tin_bai",
    /// It lies outside the hours in which the station may air.
    OutsideHours = "ngoai_gio_phat",
    /// The calendar says that nothing but emergencies airs on the day.
    Prohibited = "dung_phat",
    /// It does not air in state mourning.
    Mourning = "quoc_tang",
    /// A programme of higher precedence holds the time.
    Overlapped = "trung_lich",
    /// What was on air did not end in time.
    ChannelBusy = "kenh_ban",
    /// A programme with a hard start took its place.
    CutByHardStart = "nhuong_chuong_trinh_khac",
    /// An emergency took its place.
    Emergency = "trung_khan_cap",
    /// The person on duty stopped it.
    Operator = "nguoi_truc_dung",
    /// Decoding or mixing failed while playing.
    SoundFailed = "loi_am_thanh",
    /// The output device was lost.
    DeviceLost = "loi_thiet_bi",
    /// It joined in progress, so its beginning was not aired.
    JoinedLate = "phat_tu_giua",
    /// The machine could not get the audio ready in time.
    TooLate = "khong_kip",
    /// It was put into the schedule after its time.
    PlannedTooLate = "len_lich_muon",
    /// It is due before the earliest hour at which the station may start anything.
    TooEarly = "qua_som",
    /// The session has no minutes left for it.
    SessionFull = "het_thoi_luong_buoi",
    /// The day has no minutes left for it.
    DayFull = "het_thoi_luong_ngay",
}

impl Reason {
    /// Returns the reason with this slug.
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|reason| reason.slug() == slug)
    }
}

impl Serialize for Reason {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.slug())
    }
}

impl<'de> Deserialize<'de> for Reason {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let slug = String::deserialize(deserializer)?;
        Self::from_slug(&slug)
            .ok_or_else(|| serde::de::Error::custom(format!("no reason is called {slug}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_is_found_by_its_slug_alone() {
        for &reason in Reason::ALL {
            assert_eq!(Reason::from_slug(reason.slug()), Some(reason));
        }
        assert_eq!(Reason::from_slug("Mat_dien"), None);
    }
}
