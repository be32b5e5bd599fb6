//! A source file as the rules see it: its module, the paths it names, its words and its string literals. Comments are
//! passed over; what is allowed is not said here.

/// A source file.
pub struct Source {
    /// Its path from the repository's root.
    pub file: String,
    /// Its module, `plan::day`; empty for `lib.rs`.
    pub module: String,
    /// Every path that it names, `crate::plan::day::plan_day` or `std::fs`, with `super` and `self` resolved.
    pub paths: Vec<Named>,
    /// Identifiers and keywords, and macro calls with their `!`, with their lines.
    pub words: Vec<(usize, String)>,
    /// String literals with their lines.
    pub texts: Vec<(usize, String)>,
    /// Modules that are declared in it only for tests.
    pub test_modules: Vec<String>,
}

/// A path that a file names.
pub struct Named {
    /// The path, resolved.
    pub text: String,
    /// The line.
    pub line: usize,
    /// Whether it is named in a test.
    pub is_test: bool,
}

#[derive(Clone, PartialEq, Debug)]
enum Token {
    Word(String),
    Colons,
    Mark(char),
    Text(String),
}

impl Source {
    /// Reads a file.
    pub fn read(file: &str, text: &str) -> Self {
        let module = module_of(file);
        let is_test = file.ends_with("/tests.rs") || text.starts_with("//! Tests of ");
        let tokens = tokens(text);
        let mut source = Self {
            file: file.to_owned(),
            module,
            paths: Vec::new(),
            words: Vec::new(),
            texts: Vec::new(),
            test_modules: Vec::new(),
        };
        for (at, (line, token)) in tokens.iter().enumerate() {
            match token {
                Token::Word(word) => {
                    let called = matches!(tokens.get(at + 1), Some((_, Token::Mark('!'))))
                        && !matches!(tokens.get(at + 2), Some((_, Token::Mark('='))));
                    source.words.push((
                        *line,
                        if called {
                            format!("{word}!")
                        } else {
                            word.clone()
                        },
                    ));
                }
                Token::Text(text) => source.texts.push((*line, text.clone())),
                Token::Colons | Token::Mark(_) => {}
            }
        }
        Walk {
            source: &mut source,
            tokens: &tokens,
            inner: Vec::new(),
            depth: 0,
            is_test,
        }
        .walk();
        source
    }

    /// Returns the top-level module that it belongs to; empty for `lib.rs`.
    pub fn top(&self) -> &str {
        self.module.split("::").next().unwrap_or_default()
    }

    /// Says whether it lies in one of these modules.
    pub fn is_in(&self, places: &[&str]) -> bool {
        places.iter().any(|place| starts_with(&self.module, place))
    }
}

/// Says whether a path is `start` or lies in it.
pub fn starts_with(path: &str, start: &str) -> bool {
    path.strip_prefix(start)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

/// Returns the module of a file under `src`.
pub fn module_of(file: &str) -> String {
    let path = file
        .strip_prefix("src/")
        .unwrap_or(file)
        .trim_end_matches(".rs");
    let path = path.strip_suffix("/mod").unwrap_or(path);
    if path == "lib" {
        String::new()
    } else {
        path.replace('/', "::")
    }
}

/// A walk over the tokens of one file.
struct Walk<'a> {
    source: &'a mut Source,
    tokens: &'a [(usize, Token)],
    /// The modules that are open inside the file: name, depth of braces, whether it is for tests.
    inner: Vec<(String, usize, bool)>,
    depth: usize,
    is_test: bool,
}

impl Walk<'_> {
    fn walk(&mut self) {
        let mut at = 0;
        // Whether the item that comes has the attribute `cfg(test)`.
        let mut for_tests = false;
        while at < self.tokens.len() {
            match &self.tokens[at].1 {
                Token::Mark('{') => self.depth += 1,
                Token::Mark('}') => {
                    self.depth = self.depth.saturating_sub(1);
                    if self
                        .inner
                        .last()
                        .is_some_and(|(_, depth, _)| *depth == self.depth)
                    {
                        self.inner.pop();
                    }
                    for_tests = false;
                }
                Token::Mark(';') => for_tests = false,
                Token::Word(word) if word == "cfg" && self.word(at + 2) == Some("test") => {
                    for_tests = true;
                    at += 2;
                }
                Token::Word(word) if word == "mod" && self.word(at + 1).is_some() => {
                    let name = self.word(at + 1).unwrap_or_default().to_owned();
                    if self.mark(at + 2) == Some('{') {
                        self.inner.push((name, self.depth, for_tests));
                        self.depth += 1;
                        for_tests = false;
                    } else if for_tests {
                        self.source
                            .test_modules
                            .push(join(&self.source.module, &name));
                    }
                    at += 2;
                }
                Token::Word(word) if word == "use" => {
                    at = self.use_tree(at + 1, String::new());
                    for_tests = false;
                    continue;
                }
                Token::Word(_) => at = self.path(at),
                Token::Colons | Token::Mark(_) | Token::Text(_) => {}
            }
            at += 1;
        }
    }

    fn word(&self, at: usize) -> Option<&str> {
        match self.tokens.get(at) {
            Some((_, Token::Word(word))) => Some(word),
            _ => None,
        }
    }

    fn mark(&self, at: usize) -> Option<char> {
        match self.tokens.get(at) {
            Some((_, Token::Mark(mark))) => Some(*mark),
            _ => None,
        }
    }

    fn colons(&self, at: usize) -> bool {
        matches!(self.tokens.get(at), Some((_, Token::Colons)))
    }

    /// Reads the path whose first word is at `at`; returns where its last word is.
    fn path(&mut self, mut at: usize) -> usize {
        let line = self.tokens[at].0;
        let mut path = self.word(at).unwrap_or_default().to_owned();
        while self.colons(at + 1) && self.word(at + 2).is_some() {
            at += 2;
            path = join(&path, self.word(at).unwrap_or_default());
        }
        self.name(&path, line, false);
        at
    }

    /// Reads one tree of a `use`; returns where the reading goes on, at the mark that ends the tree.
    fn use_tree(&mut self, mut at: usize, prefix: String) -> usize {
        let line = self.tokens.get(at).map_or(0, |(line, _)| *line);
        let mut path = prefix;
        loop {
            match self.tokens.get(at).map(|(_, token)| token) {
                Some(Token::Word(word)) if word == "as" => {
                    at += 2;
                    continue;
                }
                // `self` at the end of a tree is the tree's own path.
                Some(Token::Word(word)) if word == "self" && !path.is_empty() => {}
                Some(Token::Word(word)) => path = join(&path, word),
                Some(Token::Colons | Token::Mark('*')) => {}
                Some(Token::Mark('{')) => {
                    at += 1;
                    while self.mark(at) != Some('}') && at < self.tokens.len() {
                        at = self.use_tree(at, path.clone());
                        if self.mark(at) == Some(',') {
                            at += 1;
                        }
                    }
                    return at + 1;
                }
                Some(Token::Mark(_) | Token::Text(_)) | None => {
                    if !path.is_empty() {
                        self.name(&path, line, true);
                    }
                    return at;
                }
            }
            at += 1;
        }
    }

    fn name(&mut self, path: &str, line: usize, is_use: bool) {
        if !is_use && !path.contains("::") && !["clock_gettime", "adjtimex"].contains(&path) {
            return;
        }
        let mut here: Vec<&str> = self
            .source
            .module
            .split("::")
            .filter(|part| !part.is_empty())
            .collect();
        if self.source.module == "main" {
            here.clear();
        }
        here.extend(self.inner.iter().map(|(name, ..)| name.as_str()));
        let mut parts = path.split("::").peekable();
        let mut resolved: Vec<&str> = match parts.peek() {
            Some(&("self" | "super")) => {
                while let Some(&("self" | "super")) = parts.peek() {
                    if parts.next() == Some("super") {
                        here.pop();
                    }
                }
                std::iter::once("crate").chain(here).collect()
            }
            Some(&"loa") => {
                parts.next();
                vec!["crate"]
            }
            _ => Vec::new(),
        };
        resolved.extend(parts);
        let is_test = self.is_test || self.inner.iter().any(|(.., is_test)| *is_test);
        self.source.paths.push(Named {
            text: resolved.join("::"),
            line,
            is_test,
        });
    }
}

fn join(path: &str, name: &str) -> String {
    if path.is_empty() {
        name.to_owned()
    } else {
        format!("{path}::{name}")
    }
}

/// Splits a text into tokens with their lines; comments, numbers and characters are left out.
fn tokens(text: &str) -> Vec<(usize, Token)> {
    let chars: Vec<char> = text.chars().collect();
    let mut tokens = Vec::new();
    let (mut at, mut line) = (0, 1);
    while at < chars.len() {
        let rest = &chars[at..];
        let (length, token) = match rest[0] {
            '/' if rest.starts_with(&['/', '/']) => (length_until(rest, &['\n']) - 1, None),
            '/' if rest.starts_with(&['/', '*']) => {
                (length_until(&rest[2..], &['*', '/']) + 2, None)
            }
            '"' => string(rest, 0),
            'r' | 'b' | 'c' if literal_prefix(rest).is_some() => {
                string(rest, literal_prefix(rest).unwrap_or(0))
            }
            '\'' => (character(rest), None),
            first if first.is_alphabetic() || first == '_' => {
                let length = rest
                    .iter()
                    .take_while(|c| c.is_alphanumeric() || **c == '_')
                    .count();
                (length, Some(Token::Word(rest[..length].iter().collect())))
            }
            first if first.is_ascii_digit() => (
                rest.iter()
                    .take_while(|c| c.is_alphanumeric() || **c == '_')
                    .count(),
                None,
            ),
            ':' if rest.starts_with(&[':', ':']) => (2, Some(Token::Colons)),
            first if first.is_whitespace() => (1, None),
            first => (1, Some(Token::Mark(first))),
        };
        let length = length.clamp(1, rest.len());
        tokens.extend(token.map(|token| (line, token)));
        line += rest[..length].iter().filter(|c| **c == '\n').count();
        at += length;
    }
    tokens
}

/// Returns how far it is to the end of `end`, or to the end of the text and one more.
fn length_until(chars: &[char], end: &[char]) -> usize {
    let found = chars.windows(end.len()).position(|window| window == end);
    found.map_or(chars.len() + 1, |found| found + end.len())
}

/// Returns the length of what stands before the quote of a string, `b`, `r#`; `None` where this is no string.
fn literal_prefix(chars: &[char]) -> Option<usize> {
    let letters = chars
        .iter()
        .take_while(|c| ['b', 'c', 'r'].contains(c))
        .count();
    let hashes = chars[letters..].iter().take_while(|c| **c == '#').count();
    let is_raw = chars[..letters].contains(&'r');
    (letters <= 2 && (hashes == 0 || is_raw) && chars.get(letters + hashes) == Some(&'"'))
        .then_some(letters + hashes)
}

/// Reads a string whose quote stands after `prefix` characters.
fn string(chars: &[char], prefix: usize) -> (usize, Option<Token>) {
    let is_raw = chars[..prefix].contains(&'r');
    let hashes = chars[..prefix].iter().filter(|c| **c == '#').count();
    let mut end = vec!['"'];
    end.extend(std::iter::repeat_n('#', hashes));
    let mut at = prefix + 1;
    while at < chars.len() && !chars[at..].starts_with(&end) {
        at += if chars[at] == '\\' && !is_raw { 2 } else { 1 };
    }
    let at = at.min(chars.len());
    (
        at + end.len(),
        Some(Token::Text(chars[prefix + 1..at].iter().collect())),
    )
}

/// Returns the length of a character literal, or of the quote of a lifetime.
fn character(chars: &[char]) -> usize {
    match chars {
        ['\'', '\\', ..] => 3 + chars[3..].iter().take_while(|c| **c != '\'').count() + 1,
        ['\'', _, '\'', ..] => 3,
        _ => 1,
    }
}
