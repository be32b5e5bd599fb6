# What can be wrong in a station folder: station.toml, sidecars, sound files, and where they don't fit together.

# Files and folders
diag-file-unreadable = this file can't be read ({ $said })
    .hint = Look at the file's permissions and at the disk.
diag-file-too-big = this file is too big ({ $bytes } bytes)
    .hint = A text file has at most { $limit } bytes; is it a sound file with the extension .toml by mistake?
diag-not-a-file = this is not an ordinary file
    .hint = Rename it or move it away; a file belongs here.
diag-folder-loop = folders lie too deep in one another or lead back to themselves
    .hint = Delete the link that leads back to an outer folder.
diag-name-not-utf8 = the file's name has letters that can't be read
    .hint = Rename the file; plain small letters, digits and dashes are the safest.
diag-schedule-hidden-extension = this file is not used because its true extension is .txt
    .hint = Remove .txt so that the name ends in .toml. Windows often hides extensions.

# station.toml
diag-station-missing = there is no station.toml
    .hint = Run "loa init" to make a station folder, or name the right folder with --station.
diag-id-not-plain = the id "{ $value }" may only have plain small letters, digits and dashes
    .hint = { $slug ->
        [none] Choose a short id, such as "thon-1".
       *[other] Write "{ $slug }".
    }
diag-id-twice = the id "{ $value }" is taken by another [[{ $kind }]] above
    .hint = Choose another id, or delete one of the two.
diag-aircheck-no-source = it is not said what the aircheck should listen to
    .hint = This output has nothing to listen to by itself; add a line source = "…" with a name from pactl list short sources.
diag-zone-reserved = a zone can't have the id "{ $value }"
    .hint = The word means every zone; choose another id, such as "toan-xa".
diag-day-range-too-long = the range "{ $value }" is { $days } days long
    .hint = A range has at most 366 days; look at the year.
diag-window-malformed = "{ $value }" is not a range of hours
    .hint = Write the first time, a dash and the last time, such as "05:00-07:00".
diag-window-empty = the range of hours "{ $value }" has not a single minute
    .hint = The last time must differ from the first; the whole day is "00:00-24:00".
diag-session-without-windows = there is a max_session but no `allowed`
    .hint = A session is one range of hours in allowed; add, for example: allowed = ["05:00-07:00", "16:30-19:00"].
diag-gain-overlap = these hours overlap another [[hours.gain]] ({ $value })
    .hint = At any time there is one gain only; change from or until so that the two don't overlap.

# Sidecars
diag-topic-unknown = there is no topic "{ $value }"
    .hint = { $nearest ->
        [none] See the list of topics in docs/station-format.md.
       *[other] Did you mean "{ $nearest }"?
    }
diag-topic-twice = the topic "{ $value }" is there twice
    .hint = Delete one; the primary topic comes first.
diag-digest-invalid = sha256 must have exactly 64 characters, only 0–9 and a–f (this has { $length ->
        [one] 1 character
       *[other] { $length } characters
    })
    .hint = The program writes this line; approve again with "loa approve".
diag-validity-backwards = the validity ends on { $last }, before it begins on { $first }
    .hint = Correct valid_from or valid_until.
diag-approved-after-validity = approved on { $on }, after the validity ended on { $until }
    .hint = This segment will not air. Look at valid_until.

# Sound and sidecars
diag-audio-missing = there is no sound file "{ $audio }" in the folder audio/
    .hint = { $nearest ->
        [none] Copy the file into the folder audio/, or correct the name.
       *[other] Did you mean "{ $nearest }"?
    }
diag-audio-broken = the sound file "{ $audio }" can't be decoded ({ $said })
    .hint = Listen to the file; if it is damaged, ask for another copy or convert it to MP3, WAV or FLAC.
diag-sidecar-missing = "{ $audio }" has no sidecar, so it is not approved and does not air
    .hint = Listen to it and approve it: loa approve "audio/{ $audio }" --by "NAME". That makes the sidecar { $sidecar }.
diag-audio-same-stem = "{ $file }" has the same name as "{ $other }"
    .hint = Two sound files can't share a sidecar; rename or remove one of them.
diag-sidecar-twice = "{ $file }" has the same name as "{ $other }"
    .hint = A sound file has one sidecar; delete one of the two.
diag-sidecar-without-audio = no sound file belongs to "{ $file }"
    .hint = { $nearest ->
        [none] Put the sound file of the same name beside it, or delete the sidecar.
       *[other] Is the sound "{ $nearest }"? The two names must be the same but for the extension.
    }

# May it air
diag-segment-not-approved = "{ $title }" is not approved, so it does not air
    .hint = Listen to it and approve it: loa approve "audio/{ $audio }" --by "NAME".
diag-segment-altered = "{ $title }" was changed after { $by } approved it on { $on }, so it does not air
    .hint = Listen to it again and approve it again: loa approve "audio/{ $audio }" --by "NAME".
diag-segment-expired = "{ $title }" was valid until { $until }, so it does not air
    .hint = Put another segment in its place, or correct valid_until.
diag-segment-withdrawn = "{ $title }" was withdrawn from { $on } on, so it does not air
    .hint = Take the item out of the programme, or put another segment in its place.
diag-segment-not-yet-valid = "{ $title }" may air from { $from } on, and the schedule airs it on { $date }
    .hint = Correct valid_from, or give the programme a first day (from).
diag-segment-ends-soon = "{ $title }" is valid until { $until }, and the schedule still airs it on { $date }
    .hint = Have another segment ready before { $date }.
diag-segment-withdrawn-soon = "{ $title }" will be withdrawn from { $on } on, and the schedule still airs it on { $date }
    .hint = Have another segment ready before { $date }.
diag-column-empty = the column "{ $column }" has no segment that may air at { $time } on { $date }
    .hint = { $reason ->
        [chua_duyet] No segment of the column is approved; listen and run "loa approve".
        [tep_bi_sua] Every segment of the column was changed after its approval; listen and approve again.
        [chua_hieu_luc] No segment of the column may air yet.
        [het_hieu_luc] Every segment of the column is past its validity; add new ones.
        [bi_thu_hoi] Every segment of the column is withdrawn; add new ones.
        [tep_hong] No sound file of the column can be decoded; ask for other copies.
       *[other] Add approved segments to this column that fit the time of the item.
    }
diag-column-few = the column "{ $column }" has too few segments: at { $time } on { $date } one is repeated sooner than { $spacing ->
        [one] a day
       *[other] { $spacing } days
    }
    .hint = Add segments, or ask for fewer days of spacing (spacing).
diag-column-short = the column "{ $column }" has too few segments: at { $time } on { $date } the programme needs { $wanted } and there are only { $has }
    .hint = Add segments to the column, or use fewer picks or a smaller at_most. As it is, listeners hear one twice or the programme is shorter than meant.
diag-title-twice = this programme has the same title, "{ $title }", as { $other }
    .hint = Give them different titles, such as morning and evening, so that plan and record tell them apart.
diag-approved-in-future = "{ $title }" says that { $by } approved it on { $on }, a day that has not come
    .hint = Look at the date of approval in the sidecar, and at the clock of the computer. The segment airs all the same.

# The coming days
diag-outside-hours = the programme at { $time } lies outside the permitted hours, so it does not air
    .hint = Change the time, or [hours] in station.toml. Next time: { $date }.
diag-too-early = the programme at { $time } comes before the earliest permitted hour, so it does not air
    .hint = Change the time. If it must air that early, write why into the rule: outside_hours = "…". Next time: { $date }.
diag-session-full = at { $time } on { $date } the session has used up its { $limit } minutes, so the programme does not air
    .hint = Shorten or drop a programme of the session, or change max_session in station.toml. It happens on { $days } of the coming { $ahead } days.
diag-day-full = at { $time } on { $date } the station has used up its { $limit } minutes of the day, so the programme does not air
    .hint = Shorten or drop a programme of the day, or change max_day in station.toml. It happens on { $days } of the coming { $ahead } days.
diag-same-second = at { $time } on { $date } two programmes are due at the same second; "{ $other }" airs and this one does not
    .hint = Change the time of one of the two. They collide on { $days } of the coming { $ahead } days.
diag-window-overrun = the programme at { $time } on { $date } runs until { $at }, past the closing hour { $end } of the session
    .hint = Start it earlier or shorten it. What has begun airs to its end. It happens on { $days } of the coming { $ahead } days.
diag-overlap-gives-way = at { $time } on { $date } it collides with "{ $other }", so it does not air
    .hint = Change the time of one of the two. They collide on { $days } of the coming { $ahead } days.
diag-overlap-cut = at { $time } on { $date } it is cut by "{ $other }" at { $at }
    .hint = Shorten the programme, or change the time of one of the two. It is cut on { $days } of the coming { $ahead } days.
diag-zones-one-output = the programme names some of the zones, but the station has one output
    .hint = Every zone will hear this programme.
