//! `loa check --explain CODE`: the page of one kind of problem, with a wrong line, the right one, and why.

use serde_json::json;

use super::desk::{Desk, Exit, print};
use super::fault::Fault;
use crate::messages::{Catalogue, keys};
use crate::schedule::reader::NONE;
use crate::schedule::spelling::nearest;

/// Prints the page of `code`, as JSON where that is asked for; a code that does not exist is answered with the
/// nearest.
pub fn run(desk: &Desk, code: &str, as_json: bool) -> Result<Exit, Fault> {
    let code = code.trim().to_lowercase();
    if !codes().any(|known| known == code) {
        let near = nearest(&code, codes()).unwrap_or(NONE);
        let fault = Fault::usage("fault-unknown-code");
        return Err(fault.with("code", code).with("nearest", near));
    }
    let pages = Catalogue::pages(desk.catalogue.language());
    let page = |part: &str| pages.text(&format!("explain-{code}{part}"), &[]);
    let (text, wrong, right, why) = (page(""), page(".wrong"), page(".right"), page(".why"));
    if as_json {
        let page = json!({"code": code, "text": text, "wrong": wrong, "right": right, "why": why});
        print(&format!("{page:#}\n"));
        return Ok(Exit::Fine);
    }
    let word = |word: &str| desk.text(&format!("explain-word-{word}"), &[]);
    print(&format!(
        "{code}\n\n{text}\n\n{}\n{}\n{}\n{}\n{}\n    {why}\n",
        word("wrong"),
        indented(&wrong),
        word("right"),
        indented(&right),
        word("why"),
    ));
    Ok(Exit::Fine)
}

/// Every code of a diagnostic, by the catalogue that words them.
fn codes() -> impl Iterator<Item = &'static str> + Clone {
    keys().filter_map(|key| key.strip_prefix("diag-"))
}

fn indented(example: &str) -> String {
    let lines = example.lines().map(|line| match line {
        "" => String::new(),
        line => format!("    {line}"),
    });
    lines.collect::<Vec<_>>().join("\n")
}
