# Schedules in spreadsheets: in, out, and what can't be read in a cell.

help-import = Read a schedule from an Excel or CSV file; shows how each cell was understood before anything is written
help-import-file = A .xlsx or .csv file
help-import-sheet = The name of the sheet (default: the first that is not hidden)
help-import-apply = Write into schedules/; without it nothing is written
help-import-json = Print the result as JSON

column-cell = Cell
column-text = Text
column-meaning = Understood as

import-layout-list = { $sheet ->
        [none] { $file }: a list
       *[other] { $file }, sheet "{ $sheet }": a list
    }
import-layout-week = { $sheet ->
        [none] { $file }: a week
       *[other] { $file }, sheet "{ $sheet }": a week
    }
import-other-sheets = The file has more sheets, which were not read: { $sheets }. Choose one with --sheet "NAME".
import-new = { $file }: new file, programme "{ $title }"
import-changed = { $file }: changed, programme "{ $title }"
import-same = { $file }: unchanged, programme "{ $title }"
import-unnamed = Not in the sheet, so left as they are: { $titles }
import-refused = { $errors } { $errors ->
        [one] error
       *[other] errors
    }, so nothing was written. Correct the sheet and run this again.
import-nothing = The sheet says what the station has; there is nothing to write.
import-not-yet = Nothing was written ({ $files } { $files ->
        [one] file
       *[other] files
    } would change). If this is what you meant, run it again with --apply.
import-written = Wrote { $file }
export-done = Wrote { $file }: { $programmes } programmes, { $rows } rows.
export-left-out = Files with errors are not in the sheet: { $files }. See the errors with: loa check

sheet-means-time = airs at { $value }
sheet-means-end = ends at { $value }
sheet-means-cron = cron line { $value }
sheet-means-title = programme "{ $value }"
sheet-means-title-at = programme "{ $value }", airs at { $times }
sheet-means-days = days { $value }
sheet-means-days-except = days { $value }, except { $except }
sheet-means-date = date { $value }
sheet-means-except = except { $value }
sheet-means-except-nothing = leaves out no day; the exceptions of the file go
sheet-means-length = length { $value }
sheet-means-words = { $value }
sheet-means-id = programme id { $value }
sheet-means-column = column { $value }
sheet-means-zones = zones: { $value }
sheet-means-items = { $value } { $value ->
        [one] item
       *[other] items
    }
sheet-means-file = file { $value }
sheet-means-not-used = for information; not used in the schedule
sheet-means-passed-over = passed over: no row of the schedule
sheet-means-heading-above = common name of the columns below
sheet-means-heading-time = column of start times
sheet-means-heading-end = column of end times
sheet-means-heading-days = column of days
sheet-means-heading-title = column of programme titles
sheet-means-heading-column = column of columns (chuyên mục)
sheet-means-heading-zones = column of zones
sheet-means-heading-from = column of first days
sheet-means-heading-until = column of last days
sheet-means-heading-dates = column of dates
sheet-means-heading-except = column of days left out
sheet-means-heading-season = column of seasons
sheet-means-heading-priority = column of priorities
sheet-means-heading-start = column of how it takes the air
sheet-means-heading-late = column of late policies
sheet-means-heading-resume = column of policies after an interruption
sheet-means-heading-items = column of items
sheet-means-heading-file = column of sound files
sheet-means-heading-length = column of lengths, for information
sheet-means-heading-note = column of remarks
sheet-means-heading-cron = column of cron lines
sheet-means-heading-rules = column of other rules
sheet-means-heading-id = column of programme ids
sheet-means-heading-other = column that is not used

problem-in-cell = cell { $cell }: { $problem }

diag-sheet-time-unreadable = cell { $cell }: "{ $value }" is not a time of day
    .hint = Write, for example: 05:45, 5h45, 17h30 - 17h45, or Sáng (5h - 5h30); put a semicolon between several.
diag-sheet-time-missing = cell { $cell }: this row has no time
    .hint = Write the time in every row, or merge cells so that one time serves several rows.
diag-sheet-cron-unreadable = cell { $cell }: the cron line "{ $value }" can't be read
    .hint = If you don't know cron, empty this cell and write time and days in their columns.
diag-sheet-key-has-column = cell { $cell }: `{ $key }` has a column of its own in a sheet
    .hint = Write it in the column { $column }; Quy tắc khác is for what has no column of its own.
diag-sheet-dates-twice = cell { $cell }: dates are named both here and in the column Ngày phát
    .hint = Write them in one place: single dates in Ngày phát; where there are ranges of dates, all of them here.
diag-sheet-cell-error = cell { $cell }: the formula has an error or no result yet ({ $value })
    .hint = Open the file in Excel and correct the formula, or type the value itself.
diag-sheet-title-missing = cell { $cell }: this row has no programme
    .hint = Write the programme's title, or delete the row.
diag-sheet-title-unusable = cell { $cell }: "{ $value }" can't be the title of a programme
    .hint = A title has letters, for example: Bản tin của phường.
diag-sheet-title-ambiguous = cell { $cell }: two programmes are called "{ $value }": { $one } and { $other }
    .hint = Write the schedule with loa export; its sheet has a column Mã that tells them apart.
diag-sheet-title-near = cell { $cell }: "{ $value }" will be a new programme, and is much like "{ $nearest }"
    .hint = If they are one programme, write the title that is there.
diag-sheet-programme-without-content = cell { $cell }: there is no programme "{ $value }" yet, and the sheet does not say what it airs
    .hint = { $nearest ->
        [none] Add a column Tệp (sound file) or Chuyên mục (column) for the new programme.
       *[other] Is it "{ $nearest }"? For a new programme add a column Tệp (sound file) or Chuyên mục (column).
    }
diag-sheet-id-taken = cell { $cell }: the programme "{ $value }" can't be made, because { $file } is there already
    .hint = Choose another title, or correct that file first (see loa check).
diag-sheet-id-unreadable = cell { $cell }: "{ $value }" is not the id of a programme
    .hint = The column Mã is written by loa export; leave it as it is, and empty in new rows.
diag-sheet-days-missing = cell { $cell }: this row names no days
    .hint = For every day write: Hằng ngày. Else write weekdays, for example: T2, T4, T6.
diag-sheet-days-unreadable = cell { $cell }: "{ $value }" names no days
    .hint = Write weekdays (T2-T7; thứ 2, 4, 6; CN), Hằng ngày trừ CN, a date such as 05/12/2026, T2-T6 từ 01/12/2026 đến 31/12/2026, T2 đầu tháng, or rằm và mùng 1.
diag-sheet-days-number = cell { $cell }: Excel keeps this cell as the number { $value }; which weekdays are meant is not clear
    .hint = Format the column as Text and type it again, for example: 2, 4, 6.
diag-sheet-except-removed = cell { $cell }: "{ $value }" will air on days that are left out now, too: { $days }
    .hint = If these days are still to be left out, add them to this cell.
diag-sheet-except-unknown = cell { $cell }: which days "{ $value }" are is not known
    .hint = { $nearest ->
        [none] Write weekdays, dates (24/12/2026), or a set of days from station.toml. It has: { $known ->
            [none] none
           *[other] { $known }
        }.
       *[other] Is it "{ $nearest }"? station.toml has: { $known }.
    }
diag-sheet-date-unreadable = cell { $cell }: "{ $value }" is not a date
    .hint = Write day/month/year, for example: 05/12/2026.
diag-sheet-date-without-year = cell { $cell }: the date "{ $value }" has no year
    .hint = Write day/month/year, for example: 05/12/2026.
diag-sheet-date-month-first = cell { $cell }: the date "{ $value }" has the month first
    .hint = Write the day first: { $meant }.
diag-sheet-date-not-in-calendar = cell { $cell }: there is no date "{ $value }"
    .hint = Look at day and month; the day comes first, for example: 05/12/2026.
diag-sheet-date-swapped = cell { $cell }: in the date { $value } Excel has most likely exchanged day and month (is it { $meant }?)
    .hint = This column has dates as text and dates as numbers: the computer that typed it puts the month first. Format the whole column as Text and type the dates again.
diag-sheet-date-serial = cell { $cell }: Excel keeps this cell as the number { $value }, which is the date { $meant } without the format of one
    .hint = Format the cell as Date, or type it again: { $meant }.
diag-sheet-range-backwards = cell { $cell }: the range "{ $value }" runs backwards
    .hint = Write the earlier date first, for example: 01/12/2026 - 15/12/2026.
diag-sheet-from-after-until = cell { $cell }: the first day { $from } is after the last day { $until }
    .hint = Look at both dates.
diag-sheet-make-up-too-early = cell { $cell }: it can't be made up before { $before }, because it airs at { $at }
    .hint = Change the time, or what it is made up before: the column Khi trễ, `late` in the programme's file.
diag-sheet-column-unknown = cell { $cell }: there is no column called "{ $value }"
    .hint = { $nearest ->
        [none] Columns are declared in station.toml. It has: { $known ->
            [none] none
           *[other] { $known }
        }.
       *[other] Is it "{ $nearest }"? It has: { $known }.
    }
diag-sheet-zone-unknown = cell { $cell }: there is no zone called "{ $value }"
    .hint = { $nearest ->
        [none] Write Tất cả for all, or zones from station.toml. It has: { $known ->
            [none] none
           *[other] { $known }
        }.
       *[other] Is it "{ $nearest }"? It has: { $known }.
    }
diag-sheet-file-missing = cell { $cell }: there is no sound file "{ $value }"
    .hint = { $nearest ->
        [none] Copy the file into audio/ first, and write its name with its ending (.mp3).
       *[other] Is it "{ $nearest }"?
    }
diag-sheet-words-unknown = cell { $cell }: "{ $value }" is not understood
    .hint = It can be: { $known }.
diag-sheet-item-unreadable = cell { $cell }: the item "{ $value }" is not understood
    .hint = One item to a line: a file; or chọn COLUMN: ít phát nhất; nhiều nhất 1; không quá 6m; or nghỉ 2s.
diag-sheet-rows-disagree = cell { $cell }: the rows of the programme "{ $value }" say different things (see cell { $other })
    .hint = A programme has one title, one column, its zones, one priority and one content. Make the rows agree, or choose another title.
diag-sheet-month-days-kept = cell { $cell }: "{ $value }" still airs on these days only: { $days }, because its file says so
    .hint = To change that, edit the file, or make a sheet with loa export and edit its column Quy tắc khác.
diag-sheet-row-twice = cell { $cell }: this row has the time and days of row { $other }
    .hint = Delete one; the programme airs once at that time.
diag-sheet-rules-removed = cell { $cell }: the sheet does not name every slot of "{ $value }"; these go: { $rules }
    .hint = If it still airs then, add rows. Of a programme that is in the sheet, all slots are taken from the sheet.
diag-sheet-note-not-used = cell { $cell }: the remark "{ $value }" can't be put into the schedule
    .hint = For days that are left out write: trừ CN, trừ ngày lễ, or trừ 24/12/2026.
diag-sheet-result-unreadable = cell { $cell }: this programme could not be put into a programme file ({ $detail })
    .hint = Correct the programme's file in schedules/ and check it with loa check.
diag-sheet-heading-twice = cell { $cell }: the sheet has two columns of times (the other is at { $other }), and which one counts is not clear
    .hint = A sheet has one column of times. Move an afternoon that stands beside the morning below it; call a column of lengths Thời lượng.
diag-sheet-day-and-date-differ = cell { $cell }: it says { $weekday }, but { $date } is { $is }
    .hint = Look at this cell: weekday and date must agree.
diag-sheet-one-or-several = cell { $cell }: whether "{ $value }" is one programme or several is not clear
    .hint = Write one programme on one line. Of several, write each on a line with its time first, for example: 5h45 Bản tin.
diag-sheet-part-without-time = cell { $cell }: when "{ $value }" begins is not clear
    .hint = Write the time before each title (5h45 Bản tin; 5h52 Thông báo), or the length after the one before it: Bản tin (7 phút); Thông báo.
diag-sheet-part-of-day = cell { $cell }: "{ $value }" stands in the row "{ $label }"; whether morning or afternoon is meant is not clear
    .hint = Write times by 24 hours, in the afternoon for example: 17h30.
diag-sheet-time-outside-row = cell { $cell }: the time { $value } does not agree with that of the row ({ $row })
    .hint = Look at the time of the row and at the time in the cell.
diag-sheet-no-headings = the headings of a schedule were not found in this sheet
    .hint = A row with the columns Giờ and Chương trình (or Nội dung) is needed, or a week with the columns Thứ 2, Thứ 3 … If the schedule is in another sheet, add --sheet "NAME".
diag-sheet-no-rows = there is no row of a schedule below the headings
    .hint = Look at the sheet; hidden rows are not read.
diag-sheet-empty = the sheet has nothing in it
    .hint = If the schedule is in another sheet, add --sheet "NAME".
diag-sheet-unknown = the file has no sheet called "{ $value }"
    .hint = It has: { $known }.
diag-sheet-hidden-columns = hidden columns were not read: { $value }
    .hint = If they are needed, unhide them and import again.
diag-sheet-hidden-rows = hidden rows were not read: { $value }
    .hint = If they are needed, unhide them or clear the filter and import again.
diag-sheet-tcvn3 = cell { $cell } is written in the old TCVN3 (ABC, .VnTime) encoding: "{ $value }" ({ $count } such cells)
    .hint = Convert the sheet to Unicode: copy the cells, open UniKey, press Ctrl+Shift+F6, choose TCVN3 (ABC) as source and Unicode as destination, convert, and paste.
diag-sheet-vni = cell { $cell } is written in the old VNI (VNI-Times) encoding: "{ $value }" ({ $count } such cells)
    .hint = Convert the sheet to Unicode: copy the cells, open UniKey, press Ctrl+Shift+F6, choose VNI Windows as source and Unicode as destination, convert, and paste.
diag-sheet-csv-not-utf8 = the CSV file is not saved as UTF-8, so that Vietnamese letters can't be read
    .hint = In Excel choose Save As, type CSV UTF-8 (Comma delimited), or save it as .xlsx.
diag-sheet-csv-broken = the CSV file can't be read ({ $said })
    .hint = Open it in Excel and save it as .xlsx.
diag-sheet-old-excel = an old Excel file (.xls), or one with a password, can't be read
    .hint = Open it in Excel and choose Save As, type Excel Workbook (.xlsx), without a password.
diag-sheet-not-excel = the file is called an Excel workbook, but is none inside
    .hint = See whether it is the right file; if Excel opens it, choose Save As, type Excel Workbook (.xlsx).
diag-sheet-broken = the Excel file is damaged or no .xlsx file ({ $said })
    .hint = Open it in Excel and save it as .xlsx; if Excel can't open it either, ask for the file again.
diag-sheet-too-big = the file has more than { $limit } bytes, so it is no schedule
    .hint = Remove pictures and sheets that aren't needed, and save it again.
diag-sheet-unpacks-too-big = the file unpacks to more than { $limit } bytes and was not read
    .hint = Copy the schedule alone into a new Excel file and import that.
diag-sheet-too-many-cells = the sheet has more than { $limit } cells and was not read
    .hint = Copy the schedule alone into a new sheet and import that.
diag-sheet-too-much-text = cell { $cell }: too much text, so the sheet was not read (at most { $chars } characters in a cell, { $bytes } bytes in all)
    .hint = Copy the schedule alone into a new sheet and import that.
diag-sheet-too-many-rows = the sheet has more than { $limit } rows and was not read
    .hint = Copy the schedule alone into a new sheet and import that.
diag-sheet-too-many-merged = the sheet has more than { $limit } merged ranges and was not read
    .hint = Copy the schedule alone into a new sheet and import that.
diag-export-formula = cell { $cell }: "{ $value }" begins with a sign that Excel takes for a formula
    .hint = Write .xlsx instead of .csv.
diag-export-not-sayable = the programme "{ $value }" ({ $file }) can't be put into rows that read back as it is ({ $why })
    .hint = Check it with loa check; its sound files, columns and zones must all be there.
diag-export-workbook = the Excel file could not be made ({ $said })
    .hint = Write .csv instead.

fault-sheet = the file { $file } can't be read
    .hint = Look at its name and folder.
fault-changed-meanwhile = { $file } was edited meanwhile and is not overwritten
    .hint = Run import again.
fault-export-kind = what kind of file { $file } is to be is not clear
    .hint = Its name must end in .xlsx or .csv.
fault-export-exists = { $file } is there already and is not overwritten
    .hint = Choose another name with --out, or delete the old file.
