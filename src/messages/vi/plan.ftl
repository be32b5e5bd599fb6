# Lời của các bản xem kế hoạch: bảng, lịch tuần, so sánh, giải thích.

plan-empty = Ngày { $day } không có chương trình nào.
plan-blocked = KHÔNG PHÁT: { $reason }
plan-blocked-by = KHÔNG PHÁT: { $reason } ({ $by })
plan-written = Đã ghi vào { $path }
zones-all = tất cả
zones-every = Tất cả cụm loa
choice-new = chưa phát lần nào
choice-least-aired = ít được phát nhất (đã phát { $times } lần)
choice-spacing-given-up = chưa đủ giãn cách nhưng không còn tin, bài khác (đã phát { $times } lần)
choice-repeat = phát lại
fate-clear = phát đúng giờ
fate-gives-way = không phát, nhường { $to }
fate-cut-at = sẽ bị ngắt lúc { $at } để nhường { $by }
fate-delayed = sẽ lùi đến { $to }, sau khi { $by } phát xong
fate-outside-hours = phát ngoài giờ, lý do: { $why }

# Lịch tuần để in

week-title = Lịch phát sóng tuần
week-span = Từ ngày { $from } đến ngày { $until }
week-time = Giờ
week-morning = Buổi sáng
week-noon = Buổi trưa
week-afternoon = Buổi chiều
week-evening = Buổi tối
week-empty = Tuần này không có chương trình nào.
week-one-item = Một tiết mục
week-made-by = Người lập
week-approved-by = Phê duyệt
week-sign = (Ký, ghi rõ họ tên)
week-sign-and-seal = (Ký, ghi rõ họ tên, đóng dấu)
week-signed-on = Ngày …… tháng …… năm ………
weekday-mon = Thứ Hai
weekday-tue = Thứ Ba
weekday-wed = Thứ Tư
weekday-thu = Thứ Năm
weekday-fri = Thứ Sáu
weekday-sat = Thứ Bảy
weekday-sun = Chủ nhật

# So với kế hoạch trước

diff-against = Ngày { $day }: so với kế hoạch lên sóng lúc { $at }.
diff-same = Ngày { $day }: không có gì thay đổi.
diff-against-folder = Ngày { $day }: so với kế hoạch theo thư mục { $at }.
diff-unread = Trong { $dir } có tệp lịch bị lỗi nên không so được chương trình đó: { $files }
diff-unknown = { $count ->
        [1] Ngày { $first }
       *[other] Từ ngày { $first } đến ngày { $last }
    }: không biết kế hoạch trước khi sửa, nên không so được.
    .hint = Đài chỉ giữ kế hoạch của ngày đã lên sóng (của ngày mai thì từ 23:50), không giữ bản cũ của các tệp lịch. Muốn so những ngày chưa tới thì chép lại station.toml, calendar.toml và thư mục schedules trước khi sửa, rồi chạy: loa plan { $day } --diff --against THƯ-MỤC-ĐÃ-CHÉP
what-added = thêm
what-removed = bỏ
what-moved = đổi giờ
what-content = đổi nội dung
what-fate = đổi dự kiến phát
what-settings = đổi cách phát
setting-zones = khu vực
setting-priority = mức ưu tiên
setting-start = cách vào sóng
setting-late = xử lý khi muộn
setting-resume = xử lý khi bị ngắt

# Vì sao phát hay không phát

why-heading = { $title } ({ $programme }), { $weekday } { $day }
why-rule = Quy tắc { $number }: { $times }
why-fires = Đúng ngày: phát lúc { $times }.
why-outside-hours = Được phép phát ngoài giờ quy định, lý do: { $reason }
why-in-mourning = phát thay "{ $title }" trong ngày Quốc tang
why-silent = Không đúng ngày này.
why-same-second = Lúc { $times } đã có quy tắc { $other } đứng trước, nên quy tắc này không thêm lượt nào.
why-every-day = phát mọi ngày
why-airs = KẾT LUẬN: phát lúc { $times }.
why-airs-partly = KẾT LUẬN: phát lúc { $times }, nhưng chỉ có: { $items }. Mục không phát có lý do ghi bên cạnh ở trên.
why-not-due = KẾT LUẬN: ngày này không phát, vì không có quy tắc nào đúng ngày.
why-only-pauses = KẾT LUẬN: ngày này không phát, vì chương trình chỉ có khoảng lặng.
why-blocked = KẾT LUẬN: có trong lịch nhưng không phát được; lý do ghi ở từng mục trên đây.
why-plan = Kế hoạch, lượt { $at }:
why-refused = Trong chuyên mục { $column } ngày này không dùng được:
why-refused-segment = { $title } ({ $segment }): { $reason }
condition-met = đạt
condition-not-met = không đạt
condition-weekdays = ngày trong tuần: { $days }
condition-dates = một trong { $count } ngày ghi trong lịch; gần nhất là { $near }
condition-from = từ ngày { $day }
condition-until = đến hết ngày { $day }
condition-season = mùa từ { $from } đến { $until }
condition-except = trừ những ngày ghi trong except
condition-except-in = trừ những ngày: { $sets }
condition-cron = dòng cron "{ $line }"
condition-weekday-of-month = thứ trong tháng: { $days }
condition-days-of-month = ngày trong tháng: { $days }
condition-every = cứ { $weeks } tuần một lần, tính từ tuần có ngày { $from }
condition-lunar = âm lịch: { $days }; hôm đó là { $lunar } âm lịch
condition-lunar-unknown = âm lịch: { $days }; máy chỉ biết âm lịch từ năm 2020 đến năm 2050
words-weekday-of-month = { $nth ->
        [1] { $weekday } đầu tháng
       *[other] { $weekday } lần thứ { $nth } trong tháng
    }
words-last-weekday-of-month = { $weekday } cuối tháng
words-day-of-month = ngày { $day }
words-last-day-of-month = ngày cuối tháng
words-lunar-day = { $day ->
        [1] mùng 1
        [2] mùng 2
        [3] mùng 3
        [4] mùng 4
        [5] mùng 5
        [6] mùng 6
        [7] mùng 7
        [8] mùng 8
        [9] mùng 9
        [10] mùng 10
        [15] rằm
       *[other] ngày { $day }
    }
words-lunar-month = { $month ->
        [1] tháng Giêng
        [12] tháng Chạp
       *[other] tháng { $month }
    }
words-lunar-last-day = ngày cuối
words-lunar-every-month = mỗi tháng
words-lunar-date = { $day } { $month }
words-lunar-window = từ { $from } đến hết { $until }
words-days-before = { $count } ngày trước { $days }
condition-on = thuộc những ngày ghi ở on: { $sets }

# Các lượt sắp tới

next-empty = Trong { $days } ngày tới không có lượt phát nào.
next-empty-of = Trong { $days } ngày tới { $what } không được phát lượt nào. Xem lý do của một ngày bằng: loa why CHƯƠNG-TRÌNH NGÀY
next-fewer = Trong { $days } ngày tới chỉ có { $found } lượt.
