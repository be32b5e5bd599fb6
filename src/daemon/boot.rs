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

/// Says why the daemon was not there, from its newest entry and the present boot: after a clean stop it was off on
/// purpose; in another boot the machine went down under it; in the same boot it died alone. A ledger that was put back
/// from a backup since then knows nothing of that time.
pub fn off(newest: Option<&(Stamp, Fact)>, restored: bool, boot: &str) -> Option<Off> {
    let (stamp, fact) = newest?;
    let cause = match fact {
        _ if restored => Reason::Restored,
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
        let check = |fact: Fact, restored: bool, boot: &str, cause| {
            let stamp = Stamp {
                at,
                mono: MonoMs(5),
                boot: "a".into(),
                clock: ClockTrust::NONE,
            };
            assert_eq!(
                off(Some(&(stamp, fact)), restored, boot),
                Some(Off { since: at, cause })
            );
        };
        check(Fact::DaemonStopped, false, "a", Reason::MachineOff);
        check(Fact::DaemonStopped, false, "b", Reason::MachineOff);
        check(Fact::Alive, false, "b", Reason::PowerLost);
        check(Fact::Alive, false, "a", Reason::DaemonDown);
        check(Fact::Alive, true, "b", Reason::Restored);
        check(Fact::DaemonStopped, true, "a", Reason::Restored);
        assert_eq!(off(None, false, "a"), None);
    }
}
