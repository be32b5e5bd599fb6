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
diff-unknown = Ngày { $day }: không có kế hoạch cũ để so.
    .hint = Đài chỉ lưu kế hoạch của ngày đã lên sóng; ngày mai được lưu từ 23:50 hôm trước. Với ngày chưa tới, trước khi sửa lịch hãy lưu lại: loa plan { $day } --format csv --out truoc.csv
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
why-silent = Không đúng ngày này.
why-same-second = Lúc { $times } đã có quy tắc { $other } đứng trước, nên quy tắc này không thêm lượt nào.
why-every-day = phát mọi ngày
why-airs = KẾT LUẬN: phát lúc { $times }.
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
condition-weekday-of-month = đúng thứ trong tháng ghi ở weekday_of_month
condition-days-of-month = đúng ngày trong tháng ghi ở days_of_month
condition-every = cứ { $weeks } tuần một lần, tính từ tuần có ngày { $from }
condition-lunar = đúng ngày âm lịch ghi ở lunar; hôm đó là { $lunar } âm lịch
condition-lunar-unknown = đúng ngày âm lịch ghi ở lunar; máy chỉ biết âm lịch từ năm 2020 đến năm 2050
condition-on = thuộc những ngày ghi ở on: { $sets }

# Các lượt sắp tới

next-empty = Trong { $days } ngày tới không có lượt phát nào.
next-empty-of = Trong { $days } ngày tới { $what } không được phát lượt nào. Xem lý do của một ngày bằng: loa why CHƯƠNG-TRÌNH NGÀY
next-fewer = Trong { $days } ngày tới chỉ có { $found } lượt.
