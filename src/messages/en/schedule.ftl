# What can be wrong in schedule files alone.

diag-file-name = the file name "{ $name }" can't be the id of a programme
    .hint = Names are small plain letters, digits and dashes. Rename it to { $proposed }.
diag-table-missing = the programme has no { $key ->
        [when] time to air
       *[item] item
    }
    .hint = Add { $key ->
        [when] a line [[when]] and below it: at = "05:45".
       *[item] a line [[item]] and below it: play = "nhac/nhac-hieu.flac".
    }
diag-column-unknown = there is no column called "{ $value }"
    .hint = { $nearest ->
        [none] Columns are declared in station.toml. { $known ->
            [none] It has none yet.
           *[other] It has: { $known }.
        }
       *[other] Is it "{ $nearest }"? station.toml has: { $known }.
    }
diag-zone-unknown = there is no zone called "{ $value }"
    .hint = { $nearest ->
        [none] Zones are declared in station.toml. These can be used: { $known }.
       *[other] Is it "{ $nearest }"? These can be used: { $known }.
    }
diag-zones-all-and-more = "all" is every zone already and can't stand beside others
    .hint = Write ["all"], or leave "all" out and name the zones.
diag-not-yet = the key `{ $key }` can't be used in this version
    .hint = { $key ->
        [say] Record the words into a file and use play.
       *[relay] Relays must be switched on by hand for now.
    }
diag-when-without-time = this rule names no time
    .hint = Add a line: at = "05:45".
diag-at-and-cron = a rule has `at` or `cron`, not both
    .hint = Delete one of the lines, or make two [[when]] of them.
diag-time-twice = the time { $value } is there twice
    .hint = Delete one; the programme airs once at that time.
diag-from-after-until = the first day { $from } comes after the last day { $until }
    .hint = Check from and until.
diag-date-outside-rule = the date { $value } lies outside from … until and will not air
    .hint = Delete it, or change from and until.
diag-range-too-long = the range "{ $value }" has { $days } days
    .hint = A range has 366 days at most; check the year. If it is truly that long, use from and until.
diag-weekday-of-month-invalid = "{ $value }" does not say which weekday of a month is meant
    .hint = Write which one and the weekday, such as "1 T2" for the first Monday, "last Sun" for the last Sunday.
diag-month-day-invalid = "{ $value }" is not a day of a month
    .hint = Write a number from 1 to { $most }, or "last" for the last day of the month.
diag-every-without-from = `every` does not say which week is the first (from)
    .hint = Write, for example: every = {"{"} weeks = { $weeks }, from = { $from } {"}"}, where from is a day of the first week.
diag-every-other-weekday = the first day { $from } is { $weekday }, which days does not have
    .hint = Weeks are counted from the one with this day, and days says on which of their days to air. If it is a slip, change one of them.
diag-lunar-not-one = `lunar` needs a day, or both from and until
    .hint = Write, for instance: lunar = {"{"} day = 15 {"}"}, lunar = {"{"} day = 10, month = 3 {"}"} or lunar = {"{"} from = "23/12", until = "5/1" {"}"}.
diag-lunar-date-invalid = "{ $value }" is not a lunar date
    .hint = Write day/month, such as "23/12" for day 23 of the twelfth month.
diag-lunar-unknown = lunar days are known from { $first } to { $last } only
    .hint = Outside of these this lunar rule does not air. Put solar dates into dates, or update the program.
diag-lunar-far-ahead = this lunar rule does not air before { $date }
    .hint = No day until { $last } suits it. If the eve of Tết is meant, write lunar = {"{"} day = "last", month = 12 {"}"}: it is the last day of the twelfth month, which has only 29 days in many years.
diag-season-day-invalid = "{ $value }" is not a day of a season
    .hint = Write month-day, such as "04-01" for 1 April.
diag-grace-without-wait = `grace` goes with start = "wait" only
    .hint = Add start = "wait", or delete grace.
diag-late-not-one = `late` must have exactly one of: skip_after, join, make_up_before
    .hint = Write, for instance: late = {"{"} skip_after = "10m" {"}"}.
diag-late-join-false = join = false has no effect
    .hint = If it should not join in progress, delete late or use skip_after.
diag-make-up-too-early = it can't be made up before { $before } when it airs at { $at }
    .hint = Choose an hour after { $at } on the same day.
diag-rule-is-over = this rule is over: its last day was { $last }
    .hint = Change the date if it should still air; otherwise delete this [[when]].
diag-rule-never-fires = this rule fires on no day from { $first } to { $last }
    .hint = Check the lines that say days (days, dates, lunar, season, except …): no day suits all of them.
diag-rules-clash = two rules fire at { $value } on { $date }
    .hint = The programme airs once; change the days or the time of one of the rules.
diag-only-pauses = the programme is nothing but pauses, so nothing is ever heard of it
    .hint = Add an [[item]] with play or pick, or delete the file if it is no longer needed.
diag-cron-five-fields = the cron line has 5 fields, and here it needs 6
    .hint = The first field is the second. Write "{ $proposed }".
diag-cron-field-count = the cron line has { $count ->
        [one] 1 field
       *[other] { $count } fields
    }, and here it needs 6 or 7
    .hint = The order: second, minute, hour, day, month, weekday, and a year if need be.
diag-cron-weekday-number = the weekdays of the cron line are numbers ("{ $value }")
    .hint = Every program counts them in its own way; write names: T2, T3 … CN or Mon, Tue … Sun.
diag-cron-invalid = field { $number } of the cron line can't be read: "{ $field }"
    .hint = The order: second minute hour day month weekday, such as "0 45 5 * * Mon-Fri". Those who don't know cron use at and days.
diag-cron-never-fires = no day suits this cron line
    .hint = Check day, month and year: February, for instance, has no day 30.
diag-cron-too-often = this cron line fires { $count } times a day
    .hint = The most is { $max }. The first field is the second: write 0, not *.
diag-item-several-kinds = an item has only one of: play, pick, pause
    .hint = Make several [[item]] of it.
diag-item-without-kind = this item does not say what to air
    .hint = Add play = "…", pick = {"{"} … {"}"} or pause = "5s".
diag-pick-without-column = `pick` names no column
    .hint = Add column = "…" to the pick or at the top of the file.
diag-spacing-not-days = `spacing` must be whole days, not "{ $value }"
    .hint = Write days, such as "2d" or "2 ngày".
diag-path-absolute = "{ $value }" is a full path on this machine
    .hint = Copy the file into the folder audio/ and write the path from there, such as "nhac/nhac-hieu.flac".
diag-path-leaves-audio = "{ $value }" leads out of the folder audio/
    .hint = Copy the file into audio/; don't use "..".
diag-path-notation = the path "{ $value }" is not written as it should be
    .hint = Write "{ $proposed }" (from the folder audio/, with slashes).
diag-path-without-extension = "{ $value }" lacks the ending of the file name
    .hint = Write the ending too, such as ".mp3" or ".flac".
