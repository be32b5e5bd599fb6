//! Who imports whom among the files of the program, and circles in it. Tests and declarations of modules do not count.

use std::collections::{BTreeMap, BTreeSet};

use super::source::{Source, starts_with};

/// Files with the files that each uses.
pub type Graph = BTreeMap<String, BTreeSet<String>>;

/// Makes the graph of a program.
pub fn graph(sources: &[Source]) -> Graph {
    let tests: Vec<&String> = sources
        .iter()
        .flat_map(|source| &source.test_modules)
        .collect();
    let is_test = |source: &Source| {
        tests
            .iter()
            .any(|module| starts_with(&source.module, module))
    };
    let modules: BTreeMap<&str, &Source> = sources
        .iter()
        .map(|source| (source.module.as_str(), source))
        .collect();
    let mut graph = Graph::new();
    for source in sources.iter().filter(|source| !is_test(source)) {
        let uses = graph.entry(source.file.clone()).or_default();
        for path in source.paths.iter().filter(|path| !path.is_test) {
            let target = match path.text.strip_prefix("crate::") {
                Some(inside) => file_of(&modules, inside),
                // A child module by its bare name.
                None => {
                    let child = format!("{}::{}", source.module, path.text);
                    let child = child.trim_start_matches("::");
                    file_of(&modules, child).filter(|found| {
                        starts_with(child, &found.module) && found.module != source.module
                    })
                }
            };
            uses.extend(
                target
                    .filter(|target| target.file != source.file)
                    .map(|target| target.file.clone()),
            );
        }
    }
    graph
}

/// Returns the file in which what a path names is declared or passed on: that of its longest known module.
fn file_of<'a>(modules: &BTreeMap<&str, &'a Source>, path: &str) -> Option<&'a Source> {
    let mut path = path;
    loop {
        if let Some(found) = modules.get(path).filter(|found| !found.module.is_empty()) {
            return Some(found);
        }
        path = path.rsplit_once("::")?.0;
    }
}

/// Returns the first circle, from a file back to itself.
pub fn first_cycle(graph: &Graph) -> Option<Vec<String>> {
    let mut finished = BTreeSet::new();
    graph
        .keys()
        .find_map(|file| visit(graph, file, &mut Vec::new(), &mut finished))
}

fn visit(
    graph: &Graph,
    file: &str,
    way: &mut Vec<String>,
    finished: &mut BTreeSet<String>,
) -> Option<Vec<String>> {
    if let Some(start) = way.iter().position(|before| before == file) {
        let mut cycle = way[start..].to_vec();
        cycle.push(file.to_owned());
        return Some(cycle);
    }
    if finished.contains(file) {
        return None;
    }
    way.push(file.to_owned());
    for next in graph.get(file).into_iter().flatten() {
        if let Some(cycle) = visit(graph, next, way, finished) {
            return Some(cycle);
        }
    }
    way.pop();
    finished.insert(file.to_owned());
    None
}

#[test]
fn a_circle_is_found_wherever_it_begins() {
    fn check(files: &[(&str, &str)], expected: Option<&[&str]>) {
        let sources: Vec<Source> = files
            .iter()
            .map(|(file, text)| Source::read(file, text))
            .collect();
        let found = first_cycle(&graph(&sources));
        assert_eq!(
            found.as_deref(),
            expected
                .map(|e| e.iter().map(|f| (*f).to_owned()).collect::<Vec<_>>())
                .as_deref()
        );
    }
    // A parent that declares its children is no circle, nor is a test that looks at its parent.
    check(
        &[
            ("src/a/mod.rs", "mod b;\npub struct A;"),
            ("src/a/b.rs", "use super::A;"),
        ],
        None,
    );
    check(
        &[
            ("src/a/mod.rs", "#[cfg(test)]\nmod tests;\nuse crate::b::B;"),
            ("src/a/tests.rs", "use super::*;"),
            (
                "src/b.rs",
                "#[cfg(test)]\nmod tests {\n    use crate::a;\n}",
            ),
        ],
        None,
    );
    // A parent that passes on what its child declares, and a child that uses its parent.
    check(
        &[
            ("src/a/mod.rs", "mod b;\npub use b::B;\npub struct A;"),
            ("src/a/b.rs", "use super::A;"),
        ],
        Some(&["src/a/b.rs", "src/a/mod.rs", "src/a/b.rs"]),
    );
    check(
        &[
            ("src/a.rs", "use crate::b::B;"),
            ("src/b.rs", "fn f() { crate::c::g() }"),
            ("src/c.rs", "use super::a::{A, self};"),
        ],
        Some(&["src/a.rs", "src/b.rs", "src/c.rs", "src/a.rs"]),
    );
}
