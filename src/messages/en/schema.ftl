# What each key means, in the schema (JSON Schema) for editors.

schema-programme = A programme: one file in schedules/
schema-station = The station: station.toml
schema-calendar = The calendar of the station: calendar.toml
schema-segment = What a segment is: the file beside its sound

schema-programme-title = The name, as listeners and reports know it.
schema-programme-column = The column that the programme carries.
schema-programme-zones = Where it is heard; ["all"] is every zone.
schema-programme-priority = The class: thong-thuong (ordinary), uu-tien (preferred) or khan-cap (emergency). A lower one gives way.
schema-programme-when = When it airs: each [[when]] is one rule.
schema-programme-item = What it airs, in order: each [[item]] is one element.

schema-when-at = A time of day, or several: "05:45", ["05:45:30", "17:00"].
schema-when-cron = A cron line of six fields, for those who know it: second minute hour day month weekday.
schema-when-days = The weekdays: "T2", "Mon-Fri", ["T3", "CN"]. Every day where it is not there.
schema-when-dates = The only dates on which it airs, year first: 2026-12-05, or a range "2026-12-01..2026-12-15".
schema-when-weekday-of-month = A weekday of each month: "1 T2" is the first Monday, "last Sun" the last Sunday.
schema-when-days-of-month = Days of each month: 25, or "last". A month without a day 31 is left out.
schema-when-every = Every so many weeks, counted from a day.
schema-when-lunar = Lunar days: of every month, of the year, or a stretch.
schema-when-on = It airs on these days only: sets of days such as "ngay-le", weekdays, dates, ranges of dates.
schema-every-weeks = How many weeks from one to the next: 2 is every second week.
schema-every-from = The first day; its week is the first that counts.
schema-lunar-day = The lunar day: 1, 15, [1, 15], or "last" for the last of the month.
schema-lunar-month = The lunar month, 1 to 12. Without it every month, leap months too.
schema-lunar-before = How many days before: 1 is the day before.
schema-lunar-from = The first day of the stretch, lunar day/month: "23/12".
schema-lunar-until = The last day, which belongs to it: "5/1".
schema-when-from = The first day.
schema-when-until = The last day, included.
schema-when-season = A part of each year, both ends included; it may cross the new year.
schema-when-except = The days on which it never airs: sets of days, weekdays, dates, ranges. An exception always wins.
schema-when-start = hard: on the second; wait: after what is on, within grace; next: after what is on.
schema-when-grace = With start = "wait": how long it may wait, such as "5m".
schema-when-late = When it can't start on time: skip, join in the middle, or make up.
schema-when-resume = After a power cut in the middle: continue, restart or drop.
schema-when-outside-hours = Why it may air outside the allowed hours; the reason is on record.

schema-season-from = The first day of the season: month-day, such as "04-01".
schema-season-until = The last day of the season: month-day, such as "09-30".

schema-late-skip-after = How late it may start, such as "10m"; later it is skipped.
schema-late-join = true: it starts where it would have been by now, and so ends on time.
schema-late-make-up-before = It is made up once the air is free, before this hour of the same day.

schema-item-play = A sound file: its path in audio/, with its ending.
schema-item-pick = Segments of a column, chosen on each day.
schema-item-pause = Silence, such as "2s".

schema-pick-column = From which column; the programme's where it is not there.
schema-pick-order = least-aired: the least aired first; repeat: what was picked last, once more.
schema-pick-new-first = Whether a segment that was never aired comes first.
schema-pick-spacing = The days that should pass before a segment is picked again, such as "7d".
schema-pick-at-most = The most segments to pick.
schema-pick-up-to = The most time they may take, such as "10m".

schema-file-station = Who the station is.
schema-file-zone = A group of loudspeakers with one name.
schema-file-column = A column.
schema-file-days = Named sets of days, for except in programmes.
schema-file-hours = The hours in which it may air.
schema-file-output = Where the sound goes.
schema-file-loudness = The loudness that all files are brought to.
schema-file-clock = When the machine's clock is trusted.
schema-file-evidence = What vouches for the ledger outside this machine.
schema-file-aircheck = Listening in to what is aired; without this block nothing is recorded.

schema-station-id = The id of the station: plain small letters; given once, never changed.
schema-station-name = The full name, as reports print it.
schema-station-language = The language of messages and reports.

schema-zone-id = The id of the zone, for zones in programmes.
schema-zone-name = The name of the zone.

schema-column-id = The id of the column, for column in programmes and segments.
schema-column-title = The name of the column.

schema-hours-allowed = The hours in which a programme may start, such as "05:00-07:00". Emergencies start at any hour.
schema-hours-earliest = Before this time of day nothing starts, emergencies excepted.
schema-hours-max-session = The most time on air in one window, such as "60m".
schema-hours-max-day = The most time on air in a day, such as "180m".
schema-hours-season = An earliest hour of its own for a part of the year.
schema-hours-gain = Louder or softer in some hours.

schema-hours-season-from = The first day of the season: month-day.
schema-hours-season-until = The last day of the season: month-day.
schema-hours-season-earliest = The earliest hour in this season.

schema-hours-gain-from = From this time of day.
schema-hours-gain-until = Until this time of day.
schema-hours-gain-gain-db = How many decibels louder; below zero is softer.

schema-output-kind = server: PulseAudio or PipeWire; card: an ALSA card; wav: a file; null: nowhere.
schema-output-sink = With server: the name of the sink; the default one where it is not there.
schema-output-device = With card: its stable name, such as "hw:CARD=Device,DEV=0".
schema-output-path = With wav: the file that is written.
schema-output-latency-offset-ms = How many milliseconds later than the machine the loudspeakers sound.

schema-loudness-target-lufs = The integrated loudness (LUFS) that every file is brought to.
schema-loudness-true-peak-dbtp = The highest true peak (dBTP).

schema-clock-trust = The sources of time that need no person's word: ntp (the network), rtc (a battery).

schema-evidence-checkpoint-to = Folders outside this machine (a USB stick, a network drive) that checkpoints are written to.

schema-aircheck-kind = server: a source of PulseAudio or PipeWire.
schema-aircheck-source = The name of the source (pactl list short sources); left out, the monitor of the station's output.
schema-aircheck-quota-gb = How much space recordings may take, in gigabytes; beyond it the oldest goes.

schema-segment-title = The name, as listeners and reports know it.
schema-segment-genre = What kind of piece it is.
schema-segment-column = The column that may pick it.
schema-segment-topics = What it is about; the first is the primary topic.
schema-segment-activity = The focus activity of the plan, hd1 to hd4.
schema-segment-producer = The unit that made it.
schema-segment-responsible = Who answers for the content.
schema-segment-document = The document that it is about, or was ordered by.
schema-segment-received = The day it reached the station.
schema-segment-valid-from = The first day on which it may air.
schema-segment-valid-until = The last day on which it may air.
schema-segment-synthetic = Whether its voice is made by a machine.
schema-segment-approval = Who released which bytes, and when. Written by "loa approve".
schema-segment-withdrawn = From which day on it must not air, and why.

schema-responsible-name = Full name.
schema-responsible-title = Office.

schema-approval-by = Who approved it.
schema-approval-on = When.
schema-approval-sha256 = SHA-256 of the sound that was approved.

schema-withdrawn-on = From this day on it must not air.
schema-withdrawn-why = Why it was taken back.

schema-calendar-day = The special days of the year: each [[day]] is one occasion.
schema-calendar-mourning = What airs in the place of signature tunes on days of state mourning.
schema-calendar-day-name = The occasion, for people: Tết Đinh Mùi.
schema-calendar-day-kind = What the days are: nghi (holiday), lam-bu (worked in exchange), quoc-tang (state mourning) or dung-phat (no broadcast).
schema-calendar-day-dates = Which days, year first: 2027-01-01, or a range "2027-02-04..2027-02-10", both ends included.
schema-mourning-signature = A sound file under audio/, with its ending: nhac/nhac-tram.flac.
