# Lời giải thích từng khóa trong lược đồ (JSON Schema) cho trình soạn thảo.

schema-programme = Chương trình: một tệp trong schedules/
schema-station = Cấu hình của đài: station.toml
schema-calendar = Lịch năm của đài: calendar.toml
schema-segment = Tệp mô tả tin, bài: đặt cạnh tệp âm thanh

schema-programme-title = Tên chương trình, như bà con nghe và báo cáo ghi.
schema-programme-column = Chuyên mục mà chương trình phát.
schema-programme-zones = Phát ở cụm loa nào; ["all"] là mọi cụm.
schema-programme-priority = Cấp ưu tiên: thong-thuong, uu-tien hoặc khan-cap. Cấp thấp nhường cấp cao.
schema-programme-when = Khi nào phát: mỗi [[when]] là một quy tắc giờ phát.
schema-programme-item = Phát những gì, theo thứ tự: mỗi [[item]] là một tiết mục.

schema-when-at = Giờ phát, hoặc nhiều giờ: "05:45", ["05:45:30", "17:00"].
schema-when-cron = Dòng cron sáu trường, cho người đã quen: giây phút giờ ngày tháng thứ.
schema-when-days = Những thứ trong tuần: "T2", "T2-T6", ["T3", "CN"]. Không ghi là hằng ngày.
schema-when-dates = Chỉ phát vào những ngày này, năm trước: 2026-12-05, hoặc khoảng ngày "2026-12-01..2026-12-15".
schema-when-weekday-of-month = Thứ mấy của tháng: "1 T2" là thứ Hai đầu tháng, "cuối CN" là Chủ nhật cuối tháng.
schema-when-days-of-month = Ngày mấy của tháng: 25, hoặc "cuối" là ngày cuối tháng. Tháng không có ngày 31 thì tháng đó không phát.
schema-when-every = Cách mấy tuần một lần, đếm từ một ngày.
schema-when-lunar = Ngày âm lịch: rằm hằng tháng, một ngày trong năm, hoặc một đợt.
schema-when-on = Chỉ phát vào những ngày này: nhóm ngày như "ngay-le", thứ, ngày, khoảng ngày.
schema-every-weeks = Mấy tuần một lần: 2 là cách một tuần.
schema-every-from = Ngày đầu tiên; tuần có ngày này là tuần thứ nhất.
schema-lunar-day = Ngày âm lịch: 1, 15, [1, 15], hoặc "cuối" là ngày cuối tháng.
schema-lunar-month = Tháng âm lịch, từ 1 đến 12. Không ghi là mọi tháng, kể cả tháng nhuận.
schema-lunar-before = Phát trước mấy ngày: 1 là hôm trước.
schema-lunar-from = Ngày đầu của đợt, ngày/tháng âm lịch: "23/12".
schema-lunar-until = Ngày cuối của đợt, tính cả ngày đó: "5/1".
schema-when-from = Ngày đầu tiên.
schema-when-until = Ngày cuối cùng, tính cả ngày đó.
schema-when-season = Mùa trong năm, tính cả hai đầu; có thể qua năm mới.
schema-when-except = Những ngày không phát: nhóm ngày, thứ, ngày, khoảng ngày. Trừ ra luôn thắng.
schema-when-start = hard: đúng giây; wait: chờ chương trình trước trong khoảng grace; next: sau chương trình trước.
schema-when-grace = Với start = "wait": chờ lâu nhất bao nhiêu, ví dụ "5m".
schema-when-late = Khi không kịp giờ: bỏ sau bao lâu, nhập vào giữa, hay phát bù.
schema-when-resume = Sau mất điện giữa chừng: continue (phát tiếp), restart (phát lại từ đầu), drop (bỏ).
schema-when-outside-hours = Lý do được phát ngoài giờ cho phép; lý do được ghi vào sổ.

schema-season-from = Ngày đầu mùa: tháng-ngày, ví dụ "04-01".
schema-season-until = Ngày cuối mùa: tháng-ngày, ví dụ "09-30".

schema-late-skip-after = Được bắt đầu muộn nhất bao lâu, ví dụ "10m"; muộn hơn thì bỏ.
schema-late-join = true: bắt đầu từ đoạn lẽ ra đang phát, để kết thúc đúng giờ.
schema-late-make-up-before = Phát bù khi rảnh, trước giờ này trong cùng ngày.

schema-item-play = Một tệp âm thanh: đường dẫn trong audio/, có đuôi tệp.
schema-item-pick = Chọn tin, bài của một chuyên mục, mỗi ngày một lần chọn.
schema-item-pause = Khoảng lặng, ví dụ "2s".

schema-pick-column = Chọn trong chuyên mục nào; không ghi là chuyên mục của chương trình.
schema-pick-order = least-aired: bài ít phát nhất trước; repeat: phát lại bài vừa chọn lần trước.
schema-pick-new-first = Bài chưa phát lần nào có được đi trước không.
schema-pick-spacing = Số ngày nên cách trước khi chọn lại một bài, ví dụ "7 ngày".
schema-pick-at-most = Chọn nhiều nhất mấy bài.
schema-pick-up-to = Tổng thời lượng nhiều nhất, ví dụ "10m".

schema-file-station = Đài là ai.
schema-file-zone = Một cụm loa được gọi chung một tên.
schema-file-column = Một chuyên mục.
schema-file-days = Nhóm ngày có tên, để chương trình ghi trong except.
schema-file-hours = Giờ được phép phát.
schema-file-output = Đường ra âm thanh.
schema-file-loudness = Độ to chung cho mọi tệp.
schema-file-clock = Khi nào tin giờ của máy.
schema-file-evidence = Bằng chứng của sổ phát sóng để ở ngoài máy này.
schema-file-aircheck = Nghe kiểm tra những gì phát ra; không có khối này thì không thu gì.

schema-station-id = Mã của đài: chữ thường không dấu; đặt một lần, không đổi.
schema-station-name = Tên đầy đủ, in trên báo cáo.
schema-station-language = Ngôn ngữ của thông báo và báo cáo.

schema-zone-id = Mã cụm loa, để chương trình ghi trong zones.
schema-zone-name = Tên cụm loa.

schema-column-id = Mã chuyên mục, để chương trình và tin, bài ghi trong column.
schema-column-title = Tên chuyên mục.

schema-hours-allowed = Những khung giờ được bắt đầu phát, ví dụ "05:00-07:00". Khẩn cấp phát giờ nào cũng được.
schema-hours-earliest = Trước giờ này không phát gì, trừ khẩn cấp.
schema-hours-max-session = Mỗi buổi phát nhiều nhất bao lâu, ví dụ "60m".
schema-hours-max-day = Mỗi ngày phát nhiều nhất bao lâu, ví dụ "180m".
schema-hours-season = Giờ sớm nhất riêng cho một mùa.
schema-hours-gain = To thêm hay nhỏ bớt trong một khoảng giờ.

schema-hours-season-from = Ngày đầu mùa: tháng-ngày.
schema-hours-season-until = Ngày cuối mùa: tháng-ngày.
schema-hours-season-earliest = Giờ sớm nhất trong mùa này.

schema-hours-gain-from = Từ giờ này.
schema-hours-gain-until = Đến giờ này.
schema-hours-gain-gain-db = Thêm bớt bao nhiêu đề-xi-ben; số âm là nhỏ bớt.

schema-output-kind = server: qua PulseAudio hoặc PipeWire; card: thẳng ra card âm thanh; wav: ghi ra tệp; null: không phát.
schema-output-sink = Với server: tên đường ra; bỏ trống là đường mặc định.
schema-output-device = Với card: tên cố định của card, như "hw:CARD=Device,DEV=0".
schema-output-path = Với wav: tệp ghi ra.
schema-output-latency-offset-ms = Loa kêu trễ bao nhiêu mili giây so với máy.

schema-loudness-target-lufs = Mức trung bình (LUFS) mà mọi tệp được đưa về.
schema-loudness-true-peak-dbtp = Đỉnh cao nhất được phép (dBTP).

schema-clock-trust = Nguồn giờ đáng tin mà không cần người xác nhận: ntp (giờ mạng), rtc (pin giữ giờ).

schema-evidence-checkpoint-to = Các thư mục ngoài máy này (thẻ USB, ổ mạng) để ghi mốc niêm phong.

schema-aircheck-kind = server: một đường thu của PulseAudio hoặc PipeWire.
schema-aircheck-source = Tên đường thu (xem bằng lệnh pactl list short sources); bỏ trống là chính đường ra của đài.
schema-aircheck-quota-gb = Bản thu được chiếm nhiều nhất bao nhiêu GB; quá mức thì xóa bản cũ nhất.

schema-segment-title = Tên tin, bài, như bà con nghe và báo cáo ghi.
schema-segment-genre = Thể loại.
schema-segment-column = Chuyên mục được chọn bài này.
schema-segment-topics = Chủ đề; chủ đề đầu tiên là chính.
schema-segment-activity = Hoạt động trọng tâm của kế hoạch, hd1 đến hd4.
schema-segment-producer = Đơn vị sản xuất.
schema-segment-responsible = Người chịu trách nhiệm nội dung.
schema-segment-document = Văn bản mà bài nói đến, hoặc giao làm bài.
schema-segment-received = Ngày đài nhận được.
schema-segment-valid-from = Ngày đầu tiên được phát.
schema-segment-valid-until = Ngày cuối cùng được phát.
schema-segment-synthetic = Giọng đọc do máy tạo ra hay không.
schema-segment-approval = Ai duyệt, ngày nào, duyệt đúng bản nào. Lệnh "loa approve" ghi phần này.
schema-segment-withdrawn = Thu hồi: từ ngày nào không được phát nữa, vì sao.

schema-responsible-name = Họ và tên.
schema-responsible-title = Chức vụ.

schema-approval-by = Người duyệt.
schema-approval-on = Ngày duyệt.
schema-approval-sha256 = SHA-256 của âm thanh được duyệt.

schema-withdrawn-on = Từ ngày này không được phát.
schema-withdrawn-why = Lý do thu hồi.

schema-calendar-day = Những ngày đặc biệt trong năm: mỗi [[day]] là một dịp.
schema-calendar-mourning = Phát gì thay nhạc hiệu trong những ngày Quốc tang.
schema-calendar-day-name = Tên của dịp, cho người đọc: Tết Đinh Mùi.
schema-calendar-day-kind = Loại ngày: nghi (nghỉ lễ), lam-bu (đi làm bù), quoc-tang (Quốc tang) hoặc dung-phat (dừng phát).
schema-calendar-day-dates = Những ngày nào, năm trước: 2027-01-01, hoặc khoảng ngày "2027-02-04..2027-02-10", tính cả hai đầu.
schema-mourning-signature = Tệp âm thanh trong audio/, có cả đuôi: nhac/nhac-tram.flac.
