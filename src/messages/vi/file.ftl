# Những lỗi có thể gặp trong mọi tệp .toml: tệp lịch, station.toml, tệp mô tả tin, bài.

diag-toml-syntax = dòng này không đúng cú pháp TOML ({ $said })
    .hint = Mỗi dòng viết theo mẫu: khóa = "giá trị".
diag-quotes-curly = dấu ngoặc kép cong (“ ”) không dùng được
    .hint = Gõ dấu ngoặc kép thẳng ("). Word tự đổi sang dấu cong; hãy soạn bằng Notepad.
diag-key-twice = khóa `{ $key }` được viết hai lần
    .hint = Giữ lại một dòng, xóa dòng kia.
diag-value-unquoted = giá trị phải nằm trong dấu ngoặc kép
    .hint = Nếu đây là chữ hoặc giờ, viết "{ $value }".
diag-quote-missing = thiếu dấu ngoặc kép
    .hint = Mỗi giá trị chữ mở và đóng bằng dấu ngoặc kép (") trên cùng một dòng.
diag-equals-missing = thiếu dấu bằng (=) và giá trị sau khóa
    .hint = Viết theo mẫu: khóa = "giá trị". Ghi chú phải bắt đầu bằng dấu #.
diag-value-missing = thiếu giá trị sau dấu bằng
    .hint = Viết giá trị, hoặc xóa cả dòng nếu không cần.
diag-comma-missing = thiếu dấu phẩy giữa hai giá trị
    .hint = Viết theo mẫu: ["T2", "T4", "T6"].
diag-bracket-missing = thiếu dấu ngoặc đóng
    .hint = Mỗi dấu [ cần một dấu ], mỗi dấu {"{"} cần một dấu {"}"}.
diag-key-invalid = tên khóa ở đây không đúng
    .hint = Dòng phải theo mẫu: khóa = "giá trị", khóa viết không dấu. Ghi chú phải bắt đầu bằng dấu #.
diag-boolean-case = true và false phải viết chữ thường
    .hint = Viết { $value }.
diag-backslash = dấu gạch chéo ngược (\) trong ngoặc kép có nghĩa riêng
    .hint = Viết đường dẫn bằng dấu gạch chéo xuôi: "nhac/nhac-hieu.flac".
diag-line-leftover = cuối dòng có chữ thừa
    .hint = Mỗi dòng một khóa; xóa phần thừa, hoặc đặt dấu # trước ghi chú.
diag-wrong-type = giá trị của `{ $key }` phải là { $expected ->
        [string] chữ trong dấu ngoặc kép
        [integer] số nguyên
        [number] số
        [boolean] true hoặc false
        [date] ngày
        [time] giờ
        [duration] khoảng thời gian
        [array] danh sách trong ngoặc vuông
       *[table] nhóm khóa
    }, không phải { $found ->
        [string] chữ
        [integer] số nguyên
        [float] số thập phân
        [boolean] true hoặc false
        [datetime] ngày giờ
        [array] danh sách
       *[table] nhóm khóa
    }
    .hint = { $expected ->
        [string] Viết theo mẫu: { $key } = "chữ".
        [integer] Viết theo mẫu: { $key } = 3, không có dấu ngoặc kép.
        [number] Viết theo mẫu: { $key } = -23.0, không có dấu ngoặc kép.
        [boolean] Viết theo mẫu: { $key } = true, không có dấu ngoặc kép.
        [date] Viết theo mẫu: { $key } = 2026-12-05 (năm-tháng-ngày).
        [time] Viết theo mẫu: { $key } = "05:45" hoặc "05:45:30".
        [duration] Viết theo mẫu: { $key } = "10m" hoặc "10 phút".
        [array] Viết theo mẫu: { $key } = ["…", "…"].
       *[table] Viết theo mẫu: { $key } = {"{"} … {"}"}.
    }
diag-key-missing = thiếu khóa `{ $key }`
    .hint = Thêm một dòng: { $key } = …
diag-unknown-key = không có khóa nào tên là `{ $key }`
    .hint = { $nearest ->
        [none] Ở đây chỉ dùng được: { $known }.
       *[other] Có phải là `{ $nearest }`?
    }
diag-key-misplaced = khóa `{ $key }` đặt sai chỗ
    .hint = { $home ->
        [top] Đưa dòng này lên đầu tệp, trước dòng [[…]] đầu tiên.
       *[other] Đưa dòng này xuống dưới một dòng [[{ $home }]].
    }
diag-table-not-array = `[{ $key }]` phải viết với hai dấu ngoặc vuông
    .hint = Viết [[{ $key }]].
diag-text-empty = giá trị của `{ $key }` để trống
    .hint = Điền giá trị, hoặc xóa cả dòng nếu không cần.
diag-file-utf16 = tệp lưu theo bảng mã UTF-16 nên không đọc được
    .hint = Mở bằng Notepad, chọn Lưu thành (Save As), mục Mã hóa (Encoding) chọn UTF-8.
diag-file-not-utf8 = tệp không lưu theo bảng mã UTF-8: từ đây có chữ không đọc được
    .hint = Mở bằng Notepad, chọn Lưu thành (Save As), mục Mã hóa (Encoding) chọn UTF-8. Chữ gõ theo phông cũ (TCVN3, VNI) phải gõ lại hoặc chuyển sang Unicode.
diag-text-unprintable = giá trị của `{ $key }` có ký tự xuống dòng hoặc ký tự ẩn: { $character }
    .hint = Viết trên một dòng; xóa và gõ lại bằng tay nếu chữ được dán từ nơi khác.
diag-text-too-long = giá trị của `{ $key }` quá dài
    .hint = Dài nhất là { $max } ký tự.
diag-value-out-of-range = giá trị { $value } của `{ $key }` nằm ngoài giới hạn
    .hint = Dùng giá trị từ { $min } đến { $max }.
diag-choice-unknown = `{ $key }` không nhận giá trị "{ $value }"
    .hint = { $nearest ->
        [none] Chọn một trong: { $known }.
       *[other] Có phải là "{ $nearest }"? Chọn một trong: { $known }.
    }
diag-date-invalid = "{ $value }" không phải là ngày
    .hint = Viết năm-tháng-ngày, ví dụ 2026-12-05.
diag-date-day-first = ngày "{ $value }" viết ngày trước, năm sau
    .hint = Viết { $iso } (năm-tháng-ngày), để không ai đọc nhầm ngày với tháng.
diag-date-notation = ngày "{ $value }" viết chưa đúng mẫu
    .hint = Viết { $iso }.
diag-date-swapped = ngày "{ $value }" viết ngược ngày với tháng
    .hint = Viết { $iso } (năm-tháng-ngày).
diag-date-not-in-calendar = lịch không có ngày "{ $value }"
    .hint = Xem lại số ngày của tháng; năm từ 1900 đến 2200.
diag-title-full-width = tên "{ $title }" gõ bằng chữ rộng (kiểu bàn phím Nhật, Trung)
    .hint = Viết "{ $proposed }": tắt kiểu gõ chữ rộng (full-width) rồi gõ lại, kẻo khi tìm không thấy.
diag-character-control = dòng này có ký tự điều khiển { $character }, không nhìn thấy được và không dùng được
    .hint = Xóa ký tự đó, hoặc xóa cả dòng rồi gõ lại bằng tay.
diag-line-end-alone = tệp này xuống dòng kiểu máy Mac đời cũ (chỉ có ký tự U+000D), nên máy đọc thành một dòng
    .hint = Mở tệp bằng Notepad hoặc trình soạn thảo, chọn kiểu xuống dòng Windows (CRLF) hoặc Unix (LF) rồi lưu lại.
diag-letters-full-width = "{ $value }" gõ bằng chữ rộng (kiểu bàn phím Nhật, Trung), máy không đọc được
    .hint = Viết { $proposed }: tắt kiểu gõ chữ rộng (full-width) rồi gõ lại.
diag-time-invalid = "{ $value }" không phải là giờ trong ngày
    .hint = Viết giờ:phút hoặc giờ:phút:giây, ví dụ "05:45" hoặc "05:45:30".
diag-time-hour-range = "{ $value }" không phải là giờ trong ngày
    .hint = Giờ đi từ 00 đến 23; nửa đêm viết "00:00".
diag-time-minute-range = "{ $value }" không phải là giờ trong ngày
    .hint = Phút và giây đi từ 00 đến 59.
diag-time-notation = giờ "{ $value }" viết chưa đúng mẫu
    .hint = Viết "{ $proposed }".
diag-duration-invalid = "{ $value }" không phải là khoảng thời gian
    .hint = Viết số kèm đơn vị, ví dụ "30s" (giây), "10m" (phút), "1h30m", "2d" (ngày), hoặc "10 phút".
diag-duration-unit-missing = "{ $value }" thiếu đơn vị
    .hint = Viết "{ $value }m" nếu là phút, "{ $value }s" nếu là giây.
diag-duration-too-long = khoảng thời gian "{ $value }" quá dài
    .hint = Dài nhất là 366 ngày.
diag-array-empty = danh sách `{ $key }` để trống
    .hint = Điền ít nhất một giá trị, hoặc xóa cả dòng nếu không cần.
diag-weekday-number = "{ $value }" là con số, không phải tên ngày trong tuần
    .hint = Viết tên ngày: T2 là thứ Hai, T7 là thứ Bảy, CN là Chủ nhật.
diag-weekday-unknown = không có ngày nào trong tuần là "{ $value }"
    .hint = Viết T2, T3, T4, T5, T6, T7, CN, hoặc một khoảng như T2-T6.
diag-day-set-unknown = không hiểu "{ $value }" là những ngày nào
    .hint = { $nearest ->
        [none] Viết ngày (2026-02-14), khoảng ngày (2026-02-14..2026-02-22), thứ (CN), hoặc tên nhóm ngày trong station.toml.
       *[other] Có phải là nhóm ngày "{ $nearest }"? Trong station.toml có: { $known }.
    }
diag-range-backwards = khoảng ngày "{ $value }" có ngày đầu sau ngày cuối
    .hint = Đổi chỗ hai ngày.
