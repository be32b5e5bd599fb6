# The words of the commands: help, results, faults.

word-error = error
word-warning = warning
word-hint = hint
word-cause = cause

# Help

help-loa = Loa – commune loudspeaker radio: airs the schedule on the second and keeps a sealed ledger
help-heading-usage = Usage:
help-heading-options = Options:
help-heading-arguments = Arguments:
help-heading-commands = Commands:
help-word-command = COMMAND
help-word-options = OPTIONS
help-help = Show help
help-help-command = The command, such as plan
help-version = Show the version
help-station = The station folder (default: the current folder)
help-lang = Language: vi or en
help-log_format = Form of the program's own log: text or json
help-init = Make a new station folder with commented files
help-check = Check every file of the station before anything is on air
help-check-explain = Explain the code of a problem: a wrong line, the right one, and why
help-check-json = Print the result as JSON
help-plan = Show the plan of one or more days
help-plan-date = The first day, such as 2026-12-07 (default: today)
help-plan-days = How many days (default: 1; with ical and html a week, html always whole weeks from Monday)
help-plan-format = Print as table, json, csv (which Excel opens), ical (for calendars), or html (a week to print)
help-plan-out = Write into this file instead of printing
help-plan-diff = Only what has changed since the plan before the schedule was edited
help-plan-against = With --diff: compare with a copy of the station folder from before the edit, on days to come too
help-why = Show why a programme airs on a day, or why it does not
help-why-programme = The programme: the name of its file in schedules/ (without .toml) or its title
help-why-date = The day, such as 2026-12-07
help-why-json = Print the result as JSON
help-next = Show the next airings of a programme, column or segment
help-next-what = Id of a programme, of a column or of a segment (default: every programme)
help-next-count = How many (default: 10)
help-next-format = Print as table, json, or csv (which Excel opens)
help-run = Air the schedule until told to stop
help-rehearse = Rehearse at a pretended time; has its own ledger and counts in no report
help-rehearse-at = The pretended time at the start, such as 2026-12-07T05:45:20
help-rehearse-for_ms = How long to rehearse, such as 90s (seconds) or 10m (minutes; the default)
help-rehearse-wav = Write a WAV file instead of playing on the loudspeakers
help-status = Show how the running station is doing
help-status-json = Print the result as JSON
help-log = Show the ledger as airings with their outcomes
help-log-date = The day to show (default: today)
help-log-from = From this day
help-log-until = Up to the end of this day
help-log-search = Only airings with this text in programme, title or topic
help-log-outcome = Only airings with this outcome: in full, in part, interrupted or missed
help-log-reconcile = Planned against aired: what became of each planned cue, and the times that nobody can vouch for
help-log-format = Print as table, json, or csv (which Excel opens)
help-log-ledger = The ledger file to read (default: data/ledger.db)
help-verify = Check that the ledger is whole
help-verify-ledger = The ledger file to check (default: data/ledger.db)
help-listen = Audition a file on this machine; nothing is recorded
help-listen-audio = The audio file
help-approve = Approve an audio file for air; a file that is changed later must be approved again
help-approve-audio = An audio file under audio/
help-approve-by = Full name of the person who approves
help-schema = Print the JSON Schema of a kind of file, for an editor
help-schema-subject = Which kind: programme (schedules/*.toml), station (station.toml), calendar (calendar.toml) or segment (beside the sound)
help-stop = Stop the programme that is on air
help-stop-by = Full name of the person on duty
help-confirm-clock = Confirm that the machine's clock is right
help-confirm-clock-by = Full name of the person on duty

usage-unknown-argument = there is no option { $argument }
usage-unknown-command = there is no command { $argument }
usage-missing-argument = { $argument } is missing
usage-invalid-value = "{ $value }" is no value for { $argument }
usage-conflict = { $argument } can't be used with { $other }
usage-other = the command line can't be understood
usage-expected = You can write: { $expected }
usage-did-you-mean = Did you mean { $near }?
usage-see-help = See loa --help, or loa COMMAND --help

# Results

init-made = Made { $file }
init-next = Next: edit station.toml, copy audio to audio/, write the schedule in schedules/, then run: loa check
check-clean = No problems: { $programmes ->
        [one] 1 programme
       *[other] { $programmes } programmes
    }, { $segments ->
        [one] 1 segment
       *[other] { $segments } segments
    }.
check-summary = { $errors ->
        [one] 1 error
       *[other] { $errors } errors
    }, { $warnings ->
        [one] 1 warning
       *[other] { $warnings } warnings
    } (usable: { $programmes ->
        [one] 1 programme
       *[other] { $programmes } programmes
    } and { $segments ->
        [one] 1 segment
       *[other] { $segments } segments
    }).
check-not-ahead = station.toml has errors, so the coming days were NOT looked at; correct them and check again: loa check
check-ahead = The coming { $days } days were looked at, today included; the segments of columns for { $columns } days.
problems-more = { $file }: { $count } more of this kind [{ $code }], not printed; to see them all: loa check --json
check-explain = To have one explained: loa check --explain CODE, where CODE is: { $codes }.
explain-word-wrong = Wrong:
explain-word-right = Right:
explain-word-why = Why:
run-with-errors = The station is on air with the files that can be used; { $errors ->
        [one] error above needs
       *[other] { $errors } errors above need
    } mending.
stop-done = What was on air is stopped.
stop-nothing = Nothing is on air.
confirm-clock-done = Recorded: the clock is right.
approve-done = Approved { $file }. By: { $by }; digest: { $sha256 }…; written in { $sidecar }.
approve-new = New sidecar: { $sidecar }. Open it and correct title and genre.
approve-withdrawn = NOTE: { $sidecar } still says that it was withdrawn, so it does not air.
listen-begins = Listening to { $file } (Ctrl+C stops)
verify-whole = The ledger is whole: { $entries ->
        [one] 1 entry
       *[other] { $entries } entries
    }. Station: { $station }.
    Head: { $entries }:{ $seal }
verify-whole-rehearsal = The rehearsal's ledger is whole: { $entries ->
        [one] 1 entry
       *[other] { $entries } entries
    }. Station: { $station }.
    Head: { $entries }:{ $seal }
verify-bad = THE LEDGER IS NOT WHOLE. First bad entry: { $seq } ({ $what })
wrong-gap = missing; the next entry is { $detail }
wrong-double = twice or out of order
wrong-seal = the seal does not fit the bytes and the seal before
wrong-bytes = the bytes can't be read: { $detail }
wrong-other-seq = the bytes say entry { $detail }
wrong-column = column { $detail } differs from the bytes
wrong-closed-twice = closes { $detail } a second time
wrong-other-backup = the backup that it names ends with another entry
wrong-mono-back = the monotonic clock goes back within one boot
wrong-plan = plan { $detail } is missing or not what its digest says
wrong-not-as-expected = the seal is not the expected { $detail }
wrong-cut-off = expected, but the ledger ends before it

rehearse-begins = REHEARSAL: the pretended clock starts at { $at } and runs for { $length }. Counts in no report.
rehearse-reading = Reading the station folder (the first time every audio file is measured, which takes some seconds)…
rehearse-ledger = The rehearsal's ledger: { $path }
rehearse-device = Sound goes to: { $output }
rehearse-wav = There is no sound device ({ $why }). Sound is written to: { $path }
rehearse-wav-asked = Sound is written to: { $path }
rehearse-waiting = { $now }  waiting for { $programme } at { $at }
rehearse-nothing = { $now }  nothing is on air
rehearse-as-run = AS-RUN LOG (rehearsal)
rehearse-compared = PLANNED AGAINST AIRED
rehearse-verify = VERIFICATION
heard-unknown = The ledger { $path } can't be read, so what follows is planned as if no segment had ever aired: { $error }
log-empty = No airings in this time.
log-counts = Planned: { $planned }. Aired in full: { $aired }; partly: { $partial }; interrupted: { $interrupted }; missed: { $missed }; not ended: { $open }.
reconcile-empty = Nothing was planned in this time.
reconcile-sum = Planned: { $planned }. Of them: { $parts }.
reconcile-unplanned = { $count } in the ledger that no plan has:
reconcile-vouched = There is no time for which the ledger can't vouch.
reconcile-unvouched = { $count } stretches of time for which the ledger can't vouch, or in which the station could not air:
unvouched-stretch = from { $from } until { $until }: { $why } (entry { $entry })
unvouched-lasts = now
unvouched-clock = no clock was trusted
unvouched-output = output { $output } did not work
unvouched-record = the ledger could not be written, { $lost } facts are lost
verdict-phat_du = in full, on time
verdict-phat_muon = in full, late
verdict-phat_bu = made up
verdict-phat_thieu = in part
verdict-bi_ngat = interrupted
verdict-khong_phat = missed
verdict-khong_ro = unknown
verdict-chua_xong = to come or on air
log-missed-reason = {"  "}missed, reason { $reason }: { $count }

# Status

status-station = Station { $station }, Loa { $version }, up since { $since }
status-station-rehearsal = REHEARSAL – station { $station }, Loa { $version }, up since { $since }
status-clock = Clock: { $at } ({ $source })
status-clock-untrusted = Clock: { $at } ({ $source }). NOTHING IS AIRED until the time can be trusted. If the time above is right, run: loa confirm-clock --by "NAME"
status-output = Output: { $output } ({ $underruns ->
        [one] 1 underrun
       *[other] { $underruns } underruns
    })
status-output-opening = Output: being opened
status-output-lost = NO OUTPUT: { $output } ({ $why })
status-ledger = Ledger: { $seq ->
        [one] 1 entry
       *[other] { $seq } entries
    }, head { $seal }…
status-ledger-stuck = THE LEDGER CAN'T BE WRITTEN ({ $error }): facts held in memory: { $held }, lost: { $lost }.
status-schedule-refused = THE CHANGED SCHEDULE HAS { $errors ->
        [one] 1 ERROR
       *[other] { $errors } ERRORS
    }, so the last good one is on air. The first: { $first }. See all with: loa check
status-schedule-partial = THE FILES HAVE { $errors ->
        [one] 1 ERROR
       *[other] { $errors } ERRORS
    }; what can be used of them is on air. The first: { $first }. See all with: loa check
status-at-next-start = station.toml was changed ({ $settings }): this counts from the next start of the daemon on.
status-nothing-on = Nothing is on air.
status-on-air = ON AIR { $programme } ▸ { $title }  { $bar } { $played }/{ $total }  { $level }
status-next = Next: { $programme } at { $at }

clock-khong_tin_cay = not trusted
clock-ntp = synchronised over the network
clock-rtc = battery-backed clock
clock-thu_cong = confirmed by the person on duty
clock-phat_thu = rehearsal time

# Outcomes and reasons

outcome-phat_du = aired in full
outcome-phat_thieu = aired in part
outcome-bi_ngat = interrupted
outcome-khong_phat = missed
outcome-made-up = { $outcome } (made up)
outcome-open = not ended

reason-mat_dien = power was lost
reason-may_tat = the machine was off
reason-phan_mem_dung = the daemon died
reason-mat_gio = the clock was not trusted
reason-dong_ho_nhay = the clock was stepped over its time
reason-thieu_tep = the file is missing
reason-tep_hong = the file is broken
reason-tep_bi_sua = the file was altered after approval
reason-chua_duyet = not approved
reason-chua_hieu_luc = not valid yet
reason-het_hieu_luc = expired
reason-bi_thu_hoi = withdrawn
reason-khong_co_tin_bai = the column has nothing to air
reason-ngoai_gio_phat = outside the allowed hours
reason-dung_phat = nothing airs on this day by the calendar
reason-quoc_tang = not aired in state mourning
reason-trung_lich = overlapped by another programme
reason-kenh_ban = what was on air did not end in time
reason-nhuong_chuong_trinh_khac = gave way to another programme
reason-trung_khan_cap = gave way to an emergency
reason-nguoi_truc_dung = stopped by the person on duty
reason-loi_am_thanh = sound failed
reason-loi_thiet_bi = the output was lost
reason-phat_tu_giua = joined in progress
reason-khong_kip = not ready in time
reason-len_lich_muon = put into the schedule after its time
reason-qua_som = before the earliest permitted hour
reason-het_thoi_luong_buoi = the session has no minutes left
reason-khoi_phuc_sao_luu = the ledger was put back from a backup; what came after it is lost
reason-het_thoi_luong_ngay = the day has no minutes left
reason-none = not known

# Names of columns

column-day = Day
column-at = Time
column-occurrence = Occurrence
column-programme = Programme
column-cue = Cue
column-segment = Segment
column-title = Title
column-audio = File
column-length_ms = Length
column-zones = Zones
column-choice = Note
column-blocked = Not aired because
column-by = Gives way to
column-fate = Expected
column-outside_hours = Why outside hours
column-scheduled = Scheduled
column-expected = Expected
column-verdict = Verdict
column-at_least = At least
column-other_audio = Other audio
column-started = Started
column-start_error_ms = Start error
column-late_ms = Error
column-ended = Ended
column-played_ms = Played
column-total_ms = Length
column-outcome = Outcome
column-reason = Reason
column-made_up = Made up
column-topic = Topic
column-producer = Producer
column-sha256 = Digest
column-clock = Clock
column-output = Output
column-evidence = Evidence
column-aircheck = Aircheck
column-doubt = Doubt
column-captured_start_error_ms = Start error on the capture
column-score = Score
column-offset_ms = Offset on the capture
column-level_dbfs = Level
column-found = Found
column-missing = Missing
column-from = From
column-until = Until
column-files = Files
column-input = Input
column-again = Judged again
column-entries = Entries
column-weekday = Weekday
column-note = Note
column-what = Change
column-before_at = Time before
column-after_at = Time now
column-before = Before
column-after = Now
column-settings = Settings
column-against = Compared with the plan of

# Faults

log-filter-unknown = LOA_LOG="{ $asked }" is not understood; the log is kept at its usual level. Right would be: debug, or info,loa::playback=trace.
fault-runtime = the program can't start
fault-signals = the program can't listen for signals
fault-output = the result can't be printed
fault-station = { $dir } is no station folder that can be used
    .hint = Correct the problems above; to make a new station: loa --station DIR init
fault-folder = the folder { $path } can't be made
    .hint = Check the rights and the free space of the disk.
fault-locked = another loa runs on this folder ({ $path })
    .hint = See: loa status. One station folder, one daemon.
fault-lock = the data folder can't be locked
    .hint = Check the right to write in data/.
fault-no-ledger = there is no ledger at { $path }
    .hint = It is made when the station runs for the first time ("loa run").
fault-ledger = the ledger can't be opened
    .hint = Check the rights and the free space of the disk; if the file is broken, keep it as it is and restore a copy.
fault-sound = sound can't be used
    .hint = Check the file's name, the cable and the sound device.
fault-nobody-there = no loa runs on { $folder }
    .hint = Start it with: loa run
fault-control = the running daemon can't be asked
    .hint = Use the account of the machine that started "loa run".
fault-answer = the running daemon's answer can't be understood
    .hint = It may be of another version; restart "loa run".
fault-already-there = { $file } is there already and is not overwritten
    .hint = Choose an empty folder.
fault-no-audio = there is no audio file { $file }
    .hint = Write the path from the current folder, such as audio/cchc/bai-1.mp3; the file must lie in the station's audio/ folder.
fault-unknown-code = there is no code "{ $code }"
    .hint = { $nearest ->
        [none] Run "loa check"; its last line has the codes of what it found.
       *[other] Is it "{ $nearest }"?
    }
fault-outside-audio = { $file } does not lie in the station's audio/ folder
    .hint = Copy the file to audio/, then approve it.
fault-plan = a kept plan can't be read
    .hint = The ledger may have been written by another version of Loa.
fault-nobody-approves = the name of the person who approves is missing
    .hint = Add --by "FULL NAME".
fault-not-toml = the sidecar can't be read
    .hint = Correct it, check it with "loa check", then approve again.
fault-disk = a file can't be written
    .hint = Check the rights and the free space of the disk.
fault-out = the file { $path } can't be written
    .hint = Check that its folder is there, the rights, and the free space of the disk.
fault-out-own = no list is written to { $path }: that place belongs to the station's schedule, sound or settings
    .hint = Choose a file elsewhere with --out, for example: week.csv.
fault-wav-own = no sound is written to { $path }: that place belongs to the station's schedule, sound, settings or ledger
    .hint = Choose a file elsewhere with --wav, for example: --wav rehearsal.wav
fault-lunar-unknown = { $day } is outside the lunar calendar that is known ({ $first } to { $last }), so nobody can say whether these air on it: { $titles }
    .hint = Choose another day. If such a programme is not to air any more, give its rule a last day (until).
fault-diff-format = --diff goes with table, json or csv only
    .hint = Leave out --diff to write a calendar or a week.
fault-programme-unknown = there is no programme called "{ $what }"
    .hint = Is it "{ $near }"? The station's programmes: { $known }
fault-programme-none = there is no programme called "{ $what }"
    .hint = The station's programmes: { $known }
fault-programme-several = there are several programmes called "{ $what }"
    .hint = Name the file of the one that is meant: { $known }
fault-programme-refused = { $file } has errors, so this programme is not in the schedule
    .hint = Correct the problems above and run it again.
fault-next-unknown = there is no programme, column or segment called "{ $what }"
    .hint = Is it "{ $near }"? See the names with: loa plan --format csv
fault-next-none = there is no programme, column or segment called "{ $what }"
    .hint = Write the id of a programme or column as in the files, or the path of a segment under audio/.
fault-next-ambiguous = "{ $what }" can mean several things
    .hint = Write one of these: { $names }
