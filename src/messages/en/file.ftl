# What can be wrong in any .toml file: schedule files, station.toml, sidecars.

diag-toml-syntax = this line is not valid TOML ({ $said })
    .hint = Each line reads: key = "value".
diag-quotes-curly = curly quotes (“ ”) can't be used
    .hint = Type straight quotes ("). Word turns them into curly ones; use Notepad.
diag-key-twice = the key `{ $key }` is there twice
    .hint = Keep one line and delete the other.
diag-value-unquoted = the value must be in quotes
    .hint = If it is text or a time, write "{ $value }".
diag-quote-missing = a quote is missing
    .hint = A text begins and ends with a quote (") on the same line.
diag-equals-missing = the equals sign (=) and the value after the key are missing
    .hint = Write: key = "value". A comment begins with #.
diag-value-missing = the value after the equals sign is missing
    .hint = Write the value, or delete the line if it isn't needed.
diag-comma-missing = a comma between two values is missing
    .hint = Write: ["T2", "T4", "T6"].
diag-bracket-missing = a closing bracket is missing
    .hint = Each [ needs a ], each {"{"} needs a {"}"}.
diag-key-invalid = this is not a key
    .hint = A line reads: key = "value", with keys in plain letters. A comment begins with #.
diag-boolean-case = true and false are written in small letters
    .hint = Write { $value }.
diag-backslash = a backslash (\) inside quotes has a meaning of its own
    .hint = Write paths with slashes: "nhac/nhac-hieu.flac".
diag-line-leftover = there is something left at the end of the line
    .hint = One key on a line; delete the rest, or put # before a comment.
diag-wrong-type = the value of `{ $key }` must be { $expected ->
        [string] text in quotes
        [integer] a whole number
        [number] a number
        [boolean] true or false
        [date] a date
        [time] a time
        [duration] a length of time
        [array] a list in square brackets
       *[table] a group of keys
    }, not { $found ->
        [string] text
        [integer] a whole number
        [float] a decimal number
        [boolean] true or false
        [datetime] a date and time
        [array] a list
       *[table] a group of keys
    }
    .hint = { $expected ->
        [string] Write: { $key } = "text".
        [integer] Write: { $key } = 3, without quotes.
        [number] Write: { $key } = -23.0, without quotes.
        [boolean] Write: { $key } = true, without quotes.
        [date] Write: { $key } = 2026-12-05 (year-month-day).
        [time] Write: { $key } = "05:45" or "05:45:30".
        [duration] Write: { $key } = "10m" or "10 phút".
        [array] Write: { $key } = ["…", "…"].
       *[table] Write: { $key } = {"{"} … {"}"}.
    }
diag-key-missing = the key `{ $key }` is missing
    .hint = Add a line: { $key } = …
diag-unknown-key = there is no key called `{ $key }`
    .hint = { $nearest ->
        [none] These can be used here: { $known }.
       *[other] Is it `{ $nearest }`?
    }
diag-key-misplaced = the key `{ $key }` is in the wrong place
    .hint = { $home ->
        [top] Move this line to the top of the file, before the first [[…]].
       *[other] Move this line below a line [[{ $home }]].
    }
diag-table-not-array = `[{ $key }]` must be written with two square brackets
    .hint = Write [[{ $key }]].
diag-text-empty = the value of `{ $key }` is empty
    .hint = Fill it in, or delete the line if it isn't needed.
diag-file-utf16 = the file is saved as UTF-16 and can't be read
    .hint = Open it in Notepad, choose Save As, and set Encoding to UTF-8.
diag-file-not-utf8 = the file is not saved as UTF-8: from here on it can't be read
    .hint = Open it in Notepad, choose Save As, and set Encoding to UTF-8. Text in old fonts (TCVN3, VNI) must be typed again or converted to Unicode.
diag-text-unprintable = the value of `{ $key }` has a line break or a hidden character: { $character }
    .hint = Write it on one line; if it was pasted, delete it and type it by hand.
diag-text-too-long = the value of `{ $key }` is too long
    .hint = The longest is { $max } characters.
diag-value-out-of-range = the value { $value } of `{ $key }` is out of bounds
    .hint = Use a value from { $min } to { $max }.
diag-choice-unknown = `{ $key }` can't be "{ $value }"
    .hint = { $nearest ->
        [none] Choose one of: { $known }.
       *[other] Is it "{ $nearest }"? Choose one of: { $known }.
    }
diag-date-invalid = "{ $value }" is not a date
    .hint = Write year-month-day, such as 2026-12-05.
diag-date-day-first = the date "{ $value }" has the day first and the year last
    .hint = Write { $iso } (year-month-day), so that nobody takes the day for the month.
diag-date-notation = the date "{ $value }" is not written as it should be
    .hint = Write { $iso }.
diag-date-swapped = the date "{ $value }" has day and month the wrong way round
    .hint = Write { $iso } (year-month-day).
diag-date-not-in-calendar = the calendar has no "{ $value }"
    .hint = Check the length of the month; years run from 1900 to 2200.
diag-title-full-width = the title "{ $title }" is typed in full-width letters
    .hint = Write "{ $proposed }": switch the keyboard out of full-width letters and type it again, or a search will not find it.
diag-character-control = this line has the control character { $character }, which can't be seen and can't be used
    .hint = Delete the character, or delete the line and type it by hand.
diag-line-end-alone = this file ends its lines as old Macs did (with U+000D alone), so that they are read as one
    .hint = Open it in an editor, choose the line ends of Windows (CRLF) or Unix (LF), and save it again.
diag-letters-full-width = "{ $value }" is typed in full-width letters, which can't be read
    .hint = Write { $proposed }: switch the keyboard out of full-width letters and type it again.
diag-time-invalid = "{ $value }" is not a time of day
    .hint = Write hours:minutes or hours:minutes:seconds, such as "05:45" or "05:45:30".
diag-time-hour-range = "{ $value }" is not a time of day
    .hint = Hours run from 00 to 23; midnight is "00:00".
diag-time-minute-range = "{ $value }" is not a time of day
    .hint = Minutes and seconds run from 00 to 59.
diag-time-notation = the time "{ $value }" is not written as it should be
    .hint = Write "{ $proposed }".
diag-duration-invalid = "{ $value }" is not a length of time
    .hint = Write a number with a unit, such as "30s" (seconds), "10m" (minutes), "1h30m", "2d" (days), or "10 phút".
diag-duration-unit-missing = "{ $value }" has no unit
    .hint = Write "{ $value }m" for minutes, "{ $value }s" for seconds.
diag-duration-too-long = the length of time "{ $value }" is too long
    .hint = The longest is 366 days.
diag-array-empty = the list `{ $key }` is empty
    .hint = Put at least one value into it, or delete the line if it isn't needed.
diag-weekday-number = "{ $value }" is a number, not the name of a weekday
    .hint = Write names: T2 or Mon is Monday, T7 or Sat is Saturday, CN or Sun is Sunday.
diag-weekday-unknown = there is no weekday "{ $value }"
    .hint = Write T2, T3, T4, T5, T6, T7, CN or Mon to Sun, or a range such as T2-T6.
diag-day-set-unknown = "{ $value }" does not say which days are meant
    .hint = { $nearest ->
        [none] Write a date (2026-02-14), a range (2026-02-14..2026-02-22), a weekday (CN), or the name of a set of days in station.toml.
       *[other] Is it the set of days "{ $nearest }"? station.toml has: { $known }.
    }
diag-range-backwards = the range "{ $value }" begins after its end
    .hint = Swap the two dates.
