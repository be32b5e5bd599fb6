# Mốc niêm phong, khóa ký, bằng chứng giao đi.

help-verify-expect = Mốc niêm phong hoặc đầu sổ đã giữ ở ngoài máy; sổ phải còn nguyên đến mốc đó. Tệp, thư mục, SỐ:NIÊM-PHONG hoặc chữ trong mã QR; ghi được nhiều lần
help-checkpoint = Ký mốc niêm phong cho sổ phát sóng và ghi ra ngoài máy
help-checkpoint-text = Chỉ in một dòng chữ, để làm mã QR hoặc in ra giấy
help-key = Xem khóa công khai để kiểm tra mốc niêm phong; tạo khóa mới
help-key-pem = In khóa dạng PEM, cho openssl
help-key-new = Tạo khóa ký mới; khóa cũ ký xác nhận khóa mới rồi bị xóa
help-key-by = Họ tên người quyết định đổi khóa
help-export = Ghi lịch phát ra tệp Excel hoặc CSV để sửa rồi nhập lại; có --period thì ghi bằng chứng phát sóng của kỳ đó
help-export-period = Ghi bằng chứng của một kỳ thay vì lịch phát: tháng 2026-12, năm 2026, ngày 2026-12-07, hoặc 2026-10-01..2026-12-31
help-export-out = Tệp cần ghi: .xlsx hoặc .csv cho lịch phát (mặc định: lich-phat.xlsx), .zip cho bằng chứng (mặc định: chung-cu-KỲ.zip)

checkpoint-made = Đã ký mốc niêm phong đến dòng { $seq }, khóa { $key }.
    Đầu sổ: { $head }
checkpoint-nowhere = Mốc này mới chỉ nằm trong máy. Hãy khai thư mục ngoài máy ở [evidence] checkpoint_to trong station.toml, hoặc in mã: loa checkpoint --text

folder-written = Thư mục { $path }: có mốc niêm phong đến dòng { $seq }.
folder-same-disk = Thư mục { $path }: có mốc niêm phong đến dòng { $seq }, nhưng thư mục này nằm cùng ổ đĩa với sổ. Xem lại thẻ đã cắm chưa; mốc phải ở ngoài máy mới có giá trị.
folder-away = Thư mục { $path }: chưa ghi được, máy sẽ thử lại ({ $why }).
folder-waits = Thư mục { $path }: chưa có mốc nào.
folder-foreign = CẢNH BÁO: thư mục { $path } giữ một mốc niêm phong ở dòng { $seq } mà sổ này không có. Sổ đã bị thay, bị cắt hoặc bị khôi phục từ bản cũ; xem bằng: loa verify

key-renewed = Đã đổi khóa. Từ nay sổ được ký bằng khóa { $key }.
key-none = Chưa có khóa ký. Khóa được tạo khi đài chạy lần đầu: loa run

status-checkpoint = Mốc niêm phong: đến dòng { $seq }, ký lúc { $at }
status-checkpoint-none = Mốc niêm phong: chưa có
status-checkpoint-error = MỐC NIÊM PHONG: chưa ký được ({ $why })

verify-signed = Trong sổ có { $count } mốc niêm phong, chữ ký đều đúng; khóa đang dùng: { $key }.
verify-unvouched = Lưu ý: từ dòng { $seq } sổ được ký bằng khóa { $key }, và khóa cũ không ký xác nhận khóa này (khóa cũ bị mất, hoặc có người thay khóa).
verify-expected = Đối chiếu { $count } mốc niêm phong giữ ở ngoài: sổ còn nguyên đến từng mốc; mốc xa nhất ở dòng { $seq }.
verify-unmet = KHÔNG KHỚP ở dòng { $seq }: { $what }. Mốc giữ ở ngoài: { $source }
verify-no-checkpoint = KHÔNG ĐỌC ĐƯỢC mốc niêm phong: { $file }
verify-of-others = Bỏ qua { $count } mốc niêm phong của sổ khác (đài khác, hoặc sổ phát thử).
unmet-other-ledger = mốc này của sổ khác ({ $detail })
unmet-unknown = không kiểm được, vì sổ hỏng từ dòng { $detail }
unmet-cut-off = sổ chỉ còn đến dòng { $detail }; phần sau đã mất, hoặc sổ được khôi phục từ bản cũ
unmet-differs = dòng này, hoặc một dòng trước nó, không còn như lúc ký mốc
unmet-signature = chữ ký không phải của khóa nào ghi trong sổ
verify-audio = Tệp âm thanh mà sổ ghi: { $same } còn nguyên, { $changed } đã khác, { $gone } không còn trong audio/. (Sửa hay xóa tệp sau khi phát không làm sai sổ.)
verify-audio-changed = Đã khác sau khi phát: audio/{ $file } (phát lần cuối ở dòng { $seq })
verify-audio-gone = Không còn: audio/{ $file } (phát lần cuối ở dòng { $seq })

wrong-key-none = dòng về khóa không ghi khóa nào của sổ này
wrong-key-second = sổ đã có khóa đầu tiên từ trước
wrong-key-not-current = không phải khóa đang ký ở chỗ này
wrong-key-signature = chữ ký không đúng
wrong-key-no-such-head = mốc niêm phong không đúng với dòng nào ngay trước nó

export-period-empty = Sổ không có dòng nào của kỳ { $period }.
export-period-done = Đã ghi { $file }: { $entries } dòng sổ (từ { $first } đến { $last }).
    Mốc niêm phong: { $head }
    Người nhận kiểm tra bằng: python3 verify_evidence.py { $file }

fault-expect = không hiểu mốc niêm phong "{ $text }"
    .hint = Ghi tên tệp hoặc thư mục đang có, SỐ:NIÊM-PHONG (41208:9f86d0…), hoặc chữ trong mã QR (LOA1:…).
fault-expect-unreadable = không đọc được { $path }
fault-not-signed = chưa ký được mốc niêm phong ({ $why })
    .hint = Xem sổ có ghi được không: loa status
fault-key = không dùng được khóa ký
    .hint = Khóa nằm ở data/keys/ và chỉ chủ của nó đọc được; hãy chạy bằng đúng người dùng của đài.
fault-key-nobody = chưa ghi họ tên người quyết định đổi khóa
    .hint = Thêm: --by "HỌ TÊN"
fault-export-period-kind = bằng chứng phải ghi vào tệp .zip, không phải { $file }
    .hint = Thêm: --out chung-cu.zip

evidence-readme =
    BẰNG CHỨNG PHÁT SÓNG
    { $station } ({ $id }), kỳ { $period }

    Tệp này chứa nguyên văn các dòng { $first } đến { $last } của sổ phát sóng, và mã băm của mọi dòng
    khác đến dòng { $seq }, là dòng có mốc niêm phong đã ký. Đầu sổ: { $head }

    Cách kiểm tra, không cần phần mềm của đài (cần Python 3 và openssl 3):

        unzip TỆP.zip verify_evidence.py
        python3 verify_evidence.py TỆP.zip

    Quan trọng: hãy kèm thêm những mốc niêm phong mà cơ quan giữ từ trước (tệp trên thẻ USB, đầu sổ in
    trên báo cáo đã ký, hoặc chữ trong mã QR). Chỉ mốc giữ ở ngoài máy mới cho thấy sổ không bị viết lại:

        python3 verify_evidence.py TỆP.zip moc.checkpoint.txt 41208:9f86d0...

    Có gì trong tệp:
        entries.jsonl        các dòng của kỳ này, đúng từng byte như lúc niêm phong
        before.sha256.bin    SHA-256 của từng dòng trước đó, 32 byte mỗi dòng
        after.sha256.bin     SHA-256 của từng dòng sau đó, đến mốc niêm phong
        origin.txt           dòng gốc, cho biết sổ của đài nào
        keys.jsonl, keys/    các dòng về khóa ký, và khóa công khai
        checkpoints/         mốc niêm phong đã ký
        plans/               kế hoạch phát của từng ngày
        audio.sha256         mã băm của tệp âm thanh đã phát; đối chiếu bằng sha256sum -c trong thư mục của đài
        ledger-format.md     mô tả đầy đủ (tiếng Anh)

    Sổ cho biết phần mềm đã phát gì ra thiết bị âm thanh, vào lúc nào. Bằng chứng này cho thấy sổ không bị
    sửa sau mốc đã giữ ở ngoài; không cho thấy loa ngoài trời có kêu, và không bảo vệ được những dòng sau mốc cuối.

# Lời người trực, đính chính.

help-confirm = Ghi lời xác nhận của người trực: lượt phát này có nghe thấy ở loa hay không
help-confirm-airing = Giờ theo lịch của lượt phát như trong loa log (đến phút hoặc đến giây), hoặc mã lượt phát
help-confirm-by = Họ tên người trực
help-confirm-not_heard = Không nghe thấy gì ở loa
help-confirm-note = Lời ghi thêm
help-correct = Đính chính một dòng sổ: ghi thêm dòng mới, dòng cũ giữ nguyên
help-correct-entry = Số của dòng cần đính chính
help-correct-by = Họ tên người đính chính
help-correct-text = Điều đúng là gì
confirm-heard = Đã ghi ở dòng { $seq }: người trực xác nhận đã nghe "{ $title }" ({ $cue }).
confirm-not-heard = Đã ghi ở dòng { $seq }: người trực xác nhận KHÔNG nghe thấy "{ $title }" ({ $cue }).
correct-done = Đã ghi đính chính ở dòng { $seq } cho dòng { $entry }; dòng { $entry } giữ nguyên.
log-said-heard = { $at } { $title }: { $by } xác nhận đã nghe (dòng { $seq }){ $text }
log-said-not-heard = { $at } { $title }: { $by } xác nhận KHÔNG nghe thấy (dòng { $seq }){ $text }
log-said-corrects = { $at } { $title }: { $by } đính chính dòng { $entry } (ở dòng { $seq }){ $text }
column-said = lời người trực
fault-airing = sổ không có lượt phát "{ $airing }"
    .hint = Ghi giờ theo lịch của lượt phát, ví dụ 2026-12-07T05:45:30. Xem các lượt phát của ngày: loa log 2026-12-07
fault-airing-not-begun = lượt phát "{ $airing }" chưa hề phát ra, nên không xác nhận là đã nghe hay không được
    .hint = Nếu sổ ghi sai, hãy đính chính: loa correct SỐ-DÒNG --by "Họ và tên" --text "…"
fault-no-entry = sổ không có dòng { $seq }
    .hint = Số dòng của từng lượt phát ở cột entries: loa log 2026-12-07 --format json
fault-not-recorded = lúc này chưa ghi được vào sổ ({ $why })
    .hint = Xem ổ đĩa còn chỗ và còn ghi được không (loa status), rồi làm lại.
fault-words-empty = họ tên hoặc lời ghi đang bỏ trống
    .hint = Ghi họ tên đầy đủ sau --by; lời đính chính sau --text.
fault-words-long = họ tên hoặc lời ghi dài quá { $max } chữ
    .hint = Viết gọn lại.
fault-words-unprintable = họ tên hoặc lời ghi có ngắt dòng hoặc ký tự không in được
    .hint = Viết trên một dòng.

# Sao lưu, khôi phục.

help-backup = Sao lưu cả đài vào một tệp: lịch, âm thanh, sổ phát sóng; đài vẫn phát trong lúc sao lưu
help-backup-to = Tệp .zip cần ghi, hoặc thư mục (thẻ USB) để ghi tệp vào đó
help-backup-with_key = Sao lưu cả khóa ký bí mật; ai có tệp này thì ký thay đài được, phải cất kỹ
help-restore = Khôi phục đài từ tệp sao lưu vào một thư mục còn trống (ghi ở --station); việc này được ghi vào sổ
help-restore-backup = Tệp .zip do loa backup ghi ra
help-restore-by = Họ tên người khôi phục
backup-done = Đã sao lưu vào { $file } ({ $megabytes } MB): { $files } tệp và sổ phát sóng đến dòng { $entries }.
    Đầu sổ: { $head }
backup-with-key = Trong tệp có khóa ký bí mật: cất kỹ, không gửi cho ai.
backup-without-key = Khóa ký không nằm trong tệp. Khi khôi phục, đài sẽ có khóa mới và sổ ghi rõ điều đó.
backup-problems = Những chỗ sau không sao lưu được hoặc cần xem lại:
restore-done = Đã khôi phục vào { $folder }: sổ đến dòng { $entries }, sao lưu lúc { $made }. Việc khôi phục đã ghi vào sổ.
    Những gì ghi vào sổ sau bản sao lưu này không còn; mốc niêm phong ký sau đó sẽ không khớp, hãy giữ lại để đối chiếu.
fault-backup-kind = không sao lưu vào { $file }: tệp sao lưu phải có đuôi .zip
    .hint = Ghi tên tệp .zip, hoặc tên một thư mục đang có.
fault-backup-unreadable = { $file } không phải bản sao lưu dùng được ({ $why })
    .hint = Dùng tệp .zip do loa backup ghi ra; nếu tệp bị hỏng thì dùng bản sao lưu khác.
fault-restore-not-empty = không khôi phục vào { $folder }: thư mục không trống
    .hint = Chọn thư mục mới: loa --station THƯ-MỤC-MỚI restore TỆP.zip --by "Họ và tên"
verify-captures-not-put-back = { $count } bản thu có từ trước khi sổ được khôi phục không có ở đây: bản sao lưu không chứa bản thu.
