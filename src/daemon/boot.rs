//! Which boot of the machine this is, and what lies between the newest entry of the ledger and now.

use std::sync::Arc;

use crate::airing::{Fact, Off};
use crate::ledger::Stamp;
use crate::reason::Reason;

/// Returns the kernel's name for this boot, or `unknown` where there is none.
pub fn boot_id() -> Arc<str> {
    match std::fs::read_to_string("/proc/sys/kernel/random/boot_id") {
        Ok(text) => text.trim().into(),
        Err(error) => {
            tracing::warn!(%error, "the kernel does not name this boot");
            "unknown".into()
        }
    }
}

/// Says why the daemon was not there, from the newest entry and the present boot: after a clean stop it was off on
/// purpose; in another boot the machine went down under it; in the same boot it died alone.
pub fn off(newest: Option<&(Stamp, Fact)>, boot: &str) -> Option<Off> {
    let (stamp, fact) = newest?;
    let cause = match fact {
        Fact::DaemonStopped => Reason::MachineOff,
        _ if &*stamp.boot != boot => Reason::PowerLost,
        _ => Reason::DaemonDown,
    };
    Some(Off {
        since: stamp.at,
        cause,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::airing::ClockTrust;
    use crate::time::{MonoMs, UtcMs};

    #[test]
    fn the_cause_of_an_absence_is_told_from_the_newest_entry() {
        let at = UtcMs(1_800_000_000_000);
        let check = |fact: Fact, boot: &str, cause| {
            let stamp = Stamp {
                at,
                mono: MonoMs(5),
                boot: "a".into(),
                clock: ClockTrust::NONE,
            };
            assert_eq!(
                off(Some(&(stamp, fact)), boot),
                Some(Off { since: at, cause })
            );
        };
        check(Fact::DaemonStopped, "a", Reason::MachineOff);
        check(Fact::DaemonStopped, "b", Reason::MachineOff);
        check(Fact::Alive, "b", Reason::PowerLost);
        check(Fact::Alive, "a", Reason::DaemonDown);
        assert_eq!(off(None, "a"), None);
    }
}
