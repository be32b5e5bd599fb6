//! The commands: what a person types, and what a person reads. Wording, hints and exit codes live in this folder and
//! in the message catalogue; nothing else prints or exits.

use std::ffi::OsString;
use std::path::Path;
use std::process::ExitCode;

use clap::{CommandFactory as _, FromArgMatches as _};

use crate::daemon;
use crate::messages::{Catalogue, Language};

mod ahead;
mod aircheck;
mod approve;
mod args;
mod ask;
mod backup;
mod captures;
mod cells;
mod check;
mod checkpoint;
mod conditions;
mod desk;
mod diff;
mod evidence;
mod expect;
mod explain;
mod export;
mod fault;
mod help;
mod import;
mod init;
mod key;
mod listen;
mod log;
mod next;
mod out;
mod plan;
mod problems;
mod reconcile;
mod rehearse;
mod run;
mod say;
mod schema;
mod status;
mod table;
mod verify;
mod why;

use args::{Command, CommandLine};
use desk::{Desk, Exit, complain, print, station_of};
use fault::Fault;

/// Runs the program.
pub fn main() -> ExitCode {
    daemon::abort_on_panic();
    let words: Vec<OsString> = std::env::args_os().collect();
    match read(words) {
        Ok(line) => dispatch(line).into(),
        Err(exit) => exit.into(),
    }
}

/// Reads the command line, or answers it where it asks for help or can't be read. The words of the help are forgotten
/// after it: a daemon would carry them for months.
fn read(words: Vec<OsString>) -> Result<CommandLine, Exit> {
    let catalogue = Catalogue::new(help::language(&words));
    let command = CommandLine::command().subcommand(help::command());
    let mut command = help::worded(command, &catalogue);
    let parsed = command.try_get_matches_from_mut(words);
    let parsed = parsed.and_then(|matches| match help::asked(&matches) {
        Some(words) => command.try_get_matches_from_mut(words),
        None => Ok(matches),
    });
    let parsed = parsed.and_then(|matches| CommandLine::from_arg_matches(&matches));
    parsed.map_err(|error| {
        if error.use_stderr() {
            complain(&help::complaint(&catalogue, &error));
            Exit::Usage
        } else {
            print(&error.render().to_string());
            Exit::Fine
        }
    })
}

fn dispatch(line: CommandLine) -> Exit {
    let language = line.lang.as_deref().and_then(Language::from_code);
    let language = language.or_else(help::language_of_environment);
    let desk = Desk {
        catalogue: Catalogue::new(language.unwrap_or_else(|| language_of_station(&line.station))),
        station: line.station,
        log_json: line.log_format == args::LogFormat::Json,
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    let runtime = match runtime {
        Ok(runtime) => runtime,
        Err(error) => return Fault::environment("fault-runtime", error).show(&desk),
    };
    let ended = runtime.block_on(async {
        match line.command {
            Command::Init => init::run(&desk),
            Command::Check(args) => check::run(&desk, &args).await,
            Command::Plan(args) => plan::run(&desk, &args).await,
            Command::Why(args) => why::run(&desk, &args).await,
            Command::Next(args) => next::run(&desk, &args).await,
            Command::Run => run::run(&desk).await,
            Command::Rehearse(args) => rehearse::run(&desk, args).await,
            Command::Status(args) => status::run(&desk, &args).await,
            Command::Log(args) => log::run(&desk, &args).await,
            Command::Aircheck(args) => aircheck::run(&desk, &args).await,
            Command::Verify(args) => verify::run(&desk, &args).await,
            Command::Checkpoint(args) => checkpoint::run(&desk, &args).await,
            Command::Key(args) => key::run(&desk, &args).await,
            Command::Listen(args) => listen::run(&desk, &args).await,
            Command::Approve(args) => approve::run(&desk, &args).await,
            Command::Schema(args) => Ok(schema::run(&desk, &args)),
            Command::Import(args) => import::run(&desk, &args).await,
            Command::Export(args) => export::run(&desk, &args).await,
            Command::Stop(args) => ask::stop(&desk, args.by).await,
            Command::ConfirmClock(args) => ask::confirm_clock(&desk, args.by).await,
            Command::Confirm(args) => say::confirm(&desk, &args).await,
            Command::Correct(args) => say::correct(&desk, &args).await,
            Command::Backup(args) => backup::backup(&desk, &args).await,
            Command::Restore(args) => backup::restore(&desk, &args).await,
        }
    });
    // A blocked read of a slow disk must not keep the program from ending.
    runtime.shutdown_background();
    match ended {
        Ok(exit) => exit,
        Err(fault) => fault.show(&desk),
    }
}

/// Returns the language that a station has set, or Vietnamese.
fn language_of_station(station: &Path) -> Language {
    station_of(station).map_or(Language::Vi, |station| station.language)
}
