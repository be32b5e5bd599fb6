//! A plan as bytes and back: what is kept beside the ledger, under a digest that its keeper computes.

use serde::{Deserialize, Serialize};

use super::Plan;

/// The version that [`Plan::to_bytes`] writes.
const VERSION: u64 = 1;

/// Why bytes could not be read as a plan.
#[derive(Debug, thiserror::Error)]
pub enum SnapshotError {
    /// They are not a plan at all, or a damaged one.
    #[error("not a plan")]
    NotAPlan(#[source] serde_json::Error),
    /// Another release of the program wrote them.
    #[error("the plan is written in version {found}, this program reads version {VERSION}")]
    OtherVersion {
        /// The version that they claim.
        found: u64,
    },
}

#[derive(Serialize)]
struct Written<'a> {
    v: u64,
    plan: &'a Plan,
}

#[derive(Deserialize)]
struct Read {
    plan: Plan,
}

/// Read first and alone, so that a version with other fields is named and not called damaged.
#[derive(Deserialize)]
struct Version {
    v: u64,
}

impl Plan {
    /// Returns the plan as JSON, `{"v":1,"plan":{…}}`; the same plan always gives the same bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let written = Written {
            v: VERSION,
            plan: self,
        };
        serde_json::to_vec(&written).expect("a plan should have no key that JSON can't write")
    }

    /// Reads what [`Plan::to_bytes`] wrote.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, SnapshotError> {
        let Version { v } = serde_json::from_slice(bytes).map_err(SnapshotError::NotAPlan)?;
        if v != VERSION {
            return Err(SnapshotError::OtherVersion { found: v });
        }
        let Read { plan } = serde_json::from_slice(bytes).map_err(SnapshotError::NotAPlan)?;
        Ok(plan)
    }
}

#[cfg(test)]
mod tests {
    use std::error::Error as _;

    use super::*;
    use crate::plan::builders::{a_rundown, day, instant};

    fn a_plan() -> Plan {
        let at = instant("2026-12-07T05:45:30");
        Plan {
            day: day("2026-12-07"),
            rundowns: vec![a_rundown("chuyen-muc-cchc", at, &[15_000, 300_000])],
        }
    }

    #[test]
    fn a_plan_reads_what_it_writes() {
        let bytes = a_plan().to_bytes();
        assert!(bytes.starts_with(br#"{"v":1,"plan":{"day":"2026-12-07","rundowns":[{"#));
        assert_eq!(Plan::from_bytes(&bytes).unwrap(), a_plan());
    }

    #[test]
    fn another_version_is_named_even_with_other_fields() {
        let error = Plan::from_bytes(br#"{"v":2,"days":[]}"#).unwrap_err();
        assert_eq!(
            error.to_string(),
            "the plan is written in version 2, this program reads version 1"
        );
    }

    #[test]
    fn what_is_no_plan_is_refused_with_the_cause() {
        let bytes = a_plan().to_bytes();
        for damaged in [
            &b""[..],
            b"{}",
            b"{\"v\":1}",
            &bytes[..bytes.len() - 1],
            b"\xff\xfe",
        ] {
            let error = Plan::from_bytes(damaged).unwrap_err();
            assert!(matches!(error, SnapshotError::NotAPlan(_)) && error.source().is_some());
        }
    }
}
