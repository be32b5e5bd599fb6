# Lời của các lệnh: trợ giúp, kết quả, lỗi.

word-error = lỗi
word-warning = cảnh báo
word-hint = gợi ý
word-cause = nguyên nhân

# Trợ giúp

help-loa = Loa – đài truyền thanh cấp xã: phát đúng giờ theo lịch, ghi sổ phát sóng có niêm phong
help-heading-usage = Cách dùng:
help-heading-options = Tùy chọn:
help-heading-arguments = Tham số:
help-heading-commands = Các lệnh:
help-word-command = LỆNH
help-word-options = TÙY CHỌN
help-help = Xem trợ giúp
help-version = Xem phiên bản
help-station = Thư mục của đài (mặc định: thư mục hiện tại)
help-lang = Ngôn ngữ: vi hoặc en
help-log_format = Dạng nhật ký của phần mềm: text hoặc json
help-init = Tạo thư mục đài mới, có sẵn tệp mẫu và chú thích
help-check = Soát mọi tệp của đài trước khi lên sóng
help-check-explain = Giải thích một mã lỗi: sai chỗ nào, viết thế nào cho đúng, vì sao
help-check-json = In kết quả dạng JSON
help-plan = Xem kế hoạch phát của một hay nhiều ngày
help-plan-date = Ngày đầu tiên, ví dụ 2026-12-07 (mặc định: hôm nay)
help-plan-days = Số ngày (mặc định: 1; với ical và html: một tuần, html luôn in trọn tuần từ thứ Hai)
help-plan-format = Dạng in: table (bảng), json, csv (mở được bằng Excel), ical (lịch cho điện thoại), html (lịch tuần để in)
help-plan-out = Ghi ra tệp này thay vì in ra màn hình
help-plan-diff = Chỉ xem những gì đã thay đổi so với kế hoạch trước khi sửa lịch
help-why = Xem vì sao một chương trình phát hay không phát vào một ngày
help-why-programme = Chương trình: tên tệp trong schedules/ (không cần .toml) hoặc tên chương trình
help-why-date = Ngày cần xem, ví dụ 2026-12-07
help-why-json = In kết quả dạng JSON
help-next = Xem các lượt phát sắp tới của một chương trình, chuyên mục hoặc tin, bài
help-next-what = Mã chương trình, mã chuyên mục, hoặc tin, bài (mặc định: mọi chương trình)
help-next-count = Số lượt (mặc định: 10)
help-next-format = Dạng in: table (bảng), json, hoặc csv (mở được bằng Excel)
help-run = Phát sóng theo lịch cho đến khi được dừng
help-rehearse = Phát thử vào một giờ giả định; có sổ riêng, không tính vào báo cáo
help-rehearse-at = Giờ bắt đầu giả định, ví dụ 2026-12-07T05:45:20
help-rehearse-for_ms = Phát thử trong bao lâu, ví dụ 90s (giây) hoặc 10m (phút; mặc định)
help-rehearse-wav = Ghi ra tệp WAV thay vì phát ra loa
help-status = Xem đài đang chạy thế nào
help-status-json = In kết quả dạng JSON
help-log = Xem sổ phát sóng: từng lượt phát và kết quả
help-log-date = Ngày cần xem (mặc định: hôm nay)
help-log-from = Từ ngày
help-log-until = Đến hết ngày
help-log-search = Chỉ những lượt có chữ này trong tên chương trình, tên tin, bài hoặc chủ đề
help-log-outcome = Chỉ những lượt có kết quả này: phát đủ, phát thiếu, bị ngắt hoặc không phát
help-log-format = Dạng in: table (bảng), json, hoặc csv (mở được bằng Excel)
help-log-ledger = Tệp sổ cần đọc (mặc định: data/ledger.db)
help-verify = Kiểm tra sổ phát sóng còn nguyên vẹn
help-verify-ledger = Tệp sổ cần kiểm tra (mặc định: data/ledger.db)
help-verify-expect = Đầu sổ đã chép lại trước đây; sổ phải còn đúng đầu sổ này
help-listen = Nghe thử một tệp trên máy này, không ghi sổ
help-listen-audio = Tệp âm thanh
help-approve = Duyệt phát một tệp âm thanh; tệp bị sửa sau đó thì phải duyệt lại
help-approve-audio = Tệp âm thanh trong thư mục audio/
help-approve-by = Họ tên người duyệt
help-schema = In lược đồ JSON Schema của một loại tệp, cho trình soạn thảo
help-schema-subject = Loại nào: programme (schedules/*.toml), station (station.toml) hay segment (cạnh tệp âm thanh)
help-stop = Dừng chương trình đang phát
help-stop-by = Họ tên người trực
help-confirm-clock = Xác nhận đồng hồ của máy đang đúng giờ
help-confirm-clock-by = Họ tên người trực

usage-unknown-argument = không có tùy chọn { $argument }
usage-unknown-command = không có lệnh { $argument }
usage-missing-argument = thiếu { $argument }
usage-invalid-value = giá trị "{ $value }" của { $argument } không dùng được
usage-conflict = { $argument } không dùng chung với { $other }
usage-other = dòng lệnh không hiểu được
usage-expected = Có thể viết: { $expected }
usage-did-you-mean = Có phải ý là { $near }?
usage-see-help = Xem cách dùng: loa --help, hoặc loa LỆNH --help

# Kết quả của các lệnh

init-made = Đã tạo { $file }
init-next = Bước tiếp theo: sửa station.toml, chép âm thanh vào audio/, viết lịch trong schedules/, rồi chạy: loa check
check-clean = Không có lỗi: { $programmes } chương trình, { $segments } tin, bài và nhạc.
check-summary = { $errors } lỗi, { $warnings } cảnh báo ({ $programmes } chương trình, { $segments } tin, bài và nhạc dùng được).
check-explain = Xem giải thích: loa check --explain MÃ, với MÃ là: { $codes }.
explain-word-wrong = Chưa đúng:
explain-word-right = Đúng:
explain-word-why = Vì sao:
run-with-errors = Đài vẫn lên sóng với những tệp dùng được; { $errors } lỗi nêu trên cần sửa.
stop-done = Đã dừng chương trình đang phát.
stop-nothing = Không có gì đang phát.
confirm-clock-done = Đã ghi nhận: đồng hồ đúng giờ.
approve-done = Đã duyệt { $file }. Người duyệt: { $by }; mã kiểm tra: { $sha256 }…; ghi trong { $sidecar }.
approve-new = Tệp mô tả mới: { $sidecar }. Mở ra và sửa tên (title), thể loại (genre) cho đúng.
approve-withdrawn = LƯU Ý: { $sidecar } vẫn ghi là đã thu hồi nên không được phát.
listen-begins = Nghe thử { $file } (Ctrl+C để dừng)
verify-whole = Sổ nguyên vẹn: { $entries } dòng. Đài: { $station }.
    Đầu sổ: { $entries }:{ $seal }
verify-whole-rehearsal = Sổ phát thử nguyên vẹn: { $entries } dòng. Đài: { $station }.
    Đầu sổ: { $entries }:{ $seal }
verify-bad = SỔ KHÔNG CÒN NGUYÊN VẸN. Dòng sai đầu tiên: { $seq } ({ $what })
wrong-gap = mất dòng này; dòng kế tiếp là { $detail }
wrong-double = số dòng bị lặp hoặc không theo thứ tự
wrong-seal = niêm phong không khớp với nội dung và niêm phong của dòng trước
wrong-bytes = không đọc được nội dung: { $detail }
wrong-other-seq = nội dung lại ghi là dòng { $detail }
wrong-column = cột { $detail } khác với nội dung đã niêm phong
wrong-closed-twice = lệnh phát { $detail } kết thúc hai lần
wrong-mono-back = đồng hồ đếm của máy chạy lùi
wrong-plan = kế hoạch phát { $detail } bị mất hoặc bị sửa
wrong-not-as-expected = niêm phong không phải là { $detail } như đã chép lại
wrong-cut-off = đầu sổ đã chép lại có dòng này, nhưng sổ kết thúc trước đó

rehearse-begins = PHÁT THỬ: đồng hồ giả định bắt đầu lúc { $at }, trong { $length }. Không tính vào báo cáo.
rehearse-reading = Đang đọc thư mục đài (lần đầu phải đo từng tệp âm thanh, mất vài giây)…
rehearse-ledger = Sổ phát thử: { $path }
rehearse-device = Đường ra: { $output }
rehearse-wav = Không có thiết bị âm thanh ({ $why }). Âm thanh được ghi vào: { $path }
rehearse-wav-asked = Âm thanh được ghi vào: { $path }
rehearse-waiting = { $now }  chờ { $programme } lúc { $at }
rehearse-nothing = { $now }  không có gì đang phát
rehearse-as-run = SỔ PHÁT SÓNG (phát thử)
rehearse-compared = ĐỐI CHIẾU lịch và thực phát
rehearse-verify = KIỂM TRA SỔ
log-empty = Không có lượt phát nào trong khoảng thời gian này.
log-counts = Theo lịch: { $planned } lượt. Phát đủ: { $aired }; phát thiếu: { $partial }; bị ngắt: { $interrupted }; không phát: { $missed }; chưa kết thúc: { $open }.
log-missed-reason = {"  "}không phát, lý do { $reason }: { $count }

# Trạng thái

status-station = Đài { $station }, Loa { $version }, chạy từ { $since }
status-station-rehearsal = PHÁT THỬ – đài { $station }, Loa { $version }, chạy từ { $since }
status-clock = Đồng hồ: { $at } ({ $source })
status-clock-untrusted = Đồng hồ: { $at } ({ $source }). ĐÀI KHÔNG PHÁT cho đến khi giờ đáng tin. Nếu giờ trên là đúng, chạy: loa confirm-clock --by "Họ và tên"
status-output = Đường ra: { $output } (hụt tiếng { $underruns } lần)
status-output-opening = Đường ra: đang mở
status-output-lost = KHÔNG CÓ ĐƯỜNG RA ÂM THANH: { $output } ({ $why })
status-ledger = Sổ phát sóng: { $seq } dòng, đầu sổ { $seal }…
status-ledger-stuck = KHÔNG GHI ĐƯỢC SỔ PHÁT SÓNG ({ $error }): đang giữ { $held } dòng trong bộ nhớ, đã mất { $lost } dòng.
status-schedule-refused = LỊCH MỚI CÓ { $errors } LỖI nên lịch cũ vẫn đang dùng. Lỗi đầu tiên: { $first }. Xem đủ bằng: loa check
status-schedule-partial = TỆP CỦA ĐÀI CÓ { $errors } LỖI; phần dùng được vẫn đang phát. Lỗi đầu: { $first }. Xem hết bằng lệnh: loa check
status-at-next-start = station.toml đã đổi { $settings }: khởi động lại phần mềm Loa thì mới có hiệu lực.
status-nothing-on = Không có gì đang phát.
status-on-air = ĐANG PHÁT { $programme } ▸ { $title }  { $bar } { $played }/{ $total }  { $level }
status-next = Tiếp theo: { $programme } lúc { $at }

clock-khong_tin_cay = không tin cậy
clock-ntp = đồng bộ qua mạng
clock-rtc = đồng hồ có pin của máy
clock-thu_cong = người trực xác nhận
clock-phat_thu = giờ phát thử

# Kết quả lượt phát và lý do

outcome-phat_du = phát đủ
outcome-phat_thieu = phát thiếu
outcome-bi_ngat = bị ngắt
outcome-khong_phat = không phát
outcome-open = chưa kết thúc

reason-mat_dien = mất điện
reason-may_tat = máy tắt
reason-phan_mem_dung = phần mềm dừng đột ngột
reason-mat_gio = đồng hồ không tin cậy
reason-dong_ho_nhay = đồng hồ bị chỉnh vượt qua giờ phát
reason-thieu_tep = thiếu tệp
reason-tep_hong = tệp hỏng
reason-tep_bi_sua = tệp đã bị sửa sau khi duyệt
reason-chua_duyet = chưa duyệt
reason-chua_hieu_luc = chưa đến ngày hiệu lực
reason-het_hieu_luc = hết hiệu lực
reason-bi_thu_hoi = đã thu hồi
reason-khong_co_tin_bai = chuyên mục không có tin, bài để phát
reason-ngoai_gio_phat = ngoài giờ được phát
reason-dung_phat = ngày dừng phát theo lịch năm
reason-quoc_tang = không phát trong ngày Quốc tang
reason-trung_lich = trùng lịch
reason-kenh_ban = chương trình trước chưa xong
reason-nhuong_chuong_trinh_khac = nhường chương trình khác
reason-trung_khan_cap = nhường thông tin khẩn cấp
reason-nguoi_truc_dung = người trực dừng
reason-loi_am_thanh = lỗi âm thanh
reason-loi_thiet_bi = lỗi thiết bị âm thanh
reason-phat_tu_giua = phát nối từ giữa chừng
reason-khong_kip = không kịp giờ
reason-len_lich_muon = đưa vào lịch khi đã qua giờ
reason-qua_som = trước giờ sớm nhất được phát
reason-het_thoi_luong_buoi = buổi phát đã hết thời lượng cho phép
reason-het_thoi_luong_ngay = trong ngày đã hết thời lượng cho phép
reason-none = không rõ

# Tên cột

column-day = Ngày
column-at = Giờ
column-occurrence = Lượt theo lịch
column-programme = Chương trình
column-cue = Lệnh phát
column-segment = Tin, bài
column-title = Nội dung
column-audio = Tệp
column-length_ms = Dài
column-zones = Khu vực
column-choice = Ghi chú
column-blocked = Không phát vì
column-by = Nhường cho
column-fate = Dự kiến
column-outside_hours = Lý do phát ngoài giờ
column-scheduled = Giờ lịch
column-started = Bắt đầu
column-late_ms = Lệch
column-ended = Kết thúc
column-played_ms = Thực phát
column-total_ms = Dài
column-outcome = Kết quả
column-reason = Lý do
column-made_up = Phát bù
column-topic = Chủ đề
column-producer = Đơn vị sản xuất
column-sha256 = Mã kiểm tra
column-clock = Nguồn giờ
column-output = Đường ra
column-evidence = Căn cứ
column-entries = Dòng sổ
column-weekday = Thứ
column-note = Ghi chú
column-what = Thay đổi
column-before_at = Giờ cũ
column-after_at = Giờ mới
column-before = Trước
column-after = Sau
column-settings = Cách phát
column-against = So với kế hoạch lúc

# Lỗi

log-filter-unknown = Không hiểu LOA_LOG="{ $asked }", phần mềm ghi nhật ký ở mức thường dùng. Ví dụ đúng: debug, hoặc info,loa::playback=trace.
fault-runtime = không khởi động được phần mềm
fault-signals = không nhận được tín hiệu dừng của hệ điều hành
fault-output = không in được kết quả
fault-station = thư mục { $dir } không phải là thư mục đài dùng được
    .hint = Sửa các lỗi nêu trên; để tạo đài mới: loa --station THƯ-MỤC init
fault-folder = không tạo được thư mục { $path }
    .hint = Kiểm tra quyền ghi và chỗ trống của ổ đĩa.
fault-locked = phần mềm Loa đã chạy sẵn trên thư mục này ({ $path })
    .hint = Xem bằng: loa status. Mỗi thư mục đài chỉ chạy Loa một lần.
fault-lock = không khóa được thư mục dữ liệu
    .hint = Kiểm tra quyền ghi vào thư mục data/.
fault-no-ledger = chưa có sổ phát sóng ở { $path }
    .hint = Sổ được tạo khi đài chạy lần đầu ("loa run").
fault-ledger = không mở được sổ phát sóng
    .hint = Kiểm tra quyền ghi và chỗ trống của ổ đĩa; nếu tệp hỏng, giữ nguyên nó và khôi phục bản sao.
fault-sound = không dùng được âm thanh
    .hint = Kiểm tra tên tệp, dây và thiết bị âm thanh.
fault-nobody-there = phần mềm Loa chưa chạy trên { $folder }
    .hint = Khởi động bằng: loa run
fault-control = không hỏi được phần mềm Loa đang chạy
    .hint = Dùng đúng tài khoản của máy đã chạy "loa run".
fault-answer = không hiểu được câu trả lời của phần mềm Loa đang chạy
    .hint = Có lẽ hai bên khác phiên bản; khởi động lại "loa run".
fault-already-there = { $file } đã có sẵn, không ghi đè
    .hint = Chọn một thư mục trống.
fault-no-audio = không có tệp âm thanh { $file }
    .hint = Viết đường dẫn tính từ thư mục hiện tại, ví dụ audio/cchc/bai-1.mp3; tệp phải nằm trong thư mục audio/ của đài.
fault-unknown-code = không có mã lỗi nào là "{ $code }"
    .hint = { $nearest ->
        [none] Chạy "loa check"; dòng cuối ghi mã của các lỗi tìm thấy.
       *[other] Có phải là "{ $nearest }"?
    }
fault-outside-audio = { $file } không nằm trong thư mục audio/ của đài
    .hint = Chép tệp vào thư mục audio/ rồi duyệt.
fault-plan = không đọc được kế hoạch đã lưu
    .hint = Có lẽ sổ do phiên bản khác của Loa ghi.
fault-nobody-approves = thiếu họ tên người duyệt
    .hint = Thêm --by "Họ và tên".
fault-not-toml = tệp mô tả tin, bài không đúng cú pháp
    .hint = Sửa tệp đó, soát bằng "loa check", rồi duyệt lại.
fault-disk = không ghi được tệp
    .hint = Kiểm tra quyền ghi và chỗ trống của ổ đĩa.
fault-out = không ghi được tệp { $path }
    .hint = Kiểm tra thư mục có tồn tại không, quyền ghi và chỗ trống của ổ đĩa.
fault-diff-format = --diff chỉ dùng với dạng table, json hoặc csv
    .hint = Bỏ --diff để xuất lịch tuần hoặc lịch điện thoại.
fault-programme-unknown = không có chương trình nào tên là "{ $what }"
    .hint = Có phải là "{ $near }"? Các chương trình của đài: { $known }
fault-programme-none = không có chương trình nào tên là "{ $what }"
    .hint = Các chương trình của đài: { $known }
fault-programme-refused = { $file } có lỗi nên chương trình này không có trong lịch
    .hint = Sửa các lỗi nêu trên rồi chạy lại.
fault-next-unknown = không có chương trình, chuyên mục hay tin, bài nào tên là "{ $what }"
    .hint = Có phải là "{ $near }"? Xem tên bằng: loa plan --format csv
fault-next-none = không có chương trình, chuyên mục hay tin, bài nào tên là "{ $what }"
    .hint = Viết mã chương trình hoặc chuyên mục như trong tệp, hoặc đường dẫn tin, bài trong audio/.
fault-next-ambiguous = "{ $what }" có thể chỉ nhiều thứ
    .hint = Viết rõ một trong các tên: { $names }
