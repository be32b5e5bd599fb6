//! The command line as data. Its help texts are in the message catalogue, under `help-COMMAND` and
//! `help-COMMAND-ARGUMENT`; what the commands do is in a file for each.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::config::schema::Subject;
use crate::time::{CivilDay, UtcMs};

/// The command line.
#[derive(Parser, Debug)]
#[command(
    name = "loa",
    version,
    disable_help_subcommand = true,
    arg_required_else_help = true
)]
pub struct CommandLine {
    #[arg(long, global = true, default_value = ".", value_name = "DIR")]
    pub station: PathBuf,
    #[arg(long, global = true, value_name = "vi|en", value_parser = ["vi", "en"])]
    pub lang: Option<String>,
    #[arg(
        long,
        global = true,
        value_enum,
        default_value = "text",
        value_name = "text|json"
    )]
    pub log_format: LogFormat,
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Subcommand, Debug)]
pub enum Command {
    Init,
    Check(CheckArgs),
    Plan(PlanArgs),
    Why(WhyArgs),
    Next(NextArgs),
    Run,
    Rehearse(RehearseArgs),
    Status(JsonArgs),
    Log(LogArgs),
    Aircheck(AircheckArgs),
    Verify(VerifyArgs),
    Checkpoint(CheckpointArgs),
    Key(KeyArgs),
    Listen(ListenArgs),
    Approve(ApproveArgs),
    Schema(SchemaArgs),
    Import(ImportArgs),
    Export(ExportArgs),
    Stop(ByArgs),
    ConfirmClock(ByArgs),
    Confirm(ConfirmArgs),
    Correct(CorrectArgs),
    Backup(BackupArgs),
    Restore(RestoreArgs),
}

/// How the log of the program itself is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum LogFormat {
    Text,
    Json,
}

/// How a list is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum Format {
    Table,
    Json,
    Csv,
}

#[derive(Args, Debug)]
pub struct CheckArgs {
    #[arg(long, value_name = "CODE")]
    pub explain: Option<String>,
    #[arg(long)]
    pub json: bool,
}

#[derive(Args, Debug)]
pub struct JsonArgs {
    #[arg(long)]
    pub json: bool,
}

/// How a plan is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum PlanFormat {
    Table,
    Json,
    Csv,
    Ical,
    Html,
}

#[derive(Args, Debug)]
pub struct PlanArgs {
    #[arg(value_name = "YYYY-MM-DD", value_parser = a_day)]
    pub date: Option<CivilDay>,
    #[arg(long, value_name = "N", value_parser = a_count)]
    pub days: Option<u16>,
    #[arg(
        long,
        value_enum,
        default_value = "table",
        value_name = "table|json|csv|ical|html"
    )]
    pub format: PlanFormat,
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    #[arg(long)]
    pub diff: bool,
    #[arg(long, value_name = "DIR")]
    pub against: Option<PathBuf>,
}

#[derive(Args, Debug)]
pub struct WhyArgs {
    #[arg(value_name = "PROGRAMME")]
    pub programme: String,
    #[arg(value_name = "YYYY-MM-DD", value_parser = a_day)]
    pub date: CivilDay,
    #[arg(long)]
    pub json: bool,
}

#[derive(Args, Debug)]
pub struct NextArgs {
    #[arg(value_name = "WHAT")]
    pub what: Option<String>,
    #[arg(long, default_value_t = 10, value_name = "N", value_parser = a_count)]
    pub count: u16,
    #[arg(
        long,
        value_enum,
        default_value = "table",
        value_name = "table|json|csv"
    )]
    pub format: Format,
}

#[derive(Args, Debug)]
pub struct RehearseArgs {
    #[arg(long, value_name = "YYYY-MM-DDThh:mm:ss", value_parser = an_instant)]
    pub at: UtcMs,
    #[arg(long = "for", default_value = "10m", value_name = "10m", value_parser = a_span_ms)]
    pub for_ms: i64,
    #[arg(long, value_name = "FILE.wav")]
    pub wav: Option<PathBuf>,
}

#[derive(Args, Debug)]
pub struct LogArgs {
    #[arg(value_name = "YYYY-MM-DD", value_parser = a_day)]
    pub date: Option<CivilDay>,
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = a_day, conflicts_with = "date")]
    pub from: Option<CivilDay>,
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = a_day, conflicts_with = "date")]
    pub until: Option<CivilDay>,
    #[arg(long, value_name = "TEXT")]
    pub search: Option<String>,
    #[arg(long, value_name = "phat_du|phat_thieu|bi_ngat|khong_phat", value_parser = ["phat_du", "phat_thieu", "bi_ngat", "khong_phat"])]
    pub outcome: Option<String>,
    #[arg(long, conflicts_with_all = ["search", "outcome"])]
    pub reconcile: bool,
    #[arg(
        long,
        value_enum,
        default_value = "table",
        value_name = "table|json|csv"
    )]
    pub format: Format,
    #[arg(long, value_name = "FILE")]
    pub ledger: Option<PathBuf>,
}

#[derive(Args, Debug)]
pub struct AircheckArgs {
    #[arg(value_name = "YYYY-MM-DD|CUE")]
    pub what: Option<String>,
    #[arg(long)]
    pub again: bool,
    #[arg(long, value_name = "FILE.wav")]
    pub wav: Option<PathBuf>,
    #[arg(
        long,
        value_enum,
        default_value = "table",
        value_name = "table|json|csv"
    )]
    pub format: Format,
}

#[derive(Args, Debug)]
pub struct VerifyArgs {
    #[arg(value_name = "FILE")]
    pub ledger: Option<PathBuf>,
    #[arg(long, value_name = "FILE|DIR|SEQ:SEAL|LOA1:…")]
    pub expect: Vec<String>,
}

#[derive(Args, Debug)]
pub struct CheckpointArgs {
    #[arg(long)]
    pub text: bool,
}

#[derive(Args, Debug)]
pub struct KeyArgs {
    #[arg(long)]
    pub pem: bool,
    #[arg(long, requires = "by")]
    pub new: bool,
    #[arg(long, value_name = "NAME", requires = "new")]
    pub by: Option<String>,
}

#[derive(Args, Debug)]
pub struct ListenArgs {
    #[arg(value_name = "FILE")]
    pub audio: PathBuf,
}

#[derive(Args, Debug)]
pub struct ApproveArgs {
    #[arg(value_name = "FILE")]
    pub audio: PathBuf,
    #[arg(long, value_name = "NAME")]
    pub by: String,
}

#[derive(Args, Debug)]
pub struct ImportArgs {
    #[arg(value_name = "FILE.xlsx|.csv")]
    pub file: PathBuf,
    #[arg(long, value_name = "NAME")]
    pub sheet: Option<String>,
    #[arg(long)]
    pub apply: bool,
    #[arg(long)]
    pub json: bool,
}

#[derive(Args, Debug)]
pub struct ExportArgs {
    #[arg(long, value_name = "2026-12", value_parser = a_period)]
    pub period: Option<Period>,
    #[arg(long, value_name = "FILE.xlsx|.csv|.zip")]
    pub out: Option<PathBuf>,
}

#[derive(Args, Debug)]
pub struct ByArgs {
    #[arg(long, value_name = "NAME")]
    pub by: String,
}

#[derive(Args, Debug)]
pub struct ConfirmArgs {
    #[arg(value_name = "2026-12-07T05:45:30")]
    pub airing: String,
    #[arg(long, value_name = "NAME")]
    pub by: String,
    #[arg(long)]
    pub not_heard: bool,
    #[arg(long, value_name = "TEXT")]
    pub note: Option<String>,
}

#[derive(Args, Debug)]
pub struct CorrectArgs {
    #[arg(value_name = "ENTRY")]
    pub entry: u64,
    #[arg(long, value_name = "NAME")]
    pub by: String,
    #[arg(long, value_name = "TEXT")]
    pub text: String,
}

#[derive(Args, Debug)]
pub struct BackupArgs {
    #[arg(value_name = "FILE.zip|DIR")]
    pub to: PathBuf,
    #[arg(long)]
    pub with_key: bool,
}

#[derive(Args, Debug)]
pub struct RestoreArgs {
    #[arg(value_name = "FILE.zip")]
    pub backup: PathBuf,
    #[arg(long, value_name = "NAME")]
    pub by: String,
}

#[derive(Args, Debug)]
pub struct SchemaArgs {
    #[arg(value_name = "programme|station|calendar|segment", value_parser = a_subject)]
    pub subject: Subject,
}

fn a_subject(text: &str) -> Result<Subject, String> {
    let found = Subject::ALL
        .into_iter()
        .find(|subject| subject.name() == text);
    found.ok_or_else(|| Subject::ALL.map(Subject::name).join(", "))
}

fn a_day(text: &str) -> Result<CivilDay, String> {
    CivilDay::parse(text).ok_or_else(|| "2026-12-07".to_owned())
}

fn a_count(text: &str) -> Result<u16, String> {
    text.parse()
        .ok()
        .filter(|days| (1..=366).contains(days))
        .ok_or_else(|| "1 … 366".to_owned())
}

fn an_instant(text: &str) -> Result<UtcMs, String> {
    UtcMs::parse(text).ok_or_else(|| "2026-12-07T05:45".to_owned())
}

/// Days in a row, and the words that they were given in.
#[derive(Clone, Debug)]
pub struct Period {
    pub first: CivilDay,
    pub last: CivilDay,
    pub text: String,
}

/// Reads a year, a month, a day, or two days with `..` between them.
fn a_period(text: &str) -> Result<Period, String> {
    let (first, last) = text.split_once("..").unwrap_or((text, text));
    let first = ["", "-01", "-01-01"]
        .iter()
        .find_map(|rest| CivilDay::parse(&format!("{first}{rest}")));
    let last = ["", "-31", "-30", "-29", "-28", "-12-31"]
        .iter()
        .find_map(|rest| CivilDay::parse(&format!("{last}{rest}")));
    match (first, last) {
        (Some(first), Some(last)) if first <= last => Ok(Period {
            first,
            last,
            text: text.to_owned(),
        }),
        _ => Err("2026-12, 2026, 2026-12-07, 2026-10-01..2026-12-31".to_owned()),
    }
}

fn a_span_ms(text: &str) -> Result<i64, String> {
    crate::schedule::reader::duration_ms(text)
        .ok()
        .filter(|ms| (1_000..=86_400_000).contains(ms))
        .ok_or_else(|| "90s, 10m, 1h30m".to_owned())
}
