//! Evidence as it is handed over, checked by the page of Python that travels with it.

use std::path::Path;
use std::process::Command;

/// Runs the script that travels with the evidence: whether it was content, and what it said.
pub fn script(evidence: &Path, expected: &[String]) -> (bool, String) {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("scripts/verify_evidence.py");
    let output = Command::new("python3")
        .arg(script)
        .arg(evidence)
        .args(expected)
        .output()
        .expect("python3 should be installed");
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(stderr.is_empty(), "{stderr}");
    let said = String::from_utf8(output.stdout).expect("the script should speak UTF-8");
    (output.status.success(), said)
}
