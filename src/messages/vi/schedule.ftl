# Những lỗi chỉ gặp trong tệp lịch.

diag-file-name = tên tệp "{ $name }" không dùng làm mã chương trình được
    .hint = Tên tệp chỉ gồm chữ thường không dấu, số và dấu gạch nối. Đổi tên thành { $proposed }.
diag-table-missing = chương trình chưa có { $key ->
        [when] giờ phát
       *[item] tiết mục nào
    }
    .hint = Thêm { $key ->
        [when] một dòng [[when]], dưới đó là: at = "05:45".
       *[item] một dòng [[item]], dưới đó là: play = "nhac/nhac-hieu.flac".
    }
diag-column-unknown = không có chuyên mục nào tên là "{ $value }"
    .hint = { $nearest ->
        [none] Chuyên mục phải được khai báo trong station.toml. { $known ->
            [none] Hiện chưa có chuyên mục nào.
           *[other] Hiện có: { $known }.
        }
       *[other] Có phải là "{ $nearest }"? Trong station.toml có: { $known }.
    }
diag-zone-unknown = không có khu vực nào tên là "{ $value }"
    .hint = { $nearest ->
        [none] Khu vực phải được khai báo trong station.toml. Dùng được: { $known }.
       *[other] Có phải là "{ $nearest }"? Dùng được: { $known }.
    }
diag-zones-all-and-more = "all" đã là mọi khu vực, không ghi chung với khu vực khác
    .hint = Viết ["all"], hoặc bỏ "all" và chỉ ghi những khu vực cần phát.
diag-not-yet = khóa `{ $key }` chưa dùng được trong bản này
    .hint = { $key ->
        [say] Thu lời thành tệp âm thanh rồi dùng play.
       *[relay] Chương trình tiếp âm hiện phải bật bằng tay.
    }
diag-when-without-time = quy tắc giờ phát này chưa có giờ
    .hint = Thêm một dòng: at = "05:45".
diag-at-and-cron = một quy tắc giờ phát chỉ dùng `at` hoặc `cron`, không dùng cả hai
    .hint = Xóa một dòng, hoặc tách thành hai [[when]].
diag-time-twice = giờ { $value } ghi hai lần
    .hint = Xóa một lần; chương trình chỉ phát một lượt vào giờ này.
diag-from-after-until = ngày bắt đầu { $from } sau ngày kết thúc { $until }
    .hint = Xem lại from và until.
diag-date-outside-rule = ngày { $value } nằm ngoài from … until nên không phát
    .hint = Xóa ngày này, hoặc sửa from và until.
diag-range-too-long = khoảng ngày "{ $value }" dài tới { $days } ngày
    .hint = Một khoảng dài nhất là 366 ngày; xem lại năm. Nếu đúng là dài như vậy, dùng from và until.
diag-weekday-of-month-invalid = không hiểu "{ $value }" là thứ mấy của tháng
    .hint = Viết thứ tự rồi đến thứ, ví dụ "1 T2" là thứ Hai đầu tháng, "cuối CN" là Chủ nhật cuối tháng.
diag-month-day-invalid = "{ $value }" không phải là ngày của tháng
    .hint = Viết số từ 1 đến { $most }, hoặc "cuối" là ngày cuối tháng.
diag-every-without-from = `every` chưa ghi tuần nào là tuần đầu (from)
    .hint = Viết, ví dụ: every = {"{"} weeks = { $weeks }, from = { $from } {"}"}, với from là một ngày của tuần phát đầu tiên.
diag-every-other-weekday = ngày bắt đầu { $from } là { $weekday }, không có trong days
    .hint = Các tuần được đếm từ tuần có ngày này, còn phát vào thứ nào là do days. Nếu viết nhầm thì sửa một trong hai.
diag-lunar-not-one = `lunar` phải ghi day, hoặc ghi cả from và until, không ghi lẫn
    .hint = Viết, ví dụ: lunar = {"{"} day = 15 {"}"}, lunar = {"{"} day = 10, month = 3 {"}"} hoặc lunar = {"{"} from = "23/12", until = "5/1" {"}"}.
diag-lunar-date-invalid = "{ $value }" không phải là ngày âm lịch
    .hint = Viết ngày/tháng, ví dụ "23/12" là 23 tháng Chạp.
diag-lunar-unknown = máy chỉ biết âm lịch từ { $first } đến { $last }
    .hint = Ngoài những ngày đó, quy tắc âm lịch này không phát. Hãy ghi ngày dương lịch vào dates, hoặc cập nhật phần mềm.
diag-lunar-far-ahead = trước { $date } không có ngày nào hợp với quy tắc âm lịch này
    .hint = Đến hết { $last } không có ngày nào hợp. Nếu là đêm giao thừa thì viết lunar = {"{"} day = "cuối", month = 12 {"}"}: giao thừa là ngày cuối tháng Chạp, mà từ năm 2025 đến năm 2032 tháng Chạp chỉ có 29 ngày.
diag-season-day-invalid = "{ $value }" không phải là ngày của mùa
    .hint = Viết tháng-ngày, ví dụ "04-01" là ngày 1 tháng 4.
diag-grace-without-wait = `grace` chỉ dùng với start = "wait"
    .hint = Thêm start = "wait", hoặc xóa grace.
diag-late-not-one = `late` phải có đúng một trong ba: skip_after, join, make_up_before
    .hint = Viết, ví dụ: late = {"{"} skip_after = "10m" {"}"}.
diag-late-join-false = join = false không có tác dụng
    .hint = Nếu không phát nối giữa chừng, xóa late hoặc dùng skip_after.
diag-make-up-too-early = không thể phát bù trước { $before } vì giờ phát là { $at }
    .hint = Chọn giờ sau { $at }, trong cùng ngày.
diag-rule-is-over = quy tắc giờ phát này đã hết hạn: ngày cuối là { $last }
    .hint = Sửa ngày nếu còn phát; nếu không thì xóa [[when]] này.
diag-rule-never-fires = quy tắc giờ phát này không phát ngày nào từ { $first } đến { $last }
    .hint = Xem lại các dòng ghi ngày (days, dates, lunar, season, except …): không ngày nào hợp với tất cả.
diag-rules-clash = hai quy tắc giờ phát trùng nhau lúc { $value } ngày { $date }
    .hint = Chương trình chỉ phát một lượt; sửa days hoặc giờ của một trong hai quy tắc.
diag-only-pauses = chương trình chỉ có khoảng lặng, nên không bao giờ có tiếng
    .hint = Thêm một [[item]] có play hoặc pick, hoặc xóa tệp này nếu không còn dùng.
diag-cron-five-fields = dòng cron có 5 trường, ở đây cần 6
    .hint = Trường đầu là giây. Viết "{ $proposed }".
diag-cron-field-count = dòng cron có { $count } trường, ở đây cần 6 hoặc 7
    .hint = Thứ tự: giây, phút, giờ, ngày, tháng, thứ, và có thể thêm năm.
diag-cron-weekday-number = thứ trong tuần của dòng cron ghi bằng số ("{ $value }")
    .hint = Mỗi phần mềm đếm một kiểu; viết tên: T2, T3 … CN hoặc Mon, Tue … Sun.
diag-cron-invalid = trường thứ { $number } của dòng cron không đọc được: "{ $field }"
    .hint = Thứ tự: giây phút giờ ngày tháng thứ, ví dụ "0 45 5 * * T2-T6". Nếu không quen, dùng at và days.
diag-cron-never-fires = không ngày nào hợp với dòng cron này
    .hint = Xem lại ngày, tháng và năm: ví dụ tháng 2 không có ngày 30.
diag-cron-too-often = dòng cron này phát { $count } lượt mỗi ngày
    .hint = Nhiều nhất là { $max } lượt. Trường đầu là giây: viết 0, không viết *.
diag-item-several-kinds = một tiết mục chỉ được có một trong: play, pick, pause
    .hint = Tách thành nhiều [[item]].
diag-item-without-kind = tiết mục này không ghi phát gì
    .hint = Thêm play = "…", pick = {"{"} … {"}"} hoặc pause = "5s".
diag-pick-without-column = `pick` không ghi chuyên mục
    .hint = Thêm column = "…" vào pick, hoặc vào đầu tệp.
diag-spacing-not-days = `spacing` phải là số ngày tròn, không phải "{ $value }"
    .hint = Viết theo ngày, ví dụ "2d" hoặc "2 ngày".
diag-path-absolute = "{ $value }" là đường dẫn đầy đủ trên máy
    .hint = Chép tệp vào thư mục audio/ rồi ghi đường dẫn tính từ đó, ví dụ "nhac/nhac-hieu.flac".
diag-path-leaves-audio = "{ $value }" đi ra ngoài thư mục audio/
    .hint = Chép tệp vào audio/; không dùng "..".
diag-path-notation = đường dẫn "{ $value }" viết chưa đúng mẫu
    .hint = Viết "{ $proposed }" (tính từ thư mục audio/, dùng dấu /).
diag-path-without-extension = "{ $value }" thiếu phần đuôi của tệp
    .hint = Ghi cả đuôi, ví dụ ".mp3" hoặc ".flac".
