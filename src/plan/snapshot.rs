//! A plan as bytes and back: what is kept beside the ledger, under a digest that its keeper computes.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::Plan;
use crate::schedule::Specificity;

/// The version that [`Plan::to_bytes`] writes. Ledgers keep plans of every version for years, so all are read.
///
/// - 1: a rundown has `specific`, whether its rule names the date.
/// - 2: it has `specificity` instead.
const VERSION: u64 = 2;

/// Why bytes could not be read as a plan.
#[derive(Debug, thiserror::Error)]
pub enum SnapshotError {
    /// They are not a plan at all, or a damaged one.
    #[error("not a plan")]
    NotAPlan(#[source] serde_json::Error),
    /// Another release of the program wrote them.
    #[error("the plan is written in version {found}, this program reads up to version {VERSION}")]
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
    /// Returns the plan as JSON, `{"v":2,"plan":{…}}`; the same plan always gives the same bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let written = Written {
            v: VERSION,
            plan: self,
        };
        serde_json::to_vec(&written).expect("a plan should have no key that JSON can't write")
    }

    /// Reads what [`Plan::to_bytes`] wrote, in this release or an earlier one.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, SnapshotError> {
        let Version { v } = serde_json::from_slice(bytes).map_err(SnapshotError::NotAPlan)?;
        let read: Result<Read, _> = match v {
            1 => serde_json::from_slice(bytes).and_then(|mut plan: Value| {
                from_version_1(&mut plan);
                serde_json::from_value(plan)
            }),
            VERSION => serde_json::from_slice(bytes),
            found => return Err(SnapshotError::OtherVersion { found }),
        };
        read.map(|read| read.plan).map_err(SnapshotError::NotAPlan)
    }
}

/// Puts what version 2 has in the place of what version 1 had. Version 1 told rules by weekday and daily ones from
/// nothing but named dates.
fn from_version_1(written: &mut Value) {
    let rundowns = written.pointer_mut("/plan/rundowns");
    for rundown in rundowns.and_then(Value::as_array_mut).into_iter().flatten() {
        let Some(rundown) = rundown.as_object_mut() else {
            continue;
        };
        let specificity = match rundown.remove("specific") {
            Some(Value::Bool(true)) => Specificity::Date,
            Some(Value::Bool(false)) => Specificity::Default,
            // Without it the rundown is damaged, and reading it says so.
            Some(_) | None => continue,
        };
        let named = serde_json::to_value(specificity);
        let named = named.expect("a name should be written as JSON");
        rundown.insert("specificity".to_owned(), named);
    }
}

#[cfg(test)]
mod tests {
    use std::error::Error as _;

    use super::*;
    use crate::plan::builders::{a_rundown, day, instant, missing};

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
        assert!(bytes.starts_with(br#"{"v":2,"plan":{"day":"2026-12-07","rundowns":[{"#));
        assert_eq!(Plan::from_bytes(&bytes).unwrap(), a_plan());
    }

    // T28: what was planned before an update is read after it.
    #[test]
    fn a_plan_of_the_first_version_is_read() {
        let check = |specific: &str, expected: Specificity| {
            let mut plan = a_plan();
            plan.rundowns[0].cues[0].blocked = Some(missing());
            let text = String::from_utf8(plan.to_bytes()).unwrap();
            let first = text
                .replace("\"v\":2", "\"v\":1")
                .replace("\"specificity\":\"Default\"", specific);
            assert_ne!(first.len(), text.len());
            plan.rundowns[0].specificity = expected;
            assert_eq!(Plan::from_bytes(first.as_bytes()).unwrap(), plan);
        };
        check("\"specific\":true", Specificity::Date);
        check("\"specific\":false", Specificity::Default);
        let torn = br#"{"v":1,"plan":{"day":"2026-12-07","rundowns":[{"title":"x"}]}}"#;
        let error = Plan::from_bytes(torn).unwrap_err();
        assert!(matches!(error, SnapshotError::NotAPlan(_)));
    }

    #[test]
    fn another_version_is_named_even_with_other_fields() {
        let error = Plan::from_bytes(br#"{"v":3,"days":[]}"#).unwrap_err();
        assert_eq!(
            error.to_string(),
            "the plan is written in version 3, this program reads up to version 2"
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
