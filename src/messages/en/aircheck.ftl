# The aircheck: what the machine heard of what was aired.

status-aircheck = Aircheck: listening to { $input }{ $waiting ->
    [0] {""}
    [one] , one airing waits for its verdict
   *[other] , { $waiting } airings wait for their verdicts
}
status-aircheck-opening = Aircheck: the input is being opened
status-aircheck-lost = THE AIRCHECK HAS LOST ITS INPUT ({ $why }): nobody knows whether there is sound
status-aircheck-silent = ON AIR AND NOTHING IS HEARD. Look at the amplifier, the lines, the volume.
status-aircheck-faint = ON AIR AND TOO QUIET. Look at the volume.
status-aircheck-foreign = FOREIGN SOUND: the station plays nothing, and something is heard.
status-aircheck-not-kept = CAPTURES CAN'T BE KEPT ({ $why })

verdict-co_nghe_thay = heard
verdict-khong_nghe_thay = NOT HEARD
verdict-khong_xac_minh_duoc = unverifiable
doubt-qua_ngan = too short
doubt-khong_thu = not captured
doubt-im_lang = the input is silent
doubt-chua_tung_nghe = this input has never heard the station
doubt-bi_che = covered by something louder
doubt-mot_phan = only a part was heard
doubt-qua_yeu = the trace is too weak
doubt-dong_ho_nhay = the clock was stepped meanwhile
doubt-khong_doc_duoc = the sound or the capture can't be read
doubt-khong_kip = too many airings waited

help-aircheck = Show whether each airing was heard, and judge again from the captures that are kept
help-aircheck-what = A day (YYYY-MM-DD) or a cue; today where it is left out
help-aircheck-again = Judge again from the kept captures, after their digests were checked
help-aircheck-wav = Write a WAV file to listen to: left what should have been heard, right what was captured; for one airing only
help-aircheck-format = Write a table, JSON or CSV

aircheck-none = There is no verdict yet.
alarm-silent = { $from }–{ $until }: ON AIR AND NOTHING WAS HEARD
alarm-faint = { $from }–{ $until }: on air and too quiet
alarm-foreign = { $from }–{ $until }: foreign sound, { $level } at most
alarm-lost = { $from }–{ $until }: the input was lost

aircheck-not-one = one airing is needed to write a file; here are { $count }
    .hint = Name its cue: loa aircheck CUE --wav FILE.wav
aircheck-written = Written to { $path }: left what should have been heard, right what was captured.
aircheck-same = as before
aircheck-differs = DIFFERENT: { $verdict }
aircheck-gone = the capture { $file } is gone
aircheck-altered = THE CAPTURE { $file } WAS CHANGED
aircheck-no-files = nothing was captured
aircheck-no-order = the ledger names no sound for it
aircheck-unreadable = it can't be judged: { $why }

verify-captures = Kept captures: { $same ->
    [one] one file is
   *[other] { $same } files are
} as the ledger says.
verify-captures-altered = the capture { $file } (entry { $seq }) was changed
verify-captures-gone = the capture { $file } (entry { $seq }) is gone, and no entry says that it was removed
verify-captures-unknown = { $count ->
    [one] One capture is
   *[other] { $count } captures are
} in no entry and prove nothing.
