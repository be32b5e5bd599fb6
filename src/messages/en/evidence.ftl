# Checkpoints, keys, evidence that is handed over.

help-verify-expect = A checkpoint or head that was kept elsewhere; the ledger must be whole up to it. A file, a folder, SEQ:SEAL, or the text of a QR code; may be given several times
help-checkpoint = Sign a checkpoint of the ledger and bring it out of this machine
help-checkpoint-text = Print one line of text alone, for a QR code or on paper
help-key = Show the public key that checks the checkpoints; make a new one
help-key-pem = Print the key as PEM, for openssl
help-key-new = Make a new key; the old one signs for it and is then deleted
help-key-by = Who decides that the key is replaced
help-export = Write the schedule as an Excel or CSV file, which loa import reads back; with --period, the evidence of these days
help-export-period = Write the evidence of these days and not the schedule: the month 2026-12, the year 2026, the day 2026-12-07, or 2026-10-01..2026-12-31
help-export-out = The file to write: .xlsx or .csv for the schedule (default: lich-phat.xlsx), .zip for evidence (default: chung-cu-PERIOD.zip)

checkpoint-made = Signed a checkpoint up to entry { $seq }, with key { $key }.
    Head: { $head }
checkpoint-nowhere = This checkpoint is only in this machine yet. Name a folder outside it under [evidence] checkpoint_to in station.toml, or print it: loa checkpoint --text

folder-written = Folder { $path }: holds the checkpoint up to entry { $seq }.
folder-same-disk = Folder { $path }: holds the checkpoint up to entry { $seq }, but it lies on the same disk as the ledger. See whether the stick is there; a checkpoint counts only outside this machine.
folder-away = Folder { $path }: not written yet, to be tried again ({ $why }).
folder-waits = Folder { $path }: no checkpoint yet.
folder-foreign = WARNING: folder { $path } holds a checkpoint at entry { $seq } that this ledger does not have. The ledger was replaced, cut or restored from an old copy; see: loa verify

key-renewed = The key was replaced. From now on key { $key } signs.
key-none = There is no key yet. It is made when the station runs first: loa run

status-checkpoint = Checkpoint: up to entry { $seq }, signed at { $at }
status-checkpoint-none = Checkpoint: none yet
status-checkpoint-error = CHECKPOINT: can't be signed ({ $why })

verify-signed = The ledger holds { $count } checkpoints, all of them rightly signed; the key in use: { $key }.
verify-unvouched = Note: from entry { $seq } on key { $key } signs, and the old key has not signed for it (the old key was lost, or somebody put in another).
verify-expected = Held against { $count } checkpoints that were kept elsewhere: the ledger is whole up to each; the last is at entry { $seq }.
verify-unmet = DOES NOT FIT at entry { $seq }: { $what }. Kept elsewhere: { $source }
verify-no-checkpoint = NOT READABLE as a checkpoint: { $file }
verify-of-others = Passed over { $count } checkpoints of other ledgers (another station's, or a rehearsal's).
unmet-other-ledger = this checkpoint is of another ledger ({ $detail })
unmet-unknown = can't be judged, because the ledger is broken from entry { $detail } on
unmet-cut-off = the ledger ends at entry { $detail }; what came after is gone, or it was restored from an old copy
unmet-differs = this entry, or one before it, is not what it was when the checkpoint was signed
unmet-signature = the signature is not that of a key in the ledger
verify-audio = Sound files that the ledger names: { $same } as they were, { $changed } changed, { $gone } no longer in audio/. (To change or delete a file after it was aired does not make the ledger wrong.)
verify-audio-changed = Changed after it was aired: audio/{ $file } (last aired at entry { $seq })
verify-audio-gone = Gone: audio/{ $file } (last aired at entry { $seq })

wrong-key-none = what it names is no key of this ledger
wrong-key-second = there was a first key already
wrong-key-not-current = this is not the key that signs here
wrong-key-signature = the signature is wrong
wrong-key-no-such-head = the checkpoint fits none of the entries just before it

export-period-empty = The ledger has no entry about { $period }.
export-period-done = Wrote { $file }: { $entries } entries ({ $first } to { $last }).
    Checkpoint: { $head }
    Whoever gets it checks it with: python3 verify_evidence.py { $file }

fault-expect = "{ $text }" is no checkpoint
    .hint = Give a file or folder that is there, SEQ:SEAL (41208:9f86d0…), or the text of a QR code (LOA1:…).
fault-expect-unreadable = { $path } can't be read
fault-not-signed = no checkpoint can be signed now ({ $why })
    .hint = See whether the ledger can be written: loa status
fault-key = the signing key can't be used
    .hint = It lies in data/keys/ and only its owner can read it; run this as the station's user.
fault-key-nobody = no name is given of the person who decides that the key is replaced
    .hint = Add: --by "NAME"
fault-export-period-kind = evidence goes into a .zip file, not into { $file }
    .hint = Add: --out evidence.zip

evidence-readme =
    EVIDENCE OF WHAT WAS AIRED
    { $station } ({ $id }), { $period }

    This file holds entries { $first } to { $last } of the station's ledger to the byte, and the digests of all
    others up to entry { $seq }, which a signed checkpoint covers. Head: { $head }

    How to check it without the station's program (Python 3 and openssl 3 are needed):

        unzip FILE.zip verify_evidence.py
        python3 verify_evidence.py FILE.zip

    Important: add the checkpoints that your office has kept from before (files on a USB stick, the head on a
    signed report, the text of a QR code). Only what was kept outside the machine shows that the ledger was not
    written anew:

        python3 verify_evidence.py FILE.zip kept.checkpoint.txt 41208:9f86d0...

    What is in the file:
        entries.jsonl        the entries of these days, to the byte as they were sealed
        before.sha256.bin    the SHA-256 of each entry before, 32 bytes each
        after.sha256.bin     the SHA-256 of each entry after, up to the checkpoint
        origin.txt           the origin line: whose ledger it is
        keys.jsonl, keys/    the entries about keys, and the public keys
        checkpoints/         signed checkpoints
        plans/               the plan of each day
        audio.sha256         the digests of the sound that was aired; sha256sum -c in the station folder compares
        ledger-format.md     the whole form

    The ledger says what the program handed to the sound device, and when. This evidence shows that the ledger was
    not changed behind a checkpoint that was kept elsewhere. It does not show that the loudspeakers could be heard,
    and it can't protect entries after the last checkpoint.

# What people say for the record.

help-confirm = Record the word of the person on duty: whether this airing was heard at the loudspeakers
help-confirm-airing = The scheduled time of the airing as in loa log (to the minute or the second), or its id
help-confirm-by = Name of the person on duty
help-confirm-not_heard = Nothing was heard at the loudspeakers
help-confirm-note = What there is to add
help-correct = Correct an entry of the ledger: another entry is added, the old one stays
help-correct-entry = The number of the entry
help-correct-by = Name of the person who corrects
help-correct-text = What is right
confirm-heard = Recorded in entry { $seq }: the person on duty heard "{ $title }" ({ $cue }).
confirm-not-heard = Recorded in entry { $seq }: the person on duty did NOT hear "{ $title }" ({ $cue }).
correct-done = Recorded in entry { $seq } as a correction of entry { $entry }, which stays as it is.
log-said-heard = { $at } { $title }: { $by } heard it (entry { $seq }){ $text }
log-said-not-heard = { $at } { $title }: { $by } did NOT hear it (entry { $seq }){ $text }
log-said-corrects = { $at } { $title }: { $by } corrects entry { $entry } (in entry { $seq }){ $text }
column-said = said
fault-airing = the ledger has no airing "{ $airing }"
    .hint = Name the scheduled time of the airing, such as 2026-12-07T05:45:30. The airings of a day: loa log 2026-12-07
fault-airing-not-begun = airing "{ $airing }" never began, so nobody can say whether it was heard
    .hint = Where the ledger is wrong, correct it: loa correct ENTRY --by "Name" --text "…"
fault-no-entry = the ledger has no entry { $seq }
    .hint = The entries of each airing are in the column entries: loa log 2026-12-07 --format json
fault-not-recorded = nothing can be recorded now ({ $why })
    .hint = See whether the disk has room and can be written (loa status), then try again.
fault-words-empty = a name or a text is empty
    .hint = Give a full name after --by, and the correction after --text.
fault-words-long = a name or a text is longer than { $max } characters
    .hint = Make it shorter.
fault-words-unprintable = a name or a text has a line break or a character that can't be printed
    .hint = Write it on one line.

# Backup and restore.

help-backup = Back the whole station up into one file: schedule, audio, ledger; the station airs meanwhile
help-backup-to = The .zip file to write, or a folder (a stick) to write it into
help-backup-with_key = Put the secret key into it too; whoever has the file can sign for the station
help-restore = Put a station back from a backup into an empty folder (named by --station); this becomes an entry
help-restore-backup = The .zip file that loa backup wrote
help-restore-by = Name of the person who puts it back
backup-done = Backed up into { $file } ({ $megabytes } MB): { $files } files and the ledger up to entry { $entries }.
    Head: { $head }
backup-with-key = The file holds the secret key: keep it safe, and give it to nobody.
backup-without-key = The key is not in the file. A station that is put back from it gets a new one, and the ledger says so.
backup-problems = These could not be backed up, or want a look:
restore-done = Put back into { $folder }: the ledger up to entry { $entries }, backed up at { $made }. The ledger says that it was put back.
    What was recorded after this backup is lost; checkpoints from after it will not match: keep them.
fault-backup-kind = no backup is written to { $file }: its name should end in .zip
    .hint = Name a .zip file, or a folder that is there.
fault-backup-unreadable = { $file } is no backup that can be used ({ $why })
    .hint = Use a .zip file that loa backup wrote; where it is damaged, another one.
fault-restore-not-empty = nothing is put back into { $folder }: the folder is not empty
    .hint = Name a new folder: loa --station NEW-FOLDER restore FILE.zip --by "Name"
verify-captures-not-put-back = { $count } captures from before the ledger was put back are not here: a backup holds none.
