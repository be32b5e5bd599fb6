# The page of each code for "loa check --explain CODE": what it means, a wrong line, the right line, why.

# How every .toml file is written
explain-toml-syntax = This line does not follow the pattern key = "value", so it can't be understood.
    .wrong = at = ["05:00",, "06:00"]
    .right = at = ["05:00", "06:00"]
    .why = One sign too many or too few leaves the rest of the line open; the program does not guess.
explain-quotes-curly = Quotes in a file must be straight, not curly.
    .wrong = at = “05:45”
    .right = at = "05:45"
    .why = Word processors and chat programs turn straight quotes into curly ones. Edit the file in Notepad.
explain-key-twice = A key stands only once in each block.
    .wrong =
        at = "05:00"
        at = "06:00"
    .right = at = ["05:00", "06:00"]
    .why = With two lines nobody knows which one holds. Several values go into square brackets.
explain-value-unquoted = Text and times must stand in quotes.
    .wrong = at = 5:00
    .right = at = "05:00"
    .why = Without quotes it is not clear where the value begins and ends.
explain-quote-missing = A quote is opened and not closed.
    .wrong = title = "Bản tin
    .right = title = "Bản tin"
    .why = Each value opens and closes its quotes on the same line.
explain-equals-missing = There must be an equals sign between key and value.
    .wrong = at "05:00"
    .right = at = "05:00"
    .why = If the line is a remark, put a # in front of it.
explain-value-missing = Nothing stands after the equals sign.
    .wrong = until =
    .right = until = 2026-12-31
    .why = Delete the line if it isn't needed; empty does not mean "no limit".
explain-comma-missing = Values in square brackets are separated by commas.
    .wrong = days = ["T2" "T4"]
    .right = days = ["T2", "T4"]
    .why = The comma says where one value ends and the next begins.
explain-bracket-missing = A square or curly bracket is opened and not closed.
    .wrong = days = ["T2", "T4"
    .right = days = ["T2", "T4"]
    .why = Without the closing bracket the rest of the file seems to stand inside it.
explain-key-invalid = A key has plain letters, digits, dashes and underscores only.
    .wrong = giờ = "05:45"
    .right = at = "05:45"
    .why = Keys are words of the program. Values may have any letters.
explain-boolean-case = true and false are written in small letters.
    .wrong = new_first = TRUE
    .right = new_first = true
    .why = In capitals they count as another word.
explain-backslash = A backslash in quotes has a meaning of its own and is not for paths.
    .wrong = play = "nhac\dao.mp3"
    .right = play = "nhac/dao.mp3"
    .why = A path with / is right on every machine, Windows too.
explain-line-leftover = There is something left over at the end of the line.
    .wrong = at = "05:00" sáng
    .right = at = "05:00"    # sáng
    .why = A line has one key and one value; a remark stands after a #.
explain-title-full-width = The title is typed in the full-width letters of an East Asian keyboard.
    .wrong = title = "Ｂản tin"
    .right = title = "Bản tin"
    .why = They look alike and are other letters: a search by title does not find them, and printed tables go askew.
explain-character-control = The line has a control character, which can't be seen.
    .wrong = title = "Bản tin<U+001B>"
    .right = title = "Bản tin"
    .why = Such characters come along when text is copied from other programs. They are shown by number, such as <U+001B>, so that they can be found and deleted.
explain-line-end-alone = The file ends its lines as old Macs did.
    .wrong = title = "Bản tin"<U+000D>zones = "all"
    .right =
        title = "Bản tin"
        zones = "all"
    .why = With U+000D alone all lines are one. Save the file again with the line ends CRLF or LF.
explain-letters-full-width = Digits or signs are typed in the full-width letters of an East Asian keyboard.
    .wrong = at = "０５：４５"
    .right = at = "05:45"
    .why = They look alike and are other letters. Switch the keyboard back and type them again.
explain-wrong-type = The value is not of the kind that the key needs: text, number, date, list …
    .wrong = title = 5
    .right = title = "5"
    .why = Text stands in quotes; numbers, dates, true and false do not; lists stand in square brackets.
explain-key-missing = A key that is needed is not there.
    .wrong =
        {"["}[zone]]
        id = "thon-1"
    .right =
        {"["}[zone]]
        id = "thon-1"
        name = "Thôn 1"
    .why = The program makes up no names, ids or decisions of its own.
explain-unknown-key = There is no key of this name here.
    .wrong = excpt = ["CN"]
    .right = except = ["CN"]
    .why = A mistyped key that is passed over would air on a day off; so it is an error.
explain-key-misplaced = The key exists, and stands in the wrong place.
    .wrong =
        {"["}[item]]
        play = "nhac.mp3"
        title = "Bản tin"
    .right =
        title = "Bản tin"

        {"["}[item]]
        play = "nhac.mp3"
    .why = Every line after [[when]] or [[item]] belongs to that block. Keys of the programme stand at the top.
explain-table-not-array = This block is written with two square brackets.
    .wrong =
        {"["}when]
        at = "05:45"
    .right =
        {"["}[when]]
        at = "05:45"
    .why = Two brackets let a file have several blocks of the name, such as several rules.
explain-text-empty = The value is empty.
    .wrong = title = ""
    .right = title = "Bản tin"
    .why = With an empty name the ledger and the report would have nothing to write.
explain-file-utf16 = The file is saved as UTF-16 and can't be read.
    .wrong = Notepad: Encoding is UTF-16
    .right = Notepad: Encoding is UTF-8
    .why = Open it in Notepad, choose Save As, and set Encoding to UTF-8.
explain-file-not-utf8 = The file has text that is not UTF-8.
    .wrong = text typed in old fonts such as .VnTime (TCVN3) or VNI
    .right = Unicode text, saved as UTF-8
    .why = Old fonts have codes of their own. Type the text again, or convert it to Unicode.
explain-text-unprintable = The value has a line break or a hidden character.
    .wrong = title = "Bản tin\nsố 12"
    .right = title = "Bản tin số 12"
    .why = Hidden characters come along when text is pasted, and spoil printed tables. Delete it and type it by hand.
explain-text-too-long = The value is too long.
    .wrong = title = (more than 1,000 characters)
    .right = title = "Bản tin số 12"
    .why = Usually a whole text was pasted into the title. Keep the text in a file of its own.
explain-value-out-of-range = A number or a length of time is out of bounds.
    .wrong = target_lufs = -3
    .right = target_lufs = -23.0
    .why = The bounds keep a mistyped number from spoiling a broadcast.
explain-choice-unknown = This key takes one of a few words only.
    .wrong = priority = "khan cap"
    .right = priority = "khan-cap"
    .why = The hint lists them; write the word exactly.
explain-date-invalid = This is not a date.
    .wrong = from = "hôm nay"
    .right = from = 2026-12-05
    .why = The schedule is read again and again, so a date must be a fixed day and not "today".
explain-date-day-first = The date has the day first and the year last.
    .wrong = from = "05/12/2026"
    .right = from = 2026-12-05
    .why = Some read 05/12 as 5 December and some as 12 May. With the year first there is one reading.
explain-date-swapped = Day and month have changed places.
    .wrong = from = 2026-31-12
    .right = from = 2026-12-31
    .why = No month is above 12. The order is always year, month, day.
explain-date-notation = The date is right and not written as it should be.
    .wrong = from = "2026-12-7"
    .right = from = 2026-12-07
    .why = Month and day have two digits each, joined by dashes.
explain-date-not-in-calendar = The calendar has no such day.
    .wrong = from = 2027-02-29
    .right = from = 2027-02-28
    .why = February has 28 days in most years; April, June, September and November have 30.
explain-time-invalid = This is not a time of day.
    .wrong = at = "trưa"
    .right = at = "11:30"
    .why = Programmes start on the second, so hour and minute must be known.
explain-time-hour-range = The hours of a day run from 00 to 23.
    .wrong = at = "24:00"
    .right = at = "00:00"
    .why = Midnight is 00:00 of the new day. Only the end of a range may be 24:00.
explain-time-minute-range = Minutes and seconds run from 00 to 59.
    .wrong = at = "05:60"
    .right = at = "06:00"
    .why = Minute 60 is the beginning of the next hour.
explain-time-notation = The time is understood and not written as it should be.
    .wrong = at = "5h30"
    .right = at = "05:30"
    .why = With one way of writing, nothing is missed when searching or comparing.
explain-duration-invalid = This is not a length of time.
    .wrong = pause = "lâu"
    .right = pause = "5s"
    .why = Write numbers with units: s, m, h or d, the largest first.
explain-duration-unit-missing = The length of time has no unit.
    .wrong = pause = "5"
    .right = pause = "5s"
    .why = Five seconds are not five minutes; the program does not guess.
explain-duration-too-long = The length of time is more than a year.
    .wrong = pause = "400d"
    .right = pause = "30s"
    .why = That is almost surely a slip in the number or the unit.
explain-array-empty = The list has nothing in it.
    .wrong = days = []
    .right = days = ["T2", "T4"]
    .why = An empty list may mean "never" or "always"; the program does not guess.
explain-weekday-number = Weekdays are written as names, not as numbers.
    .wrong = days = [2, 4]
    .right = days = ["T2", "T4"]
    .why = To a Vietnamese reader 2 is Monday, to many programs it is Tuesday.
explain-weekday-unknown = There is no weekday of this name.
    .wrong = days = "T8"
    .right = days = "CN"
    .why = Use T2 to T7 and CN, or Mon to Sun, or a range such as T2-T6.
explain-day-set-unknown = It is not clear which days are meant.
    .wrong = except = ["nghi-le"]
    .right = except = ["ngay-le"]
    .why = Four sets are always there, with the days of calendar.toml: ngay-le, ngay-lam-bu, quoc-tang, dung-phat. Others are declared in [days] of station.toml.
explain-range-backwards = The range begins after its end.
    .wrong = except = ["2027-02-11..2027-02-05"]
    .right = except = ["2027-02-05..2027-02-11"]
    .why = A range written backwards holds no day.

# Schedule files
explain-file-name = The name of a schedule file has plain small letters, digits and dashes only.
    .wrong = schedules/Bản tin sáng.toml
    .right = schedules/ban-tin-sang.toml
    .why = The name is the programme's id, which stands in the ledger for ever.
explain-table-missing = The programme has no [[when]] or no [[item]].
    .wrong = title = "Bản tin"
    .right =
        title = "Bản tin"

        {"["}[when]]
        at = "05:45"

        {"["}[item]]
        play = "ban-tin.mp3"
    .why = Without either it would never air anything.
explain-column-unknown = There is no column with this id.
    .wrong = column = "chcc"
    .right = column = "cchc"
    .why = Columns are declared once, as [[column]] in station.toml, so that all files use the same id.
explain-zone-unknown = There is no zone with this id.
    .wrong = zones = ["thon-9"]
    .right = zones = ["thon-1"]
    .why = Zones are declared as [[zone]] in station.toml; "all" means every zone.
explain-zones-all-and-more = "all" does not stand beside other zones.
    .wrong = zones = ["all", "thon-1"]
    .right = zones = ["all"]
    .why = "all" has every zone in it; more beside it leaves the meaning open.
explain-not-yet = This key is foreseen and does nothing in this release.
    .wrong = relay = {"{"} from = "vov1" {"}"}
    .right = play = "thoi-su.mp3"
    .why = It is told now, and not found out by silence on air.
explain-when-without-time = The rule has days and no time.
    .wrong =
        {"["}[when]]
        days = "T2-T6"
    .right =
        {"["}[when]]
        at = "05:45"
        days = "T2-T6"
    .why = Each [[when]] needs exactly one of at and cron.
explain-at-and-cron = A rule does not have both at and cron.
    .wrong =
        at = "05:00"
        cron = "0 0 5 * * *"
    .right = at = "05:00"
    .why = The two could contradict each other. If both are needed, make two [[when]].
explain-time-twice = The same time is written twice.
    .wrong = at = ["05:00", "05:00"]
    .right = at = ["05:00", "17:00"]
    .why = The programme airs once all the same; perhaps the second time is a slip.
explain-from-after-until = The first day comes after the last.
    .wrong =
        from = 2027-01-02
        until = 2027-01-01
    .right =
        from = 2027-01-01
        until = 2027-01-02
    .why = Written backwards, no day is left.
explain-date-outside-rule = A day of dates lies outside from … until and does not air.
    .wrong =
        until = 2026-12-31
        dates = [2027-01-05]
    .right =
        until = 2027-01-31
        dates = [2027-01-05]
    .why = A day airs only if all conditions of the rule let it.
explain-season-day-invalid = The first or last day of the season is not written as it should be.
    .wrong = season = {"{"} from = "1/4", until = "30/9" {"}"}
    .right = season = {"{"} from = "04-01", until = "09-30" {"}"}
    .why = Write month-day without a year, since a season comes every year.
explain-grace-without-wait = grace means something with start = "wait" only.
    .wrong =
        start = "hard"
        grace = "5m"
    .right =
        start = "wait"
        grace = "5m"
    .why = A hard start does not wait, and next waits without limit.
explain-late-not-one = late has exactly one of skip_after, join and make_up_before.
    .wrong = late = {"{"} skip_after = "5m", join = true {"}"}
    .right = late = {"{"} skip_after = "5m" {"}"}
    .why = A programme has one way of dealing with being late.
explain-late-join-false = join = false has no effect.
    .wrong = late = {"{"} join = false {"}"}
    .right = late = {"{"} skip_after = "2m" {"}"}
    .why = If it must not join in progress, say what else: skip it after a while, or make it up before an hour.
explain-make-up-too-early = It should be made up before the hour at which it is due.
    .wrong =
        at = "17:00"
        late = {"{"} make_up_before = "16:00" {"}"}
    .right =
        at = "17:00"
        late = {"{"} make_up_before = "18:30" {"}"}
    .why = What is made up comes after its time, on the same day.
explain-rule-is-over = The rule is over.
    .wrong = until = 2025-12-31
    .right = until = 2026-12-31
    .why = At the turn of the year it is easily forgotten, and the programme falls silent.
explain-rule-never-fires = No day satisfies all conditions of the rule.
    .wrong =
        days = "CN"
        except = ["CN"]
    .right =
        days = "T7"
        except = ["CN"]
    .why = Each condition is right by itself, and together they leave no day.
explain-only-pauses = Every item of the programme is a pause.
    .wrong =
        {"["}[item]]
        pause = "30s"
    .right =
        {"["}[item]]
        pause = "30s"

        {"["}[item]]
        play = "nhac/nhac-hieu.flac"
    .why = A pause stands between items that are heard; alone it airs nothing and is in no plan.
explain-rules-clash = Two rules of a programme fire at the same time of a day.
    .wrong =
        {"["}[when]]
        at = "05:00"

        {"["}[when]]
        at = "05:00"
        days = "T2"
    .right =
        {"["}[when]]
        at = "05:00"

        {"["}[when]]
        at = "17:00"
        days = "T2"
    .why = The programme airs once then, by the rule that stands first.
explain-cron-five-fields = The cron line has 5 fields; here it takes 6, seconds first.
    .wrong = cron = "45 5 * * *"
    .right = cron = "0 45 5 * * *"
    .why = The five fields of Linux have no seconds; a 0 in front makes it right.
explain-cron-field-count = A cron line has 6 or 7 fields.
    .wrong = cron = "@daily"
    .right = cron = "0 0 5 * * *"
    .why = Their order: second, minute, hour, day, month, weekday, and a year if need be.
explain-cron-weekday-number = The weekday of the cron line is a number.
    .wrong = cron = "0 45 5 * * 1-5"
    .right = cron = "0 45 5 * * T2-T6"
    .why = Programs disagree on whether 1 is Sunday or Monday. A name can't be mistaken.
explain-cron-invalid = A field of the cron line can't be read.
    .wrong = cron = "0 0 24 * * *"
    .right = cron = "0 0 5 * * *"
    .why = The message says which. Those who don't know cron use at and days.
explain-cron-never-fires = No day fits this cron line.
    .wrong = cron = "0 0 5 30 2 *"
    .right = cron = "0 0 5 28 2 *"
    .why = February has no 30th, for example, and April no 31st.
explain-cron-too-often = The cron line fires too often in a day.
    .wrong = cron = "* 45 5 * * *"
    .right = cron = "0 45 5 * * *"
    .why = The first field is the second: a * there fires every second.
explain-item-several-kinds = An item says several things at once.
    .wrong =
        {"["}[item]]
        play = "nhac.mp3"
        pause = "5s"
    .right =
        {"["}[item]]
        play = "nhac.mp3"

        {"["}[item]]
        pause = "5s"
    .why = Each [[item]] is one thing, and they air in the order of the file.
explain-item-without-kind = The item does not say what to air.
    .wrong = [[item]]
    .right =
        {"["}[item]]
        play = "nhac.mp3"
    .why = Each [[item]] needs one of play (a file), pick (from a column) and pause (silence).
explain-pick-without-column = pick does not say from which column.
    .wrong = pick = {"{"}{"}"}
    .right = pick = {"{"} column = "cchc" {"}"}
    .why = Write column into pick, or at the top of the file for the whole programme.
explain-spacing-not-days = The spacing must be in whole days.
    .wrong = spacing = "36h"
    .right = spacing = "2d"
    .why = Segments are picked day by day, so the spacing counts days.
explain-path-absolute = The path names a drive or begins with /.
    .wrong = play = "C:/Nhac/dao.mp3"
    .right = play = "nhac/dao.mp3"
    .why = Only files in the station's audio/ are aired, so that one folder is the whole back-up.
explain-path-leaves-audio = The path leaves the folder audio/.
    .wrong = play = "../nhac/dao.mp3"
    .right = play = "nhac/dao.mp3"
    .why = A file outside has no sidecar and no approval. Copy it into audio/.
explain-path-notation = The path is right and not written as it should be.
    .wrong = play = "audio/nhac/./dao.mp3"
    .right = play = "nhac/dao.mp3"
    .why = It begins inside audio/, with / between folders and nothing else.
explain-path-without-extension = The name of the file has no extension.
    .wrong = play = "nhac/dao"
    .right = play = "nhac/dao.mp3"
    .why = Windows often hides it; look at the file's properties.

# The station folder
explain-file-unreadable = The system does not let this file or folder be read.
    .wrong = a file that the program may not read
    .right = chmod u+r schedules/ban-tin.toml
    .why = A right, a failing disk or an unplugged drive; the message has the system's own words.
explain-file-too-big = The text file is too big.
    .wrong = audio/ban-tin.toml (3 000 000 byte)
    .right = audio/ban-tin.mp3 and an audio/ban-tin.toml of a few lines
    .why = Usually it is sound with the extension .toml.
explain-not-a-file = A plain file is needed here.
    .wrong = schedules/ban-tin.toml is a folder
    .right = schedules/ban-tin.toml is a file
    .why = A folder or a special file of this name could keep a reader waiting for ever.
explain-folder-loop = A folder leads back to itself, or folders lie too deep in one another.
    .wrong = audio/nhac/link → audio/
    .right = audio/nhac/ without a link back
    .why = Following such a link would never end.
explain-name-not-utf8 = The name of the file has characters that can't be read.
    .wrong = audio/B□n tin.mp3
    .right = audio/ban-tin.mp3
    .why = Such a name can't be recorded. Rename the file; plain letters are the safest.
explain-schedule-hidden-extension = The file really ends in .txt, so it is not used.
    .wrong = schedules/ban-tin.toml.txt
    .right = schedules/ban-tin.toml
    .why = Windows hides the ending, and the file looks like a .toml. Switch on "File name extensions" in Explorer.
explain-station-missing = This folder has no station.toml.
    .wrong = loa check --station /media/usb
    .right = loa check --station /srv/loa
    .why = Perhaps it is the wrong folder. For a new station run "loa init" first.
explain-id-not-plain = An id has plain small letters, digits and dashes only.
    .wrong = id = "Thôn 1"
    .right = id = "thon-1"
    .why = Ids stand in file names and in the ledger. The name for people goes into name or title.
explain-id-twice = Two blocks of a kind have the same id.
    .wrong =
        {"["}[zone]]
        id = "thon-1"

        {"["}[zone]]
        id = "thon-1"
    .right =
        {"["}[zone]]
        id = "thon-1"

        {"["}[zone]]
        id = "thon-2"
    .why = The id is the only thing that tells two zones or two columns apart.
explain-aircheck-no-source = The aircheck does not know what to listen to.
    .wrong =
        {"["}output]
        kind = "card"
        device = "hw:CARD=Device,DEV=0"

        {"["}aircheck]
        kind = "server"
    .right =
        {"["}aircheck]
        kind = "server"
        source = "alsa_input.usb-mic"
    .why = A sound server can give back what it plays; a card, a file or no output can't, so a microphone or a line must be named.
explain-zone-reserved = The id "all" means every zone already.
    .wrong =
        {"["}[zone]]
        id = "all"
    .right =
        {"["}[zone]]
        id = "toan-xa"
    .why = With a zone of that name, zones = ["all"] would mean two things.
explain-day-range-too-long = The range of days is longer than a year.
    .wrong = ngay-le = ["2026-01-01..2062-01-07"]
    .right = ngay-le = ["2026-01-01..2026-01-07"]
    .why = That is almost surely a slip in the year, and would silence programmes for decades.
explain-window-malformed = This is not a range of hours.
    .wrong = allowed = ["the morning"]
    .right = allowed = ["05:00-07:00"]
    .why = A range is the first time, a dash and the last time.
explain-window-empty = The range of hours has not a single minute.
    .wrong = allowed = ["06:00-06:00"]
    .right = allowed = ["06:00-07:00"]
    .why = Its ends are the same. The whole day is "00:00-24:00".
explain-session-without-windows = There is a limit for each session, and no sessions.
    .wrong =
        {"["}hours]
        max_session = "60m"
    .right =
        {"["}hours]
        allowed = ["05:00-07:00", "16:30-19:00"]
        max_session = "60m"
    .why = Each range of hours in allowed is a session; without them the limit has nothing to count.
explain-gain-overlap = Two stretches of hours with a gain overlap.
    .wrong =
        {"["}[hours.gain]]
        from = "04:30"
        until = "06:00"
        gain_db = -6.0

        {"["}[hours.gain]]
        from = "05:30"
        until = "07:00"
        gain_db = -3.0
    .right =
        {"["}[hours.gain]]
        from = "04:30"
        until = "06:00"
        gain_db = -6.0

        {"["}[hours.gain]]
        from = "06:00"
        until = "07:00"
        gain_db = -3.0
    .why = At 05:45 it would not be known whether to take 6 or 3 decibels off.
explain-topic-unknown = There is no topic of this name.
    .wrong = topics = ["mot cua"]
    .right = topics = ["mot-cua"]
    .why = Reports count by topic, and an unknown one would fall out of them. The list is in docs/station-format.md.
explain-topic-twice = A topic is written twice.
    .wrong = topics = ["mot-cua", "mot-cua"]
    .right = topics = ["mot-cua"]
    .why = The first topic is the primary one; a second time adds nothing.
explain-digest-invalid = The digest of the sound file is not well formed.
    .wrong = sha256 = "9f86d0"
    .right = let "loa approve" write this line
    .why = It ties the approval to the very file that was heard. The machine writes it, never a hand.
explain-validity-backwards = The validity ends before it begins.
    .wrong =
        valid_from = 2026-12-31
        valid_until = 2026-12-01
    .right =
        valid_from = 2026-12-01
        valid_until = 2026-12-31
    .why = Written backwards, the segment has no day to air on.
explain-approved-after-validity = The segment was approved after its validity was over.
    .wrong =
        valid_until = 2026-11-01

        {"["}approval]
        on = 2026-11-21
    .right =
        valid_until = 2026-12-31

        {"["}approval]
        on = 2026-11-21
    .why = Perhaps valid_until is a slip; as it is, the segment does not air.
explain-audio-missing = The schedule names a sound file that is not in audio/.
    .wrong = play = "cchc/khai-sin.mp3"
    .right = play = "cchc/khai-sinh.mp3"
    .why = At its time there would be silence. Copy the file there, or correct the name.
explain-audio-broken = The sound file can't be decoded.
    .wrong = an .mp3 that was half downloaded
    .right = an .mp3 that plays from beginning to end
    .why = Usually it was copied in part, or is another kind of file. Ask for the original.
explain-sidecar-missing = The sound file has no sidecar, so it is not approved and does not air.
    .wrong = audio/ban-tin.mp3
    .right =
        audio/ban-tin.mp3
        audio/ban-tin.toml
    .why = The sidecar has the title, the genre and who approved it. "loa approve" makes it.
explain-audio-same-stem = Two sound files have the same name and differ in the extension.
    .wrong =
        audio/ban-tin.mp3
        audio/ban-tin.wav
    .right = audio/ban-tin.mp3
    .why = Both would share ban-tin.toml, and nobody knows which one was approved.
explain-sidecar-twice = A sound file has two sidecars.
    .wrong =
        audio/ban-tin.toml
        audio/ban-tin.TOML
    .right = audio/ban-tin.toml
    .why = The two may say different things; keep one.
explain-sidecar-without-audio = There is a sidecar and no sound file of the same name.
    .wrong = audio/ban-tin.toml
    .right =
        audio/ban-tin.toml
        audio/ban-tin.mp3
    .why = The sound may have been renamed or deleted. The two differ in the extension only.
explain-segment-not-approved = Nobody has approved the segment, so it does not air.
    .wrong =
        title = "Khai sinh trực tuyến"
        genre = "bai"
    .right = loa approve "audio/cchc/khai-sinh.mp3" --by "Trần Thị Bình"
    .why = Nothing goes on air that no person has heard and answers for.
explain-segment-altered = The sound is not the one that was approved, so it does not air.
    .wrong = sound that was replaced after approval
    .right = loa approve "audio/cchc/khai-sinh.mp3" --by "Trần Thị Bình"
    .why = An approval holds for the file that was heard. Listen again and approve again.
explain-segment-expired = The validity of the segment is over, so it does not air any more.
    .wrong = valid_until = 2026-10-31
    .right = valid_until = 2027-06-30
    .why = Old facts, such as a telephone number or a fee that has changed, must not go on air.
explain-segment-withdrawn = The segment is withdrawn and the schedule still names it.
    .wrong =
        {"["}withdrawn]
        on = 2026-12-01
    .right = name another file in [[item]]
    .why = What is withdrawn does not air, whatever the schedule says. Put another in its place.
explain-segment-not-yet-valid = The schedule airs the segment before it is valid.
    .wrong = valid_from = 2026-12-10
    .right = from = 2026-12-10 in the programme's [[when]]
    .why = The airings before that day will not take place.
explain-segment-ends-soon = The segment will stop being valid while the schedule still airs it.
    .wrong = valid_until = 2026-12-10
    .right = valid_until = 2027-06-30
    .why = It is told in time to make a new one; after that day the airing is left out.
explain-segment-withdrawn-soon = The segment will be withdrawn while the schedule still airs it.
    .wrong =
        {"["}withdrawn]
        on = 2026-12-11
    .right = name another file from 2026-12-11 on
    .why = From that day on the airing is left out. Have another ready.
explain-column-empty = The column has no segment that may air at that time.
    .wrong = pick = {"{"} column = "cchc" {"}"}
    .right = approve at least one segment with column = "cchc"
    .why = They may be unapproved, expired, or longer than the item allows (up_to).
explain-column-few = The column has too few segments for its airings.
    .wrong = pick = {"{"} column = "cchc", spacing = "7d" {"}"}
    .right = pick = {"{"} column = "cchc", spacing = "2d" {"}"}
    .why = Listeners will hear a segment again sooner than is wished. Add segments, or lower spacing.
explain-column-short = The column has fewer segments than one airing needs.
    .wrong = pick = {"{"} column = "cchc", at_most = 5 {"}"}
    .right = pick = {"{"} column = "cchc", at_most = 2 {"}"}
    .why = Without enough segments one is heard again after a few minutes, or the programme is shorter than meant.
explain-title-twice = Two programmes have the same title.
    .wrong = title = "Bản tin"
    .right = title = "Bản tin buổi chiều"
    .why = Plan, record and reports have the title alone, so nobody knows which programme it was.
explain-approved-in-future = The date of approval is a day that has not come.
    .wrong = approval = {"{"} by = "…", on = 2062-12-01, sha256 = "…" {"}"}
    .right = approval = {"{"} by = "…", on = 2026-12-01, sha256 = "…" {"}"}
    .why = Nobody can approve tomorrow: the date is a slip, or the clock of the computer is wrong.
explain-outside-hours = The time lies outside the hours that [hours] allows.
    .wrong = at = "23:00"
    .right = at = "17:30"
    .why = Loudspeakers outside the hours disturb people. If it must be, write why: outside_hours = "…"; the reason is kept with the plan.
explain-too-early = The time comes before the station's earliest hour.
    .wrong = at = "04:30"
    .right = at = "05:00"
    .why = Too early is what people complain of most. Only emergencies may, or a rule that says why in outside_hours.
explain-session-full = The session has no minutes left, so the programme does not air.
    .wrong = programmes of 75 minutes in a session, max_session = "60m"
    .right = 15 minutes less, or max_session = "75m"
    .why = The minutes are given out by precedence, and the last in it is left out. Emergencies don't count.
explain-day-full = The day has no minutes left, so the programme does not air.
    .wrong = programmes of 200 minutes in a day, max_day = "180m"
    .right = 20 minutes less, or max_day = "200m"
    .why = The minutes are given out by precedence, and the last in it is left out. Emergencies don't count.
explain-same-second = Two programmes are due at the same second in the same zone; only one airs.
    .wrong =
        ban-tin.toml: at = "05:45"
        thong-bao.toml: at = "05:45"
    .right =
        ban-tin.toml: at = "05:45"
        thong-bao.toml: at = "05:55"
    .why = The order of precedence decides, in the end the name of the file. A person should decide.
explain-window-overrun = The programme starts inside the hours and runs past the end of the session.
    .wrong = allowed = ["05:00-06:00"]
    .right = allowed = ["05:00-06:30"]
    .why = What has begun airs to its end and is not cut in mid-sentence; so it is told beforehand.
explain-overlap-gives-way = At its time another programme holds the air, so this one does not air.
    .wrong = 05:30 a preferred programme of 20 minutes, 05:40 news
    .right = 05:30 a preferred programme of 20 minutes, 05:50 news
    .why = The other goes before it. Change the time, or let it wait with start = "next".
explain-overlap-cut = The programme will be cut by the next one.
    .wrong = 05:30 a programme of 20 minutes, 05:40 news
    .right = 05:30 a programme of 10 minutes, 05:40 news
    .why = The next has a hard start and takes the air at its second. Shorten this one, or change a time.
explain-zones-one-output = The programme names some of the zones, but the station has one output.
    .wrong = zones = ["thon-1"]
    .right = zones = ["all"]
    .why = All loudspeakers hang on the same line, so every zone hears it.

# Days by month, week and the lunar calendar
explain-range-too-long = A range of dates of more than a year is most often a slip in the year.
    .wrong = dates = ["2026-12-01..2028-12-15"]
    .right = dates = ["2026-12-01..2026-12-15"]
    .why = A span that is truly long is written with from and until.
explain-weekday-of-month-invalid = A weekday of the month is its number and then the weekday.
    .wrong = weekday_of_month = ["T2 tuần đầu"]
    .right = weekday_of_month = ["1 T2"]
    .why = "1 T2" is the first Monday of a month, "cuối CN" (or "last Sun") the last Sunday.
explain-month-day-invalid = A day of the month is a number, or the last one.
    .wrong = days_of_month = ["hai lăm"]
    .right = days_of_month = [25, "cuối"]
    .why = A month without that day is skipped; nothing is shifted.
explain-every-other-weekday = The day from which weeks are counted is none of the weekdays under days.
    .wrong =
        days = "T2"
        every = {"{"} weeks = 2, from = 2026-12-08 {"}"}
    .right =
        days = "T2"
        every = {"{"} weeks = 2, from = 2026-12-07 {"}"}
    .why = Weeks are counted from the week of this day; a slip may be a week off.
explain-lunar-not-one = A lunar rule names days, or a stretch from a day to a day, and not both.
    .wrong = lunar = {"{"} day = 15, from = "23/12", until = "5/1" {"}"}
    .right = lunar = {"{"} day = 15 {"}"}
    .why = With both, nobody can say which days are meant.
explain-lunar-date-invalid = A lunar date is day/month.
    .wrong = lunar = {"{"} from = "23 Chạp", until = "mùng 5" {"}"}
    .right = lunar = {"{"} from = "23/12", until = "5/1" {"}"}
    .why = The first month is 1, the last is 12; days are 1 to 30.
explain-lunar-unknown = The lunar calendar is known from 2020 to 2050 only.
    .wrong =
        lunar = {"{"} day = 15 {"}"}
        from = 2051-03-01
    .right = dates = [2051-03-27]
    .why = The table was computed and checked for these years; beyond them nothing is guessed.
explain-every-without-from = It does not say which week is the first.
    .wrong = every = {"{"} weeks = 2 {"}"}
    .right = every = {"{"} weeks = 2, from = 2026-12-07 {"}"}
    .why = Every second week must be counted from some week. Write from inside the braces of every, not on a line of its own.
explain-lunar-far-ahead = It is long until a day comes that this lunar rule names.
    .wrong = lunar = {"{"} day = 30, month = 12 {"}"}
    .right = lunar = {"{"} day = "cuối", month = 12 {"}"}
    .why = From the Tết of 2025 to that of 2032 the twelfth month has 29 days, so that it has no day 30.

# Excel and CSV sheets
explain-sheet-time-unreadable = The cell of the time is no time of day.
    .wrong = sáng sớm
    .right = 5h45
    .why = What is read: 05:45, 5h45, 5 giờ 45, 17h30 - 17h45, and times of Excel.
explain-sheet-time-missing = The row has no time.
    .wrong = | | Bản tin |
    .right = | 5h45 | Bản tin |
    .why = Without a time nobody knows when it airs. One time for several rows: merge the cells.
explain-sheet-cron-unreadable = The cell of the cron line can't be read.
    .wrong = 0 5 * * *
    .right = 0 0 5 * * *
    .why = A cron line has six fields, and the first is the second. Times and weekdays are simpler.
explain-sheet-key-has-column = This has a column of its own and does not stand in Quy tắc khác.
    .wrong = Quy tắc khác: days = ["T2"]
    .right = Thứ: T2
    .why = Each thing is said in one column, so that two can't contradict each other.
explain-sheet-dates-twice = The dates are named in two columns.
    .wrong = Ngày phát: 05/12/2026; Quy tắc khác: dates = ["2026-12-10..2026-12-15"]
    .right = Quy tắc khác: dates = [2026-12-05, "2026-12-10..2026-12-15"]
    .why = The column Ngày phát takes single dates only. With two places it is not clear which one counts.
explain-sheet-cell-error = A formula in the cell fails.
    .wrong = #REF!
    .right = 5h45
    .why = What is read is the result of a formula; here there is none.
explain-sheet-title-missing = The row has no programme.
    .wrong = | 5h45 | |
    .right = | 5h45 | Bản tin của phường |
    .why = The title says which file of the schedule the row belongs to.
explain-sheet-title-unusable = A programme's title needs letters.
    .wrong =
        {"*"}**
    .right = Bản tin của phường
    .why = The file of the schedule is named after it.
explain-sheet-title-ambiguous = Two programmes of the station have the same title.
    .wrong = Bản tin
    .right = Bản tin (cột Mã: ban-tin-sang)
    .why = It is not guessed which is meant. The sheet of loa export has a column of ids.
explain-sheet-title-near = The title is nearly that of a programme that is there; it may be a slip.
    .wrong = Chuyên mục Cải cách hành chánh
    .right = Chuyên mục Cải cách hành chính
    .why = A title with one other letter is another programme, in another file.
explain-sheet-programme-without-content = A new programme must say which file or column it airs.
    .wrong = | 5h45 | Bản tin mới |
    .right = | 5h45 | Bản tin mới | ban-tin/so-1.mp3 |
    .why = A programme that is there keeps its content; a new one has none.
explain-sheet-id-taken = A file of that name is there already.
    .wrong = Bản tin
    .right = Bản tin buổi chiều
    .why = Nobody's file is overwritten.
explain-sheet-id-unreadable = The id is none of a programme.
    .wrong = Bản tin số 1
    .right = ban-tin/1
    .why = The column is written by loa export, so that each row finds its way back.
explain-sheet-days-missing = The row says on no days.
    .wrong = | 5h45 | | Bản tin |
    .right = | 5h45 | T2-T6 | Bản tin |
    .why = What airs every day says: Hằng ngày.
explain-sheet-days-unreadable = The cell of the days can't be read.
    .wrong = các ngày chẵn
    .right = 2, 4, 6
    .why = What is read: T2-T7, thứ 2, 4, 6, CN, Hằng ngày trừ CN, and dates such as 05/12/2026.
explain-sheet-days-number = Excel has made one number of the weekdays.
    .wrong = 246
    .right = 2, 4, 6
    .why = In a cell of numbers, 2,4,6 becomes one. Make the cell Text and type again.
explain-sheet-except-removed = Days that are left out now will no longer be.
    .wrong = Trừ ngày: ngày lễ
    .right = Trừ ngày: ngày lễ; quốc tang
    .why = The cell Trừ ngày of an exported sheet, a cell Quy tắc khác with except, and a cell that says "không trừ ngày nào" stand for all exceptions of the file.
explain-sheet-except-unknown = It is not known which days are left out.
    .wrong = trừ ngày xấu
    .right = trừ CN, trừ ngày lễ
    .why = Write weekdays, dates, or sets of days of station.toml or calendar.toml.
explain-sheet-date-unreadable = The cell is no date.
    .wrong = đầu tháng 12
    .right = 01/12/2026
    .why = The day comes first, then month and year.
explain-sheet-date-without-year = The date has no year.
    .wrong = 05/12
    .right = 05/12/2026
    .why = Without it nobody knows which year is meant.
explain-sheet-date-month-first = The date has the month first.
    .wrong = 12/25/2026
    .right = 25/12/2026
    .why = In a schedule the day comes first, always.
explain-sheet-date-not-in-calendar = There is no such day.
    .wrong = 31/11/2026
    .right = 30/11/2026
    .why = November has 30 days; look at day and month again.
explain-sheet-date-swapped = Excel has most likely swapped day and month.
    .wrong = 12/05/2026 (05/12/2026 was typed, Excel made the 12th of May of it)
    .right = 05/12/2026
    .why = The computer has the month first. Make the column Text and type again.
explain-sheet-date-serial = The cell is a date that Excel keeps as a number.
    .wrong = 46361
    .right = 05/12/2026
    .why = Excel counts days from 1900; a cell of the format General shows the count. Files of old Macs count from 1904, so look at the date.
explain-sheet-range-backwards = The range of dates is backwards.
    .wrong = 15/12/2026 - 01/12/2026
    .right = 01/12/2026 - 15/12/2026
    .why = The earlier day comes first.
explain-sheet-from-after-until = The first day comes after the last.
    .wrong = từ 15/12/2026 đến 01/12/2026
    .right = từ 01/12/2026 đến 15/12/2026
    .why = So it airs on no day.
explain-sheet-make-up-too-early = It is to be made up before it is due.
    .wrong = giờ 17h30, phát bù trước 17h00
    .right = giờ 17h30, phát bù trước 19h00
    .why = What is made up comes after its time.
explain-sheet-column-unknown = There is no such column.
    .wrong = Cải cách hành chánh
    .right = Cải cách hành chính
    .why = Columns are declared in station.toml.
explain-sheet-zone-unknown = There is no such zone.
    .wrong = Thôn Đông
    .right = Tất cả
    .why = Zones are declared in station.toml.
explain-sheet-file-missing = There is no such file in audio/.
    .wrong = ban-tin.mp3
    .right = ban-tin/so-12.mp3
    .why = Copy the file to audio/ first, and name its folder too.
explain-sheet-words-unknown = This cell takes certain words only.
    .wrong = ưu tiên cao
    .right = ưu tiên
    .why = Unknown words for class, start or lateness are not guessed.
explain-sheet-item-unreadable = An item can't be read.
    .wrong = phát nhạc
    .right = nhac/que-huong.mp3
    .why = One item on each line of the cell: a file, a pick from a column, or a pause.
explain-sheet-rows-disagree = The rows of one programme say different things.
    .wrong = two rows Bản tin: one for Thôn Đông, one for Thôn Tây
    .right = Bản tin Thôn Đông; Bản tin Thôn Tây
    .why = A programme has one set of zones, one class, one content. Two of them need two titles.
explain-sheet-month-days-kept = The programme airs on certain days of the month only, and the sheet does not name them.
    .wrong = | 17h30 | Hằng ngày | Tin rằm |
    .right = | 17h30 | rằm, mùng 1 | Tin rằm |
    .why = What the sheet does not name stays as in the file: it airs where the days of both agree.
explain-sheet-row-twice = Two rows name the same time and days.
    .wrong = 5h45 T2 Bản tin; 5h45 T2 Bản tin
    .right = 5h45 T2 Bản tin
    .why = At one time a programme airs once.
explain-sheet-rules-removed = The sheet leaves out times of a programme that is there.
    .wrong = Bản tin 5h45
    .right = Bản tin 5h45; Bản tin 17h00
    .why = All times of a programme in the sheet are the sheet's; those it does not name go.
explain-sheet-note-not-used = A note can't become part of the schedule.
    .wrong = Ghi chú: trừ khi có lệnh
    .right = Ghi chú: trừ CN
    .why = A note with "trừ" says on which days it does not air. These are no days, so it is not used.
explain-sheet-result-unreadable = The programme can't be written as a file.
    .wrong = tệp lịch cũ có lỗi
    .right = sửa tệp cũ, soát bằng loa check, rồi nhập lại
    .why = What is written is read back first, as loa check does; with a mistake nothing is written.
explain-sheet-heading-twice = The sheet has two columns of times.
    .wrong = Giờ | Chương trình sáng | Giờ | Chương trình chiều
    .right = Giờ | Chương trình
    .why = One column of times is read, and the program does not choose. Put the rows of the afternoon below the morning.
explain-sheet-day-and-date-differ = A weekday and the date beside it do not agree.
    .wrong = Thứ Hai 08/12/2026
    .right = Thứ Hai 07/12/2026
    .why = 08/12/2026 is a Tuesday. A sheet is often copied from the week before, and the dates are forgotten.
explain-sheet-one-or-several = Whether the cell has one programme or several is not clear.
    .wrong =
        Bản tin
        Chuyện quê ta
    .right = 5h45 Bản tin; 5h52 Chuyện quê ta
    .why = A line may end only because the title is long. With a time before each title it is clear.
explain-sheet-part-without-time = When a programme of the cell begins is not clear.
    .wrong = Bản tin; Thông báo
    .right = Bản tin (7 phút); Thông báo
    .why = The second begins when the first is over, so the length of the first must be known, or a time of its own.
explain-sheet-part-of-day = The time in the cell does not go with the part of the day that the row names.
    .wrong = Chiều: 5h30 Bản tin
    .right = Chiều: 17h30 Bản tin
    .why = 5h30 may be in the morning or in the afternoon. By 24 hours there is no doubt.
explain-sheet-time-outside-row = The time in the cell does not agree with that of the row.
    .wrong = row 5h45 - 6h00: 6h15 Bản tin
    .right = row 5h45 - 6h00: 5h52 Bản tin
    .why = Where two places differ it is not clear which one is right.
explain-sheet-no-headings = No row of headings was found.
    .wrong = 5h45 | Bản tin
    .right = Giờ | Thứ | Chương trình
    .why = Looked for is a row with Giờ and Chương trình, or a week with Thứ 2, Thứ 3 …
explain-sheet-no-rows = No row of the schedule follows the headings.
    .wrong = Giờ | Thứ | Chương trình
    .right = Giờ | Thứ | Chương trình; 5h45 | T2 | Bản tin
    .why = Hidden rows are not read.
explain-sheet-empty = The sheet is empty.
    .wrong = Sheet2
    .right = loa import lich.xlsx --sheet "Lịch phát"
    .why = The schedule may be on another sheet.
explain-sheet-unknown = The file has no such sheet.
    .wrong = --sheet "Lich"
    .right = --sheet "Lịch phát"
    .why = The name is written as in Excel, accents too.
explain-sheet-hidden-columns = Hidden columns are not read.
    .wrong = cột C bị ẩn
    .right = bỏ ẩn cột C (Unhide)
    .why = They are often old, and nobody would see what they do.
explain-sheet-hidden-rows = Rows that are hidden or filtered are not read.
    .wrong = dòng 7 bị ẩn
    .right = bỏ ẩn dòng 7 (Unhide)
    .why = They are often old, and nobody would see what they do.
explain-sheet-tcvn3 = The text is in an old TCVN3 font (.VnTime).
    .wrong = ch­¬ng tr×nh
    .right = chương trình
    .why = It is right in its old font only. UniKey converts it to Unicode (Ctrl+Shift+F6).
explain-sheet-vni = The text is in an old VNI font (VNI-Times).
    .wrong = chöông trình
    .right = chương trình
    .why = It is right in its old font only. UniKey converts it to Unicode (Ctrl+Shift+F6).
explain-sheet-csv-not-utf8 = The CSV file is not saved as UTF-8.
    .wrong = CSV (Comma delimited)
    .right = CSV UTF-8 (Comma delimited)
    .why = Excel's plain CSV loses Vietnamese accents.
explain-sheet-csv-broken = The CSV file can't be read.
    .wrong = 5h45,"Bản tin
    .right = 5h45,"Bản tin"
    .why = Most often a quote is open and never closed. Saving as .xlsx is surest.
explain-sheet-old-excel = The workbook is of the old kind, or has a password.
    .wrong = lich.xls
    .right = lich.xlsx
    .why = Only .xlsx without a password is read.
explain-sheet-not-excel = The file has the name of a workbook and is none.
    .wrong = photo.jpg renamed to lich.xlsx
    .right = lich.xlsx as saved by Excel
    .why = Another ending makes no other content; a web page saved as .xls is none either.
explain-sheet-broken = The workbook is damaged, or no .xlsx.
    .wrong = lich.xlsx tải về dở dang
    .right = lich.xlsx tải lại cho đủ
    .why = A file from a stick or a chat sometimes lacks its end.
explain-sheet-too-big = The file is too large for a schedule.
    .wrong = cả sổ theo dõi của một năm
    .right = riêng bảng lịch của tuần
    .why = A schedule has some hundred rows; far more is a slip, or meant to choke the machine.
explain-sheet-unpacks-too-big = The file unpacks to too much.
    .wrong = cả sổ theo dõi của một năm
    .right = riêng bảng lịch của tuần
    .why = A schedule has some hundred rows; far more is a slip, or meant to choke the machine.
explain-sheet-too-many-cells = The sheet has too many cells.
    .wrong = cả sổ theo dõi của một năm
    .right = riêng bảng lịch của tuần
    .why = A schedule has some hundred rows; far more is a slip, or meant to choke the machine.
explain-sheet-too-much-text = A cell, or the whole sheet, has too much text.
    .wrong = cả sổ theo dõi của một năm
    .right = riêng bảng lịch của tuần
    .why = A schedule has some hundred rows; far more is a slip, or meant to choke the machine.
explain-sheet-too-many-rows = The sheet has too many rows.
    .wrong = cả sổ theo dõi của một năm
    .right = riêng bảng lịch của tuần
    .why = A schedule has some hundred rows; far more is a slip, or meant to choke the machine.
explain-sheet-too-many-merged = The sheet has too many merged cells.
    .wrong = cả sổ theo dõi của một năm
    .right = riêng bảng lịch của tuần
    .why = A schedule has some hundred rows; far more is a slip, or meant to choke the machine.
explain-export-formula = A cell begins like a formula.
    .wrong = =Bản tin
    .right = Bản tin
    .why = Excel would compute it when it opens the CSV. An .xlsx has no such trouble.
explain-export-not-sayable = The programme does not read back from a sheet as it is.
    .wrong = chuyên mục không còn trong station.toml
    .right = chuyên mục có trong station.toml
    .why = What is written must read back exactly; else nothing is written.
explain-export-workbook = The workbook can't be made.
    .wrong = lich-phat.xlsx
    .right = lich-phat.csv
    .why = Try .csv; if that fails too, look whether the disk is full.
