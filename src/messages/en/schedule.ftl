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
        [lunar] Put the solar dates into dates, such as dates = [2026-12-22].
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
    .hint = Check days, dates, season and except: no day suits all of them.
diag-rules-clash = two rules fire at { $value } on { $date }
    .hint = The programme airs once; change the days or the time of one of the rules.
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
