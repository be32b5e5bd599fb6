# The words of the views of the plan: table, week, difference, explanation.

plan-empty = Nothing is planned on { $day }.
plan-blocked = NOT AIRED: { $reason }
plan-blocked-by = NOT AIRED: { $reason } ({ $by })
plan-written = Written to { $path }
zones-all = all
zones-every = All zones
choice-new = never aired
choice-least-aired = least aired ({ $times ->
        [one] once
       *[other] { $times } times
    })
choice-spacing-given-up = too soon again, but nothing else is left (aired { $times ->
        [one] once
       *[other] { $times } times
    })
choice-repeat = repeat
fate-clear = airs on time
fate-gives-way = does not air, gives way to { $to }
fate-cut-at = will be cut at { $at } for { $by }
fate-delayed = will start at { $to }, after the end of { $by }
fate-outside-hours = outside the hours, because: { $why }

# The week to print

week-title = Programme of the week
week-span = From { $from } to { $until }
week-time = Time
week-morning = Morning
week-noon = Noon
week-afternoon = Afternoon
week-evening = Evening
week-empty = Nothing is planned in this week.
week-one-item = One item
week-made-by = Made by
week-approved-by = Approved by
week-sign = (signature and full name)
week-sign-and-seal = (signature, full name and seal)
week-signed-on = Date: …… / …… / ………
weekday-mon = Monday
weekday-tue = Tuesday
weekday-wed = Wednesday
weekday-thu = Thursday
weekday-fri = Friday
weekday-sat = Saturday
weekday-sun = Sunday

# The plan before

diff-against = { $day }: compared with the plan that went on air at { $at }.
diff-same = { $day }: nothing has changed.
diff-against-folder = { $day }: compared with the plan that the folder { $at } gives.
diff-unread = A file in { $dir } has an error, so its programme can't be compared: { $files }
diff-unknown = { $count ->
        [1] { $first }
       *[other] From { $first } to { $last }
    }: the plan before the edit is not known, so there is nothing to compare with.
    .hint = Only the plans of days that were on air are kept (tomorrow's from 23:50 on), and no earlier edition of the files. To compare days to come, copy station.toml, calendar.toml and schedules before you edit, and run: loa plan { $day } --diff --against COPY
what-added = added
what-removed = removed
what-moved = moved
what-content = other content
what-fate = other fate
what-settings = other settings
setting-zones = zones
setting-priority = priority
setting-start = start
setting-late = late
setting-resume = resume

# Why it airs or not

why-heading = { $title } ({ $programme }), { $weekday } { $day }
why-rule = Rule { $number }: { $times }
why-fires = It fires on this day, at { $times }.
why-outside-hours = It may air outside the permitted hours, because: { $reason }
why-in-mourning = in the place of "{ $title }", in mourning
why-silent = It does not fire on this day.
why-same-second = At { $times } rule { $other }, which stands before it, fires already; it adds nothing there.
why-every-day = every day
why-airs = RESULT: airs at { $times }.
why-airs-partly = RESULT: airs at { $times }, but only this: { $items }. Beside each item above that does not air stands why.
why-not-due = RESULT: does not air on this day, because no rule fires on it.
why-only-pauses = RESULT: does not air on this day, because the programme is nothing but pauses.
why-blocked = RESULT: due on this day, but nothing of it can air; the reason stands beside each item above.
why-plan = The plan, due at { $at }:
why-refused = What the column { $column } can't give on this day:
why-refused-segment = { $title } ({ $segment }): { $reason }
condition-met = met
condition-not-met = not met
condition-weekdays = weekdays: { $days }
condition-dates = one of { $count ->
        [one] 1 date
       *[other] { $count } dates
    } that the schedule names; the nearest is { $near }
condition-from = from { $day } on
condition-until = up to the end of { $day }
condition-season = the season from { $from } to { $until }
condition-except = except on the days under except
condition-except-in = except on: { $sets }
condition-cron = the cron line "{ $line }"
condition-weekday-of-month = weekdays of the month: { $days }
condition-days-of-month = days of the month: { $days }
condition-every = every { $weeks } weeks, from the week of { $from } on
condition-lunar = lunar calendar: { $days }; that day is { $lunar } of it
condition-lunar-unknown = lunar calendar: { $days }; it is known from 2020 to 2050 only
words-weekday-of-month = { $nth ->
        [1] first { $weekday }
        [2] second { $weekday }
        [3] third { $weekday }
        [4] fourth { $weekday }
       *[other] fifth { $weekday }
    }
words-last-weekday-of-month = last { $weekday }
words-day-of-month = { $day }
words-last-day-of-month = the last day
words-lunar-day = day { $day }
words-lunar-month = month { $month }
words-lunar-last-day = the last day
words-lunar-every-month = every month
words-lunar-date = { $day } of { $month }
words-lunar-window = from { $from } to { $until }
words-days-before = { $count ->
        [one] 1 day before { $days }
       *[other] { $count } days before { $days }
    }
condition-on = one of the days under on: { $sets }

# What comes

next-empty = Nothing airs in the next { $days ->
        [one] day
       *[other] { $days } days
    }.
next-empty-of = { $what } does not air in the next { $days ->
        [one] day
       *[other] { $days } days
    }. See why for one day: loa why PROGRAMME DAY
next-fewer = In the next { $days ->
        [one] day
       *[other] { $days } days
    } there are only { $found }.
