//! The words around the command line: help texts and complaints, in the language of the reader.

use std::ffi::OsString;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{ArgMatches, Command};

use crate::messages::{Catalogue, Language};

/// Where a help page lists the options that every command has: after the command's own.
const COMMON_ORDER: usize = 900;

/// Returns the language that the command line or the environment asks for, or Vietnamese; before anything is parsed,
/// because the help itself is worded in it.
pub fn language(words: &[OsString]) -> Language {
    let words: Vec<&str> = words.iter().filter_map(|word| word.to_str()).collect();
    let beside = words
        .windows(2)
        .find(|pair| pair[0] == "--lang")
        .map(|pair| pair[1]);
    let joined = words.iter().find_map(|word| word.strip_prefix("--lang="));
    beside
        .or(joined)
        .and_then(Language::from_code)
        .or_else(language_of_environment)
        .unwrap_or(Language::Vi)
}

/// Returns the language that `LOA_LANG` asks for.
pub fn language_of_environment() -> Option<Language> {
    Language::from_code(&std::env::var("LOA_LANG").ok()?)
}

/// The command `help`, which is answered while the command line is read, as `--help` is.
pub fn command() -> Command {
    Command::new(HELP).arg(clap::Arg::new(ASKED).value_name("COMMAND"))
}

const HELP: &str = "help";
const ASKED: &str = "command";

/// Returns the command line that asks with `--help` for what this one asks with `help`.
pub fn asked(matches: &ArgMatches) -> Option<Vec<String>> {
    let help = matches.subcommand_matches(HELP)?;
    let named = help.get_one::<String>(ASKED).cloned();
    let words = ["loa".to_owned()].into_iter().chain(named);
    Some(words.chain(["--help".to_owned()]).collect())
}

/// Gives every command and argument its help text.
pub fn worded(command: Command, catalogue: &Catalogue) -> Command {
    let about = catalogue.text("help-loa", &[]);
    let mut command = command.about(about);
    let global: Vec<String> = ids(&command);
    for id in global {
        let text = catalogue.text(&format!("help-{id}"), &[]);
        command = command.mut_arg(&id, |arg| plain(arg).help(text).display_order(COMMON_ORDER));
    }
    let names: Vec<String> = command
        .get_subcommands()
        .map(|sub| sub.get_name().to_owned())
        .collect();
    for name in names {
        command = command.mut_subcommand(&name, |sub| {
            let mut sub = sub.about(catalogue.text(&format!("help-{name}"), &[]));
            for id in ids(&sub) {
                let text = catalogue.text(&format!("help-{name}-{id}"), &[]);
                sub = sub.mut_arg(&id, |arg| plain(arg).help(text));
            }
            framed(sub, &format!("loa {name}"), catalogue)
        });
    }
    framed(command, "loa", catalogue)
}

/// Leaves out what the library would add to a help text in English: the texts say it themselves.
fn plain(arg: clap::Arg) -> clap::Arg {
    // The library holds it for a mistake to hide the values of a switch, which has none.
    let takes_value = arg.get_action().takes_values();
    arg.hide_default_value(takes_value)
        .hide_possible_values(takes_value)
}

fn ids(command: &Command) -> Vec<String> {
    command
        .get_arguments()
        .map(|arg| arg.get_id().to_string())
        .collect()
}

/// Words the frame of a help page.
fn framed(command: Command, name: &str, catalogue: &Catalogue) -> Command {
    let usage = catalogue.text("help-heading-usage", &[]);
    let arguments_of: Vec<String> = command
        .get_positionals()
        .map(|arg| match (arg.get_value_names(), arg.is_required_set()) {
            (Some([value]), true) => format!(" <{value}>"),
            (Some([value]), false) => format!(" [{value}]"),
            _ => String::new(),
        })
        .collect();
    let required: Vec<String> = command
        .get_opts()
        .filter(|arg| arg.is_required_set())
        .filter_map(|arg| {
            let value = arg.get_value_names()?.first()?.clone();
            Some(format!(" --{} <{value}>", arg.get_long()?))
        })
        .collect();
    let sub = if command.has_subcommands() {
        format!(" <{}>", catalogue.text("help-word-command", &[]))
    } else {
        String::new()
    };
    let line = format!(
        "{name}{sub} [{}]{}{}",
        catalogue.text("help-word-options", &[]),
        required.concat(),
        arguments_of.concat()
    );
    let command = command.override_usage(line);
    let options = catalogue.text("help-heading-options", &[]);
    let arguments = catalogue.text("help-heading-arguments", &[]);
    let commands = catalogue.text("help-heading-commands", &[]);
    let has_commands = command.has_subcommands();
    let list = if has_commands {
        format!("{commands}\n{{subcommands}}\n\n")
    } else {
        String::new()
    };
    let template = format!("{{about}}\n\n{usage} {{usage}}\n\n{list}{options}\n{{options}}\n");
    let positional = command.get_positionals().next().is_some();
    let template = if positional {
        template.replacen(
            &options,
            &format!("{arguments}\n{{positionals}}\n\n{options}"),
            1,
        )
    } else {
        template
    };
    let help = catalogue.text("help-help", &[]);
    let version = catalogue.text("help-version", &[]);
    let mut command = command.help_template(template).disable_help_flag(true).arg(
        clap::Arg::new("help")
            .short('h')
            .long("help")
            .action(clap::ArgAction::Help)
            .help(help)
            .display_order(COMMON_ORDER + 1),
    );
    if has_commands {
        command = command.disable_version_flag(true).arg(
            clap::Arg::new("version")
                .short('V')
                .long("version")
                .action(clap::ArgAction::Version)
                .display_order(COMMON_ORDER + 2)
                .help(version),
        );
    }
    command
}

/// Says what is wrong with a command line.
pub fn complaint(catalogue: &Catalogue, error: &clap::Error) -> String {
    if error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
        return error.render().to_string();
    }
    let value = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        Some(ContextValue::StyledStr(text)) => text.to_string(),
        Some(other) => other.to_string(),
        None => String::new(),
    };
    let key = match error.kind() {
        ErrorKind::UnknownArgument => "usage-unknown-argument",
        ErrorKind::InvalidSubcommand => "usage-unknown-command",
        ErrorKind::MissingRequiredArgument => "usage-missing-argument",
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => "usage-invalid-value",
        ErrorKind::ArgumentConflict => "usage-conflict",
        _ => "usage-other",
    };
    // What a parser of ours answers is an example of what it expects.
    let example = std::error::Error::source(error)
        .map(ToString::to_string)
        .unwrap_or_default();
    let expected = [value(ContextKind::ValidValue), example]
        .into_iter()
        .find(|text| !text.is_empty());
    let named = [ContextKind::InvalidArg, ContextKind::InvalidSubcommand]
        .into_iter()
        .map(value)
        .find(|text| !text.is_empty());
    let text = catalogue.text(
        key,
        &[
            ("argument", &named.unwrap_or_default()),
            ("value", &value(ContextKind::InvalidValue)),
            ("other", &value(ContextKind::PriorArg)),
        ],
    );
    let mut lines = vec![format!("{}: {text}\n", catalogue.text("word-error", &[]))];
    if let Some(expected) = expected {
        let example = catalogue.text("usage-expected", &[("expected", &expected)]);
        lines.push(format!("  {example}\n"));
    }
    let near = [
        ContextKind::SuggestedArg,
        ContextKind::SuggestedSubcommand,
        ContextKind::SuggestedValue,
    ]
    .into_iter()
    .find_map(|kind| match error.get(kind)? {
        // The library lists the nearest last.
        ContextValue::Strings(texts) => texts.last().cloned(),
        _ => Some(value(kind)),
    });
    if let Some(near) = near {
        let guess = catalogue.text("usage-did-you-mean", &[("near", &near)]);
        lines.push(format!("  {guess}\n"));
    }
    lines.push(format!("  {}\n", catalogue.text("usage-see-help", &[])));
    lines.concat()
}
