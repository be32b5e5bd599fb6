# Lịch phát trong bảng tính: nhập, xuất, và những gì không đọc được trong ô.

help-import = Đọc lịch phát từ tệp Excel hoặc CSV; cho xem đã hiểu từng ô thế nào rồi mới ghi
help-import-file = Tệp .xlsx hoặc .csv
help-import-sheet = Tên trang tính (mặc định: trang đầu tiên không bị ẩn)
help-import-apply = Ghi vào thư mục schedules/; không có tùy chọn này thì chỉ xem
help-import-json = In kết quả dạng JSON

column-cell = Ô
column-text = Trong bảng ghi
column-meaning = Máy hiểu là

import-layout-list = { $sheet ->
        [none] { $file }: dạng danh sách
       *[other] { $file }, trang "{ $sheet }": dạng danh sách
    }
import-layout-week = { $sheet ->
        [none] { $file }: dạng bảng tuần
       *[other] { $file }, trang "{ $sheet }": dạng bảng tuần
    }
import-other-sheets = Tệp còn các trang khác, chưa đọc: { $sheets }. Chọn trang bằng --sheet "TÊN TRANG".
import-new = { $file }: tệp mới, chương trình "{ $title }"
import-changed = { $file }: sửa chương trình "{ $title }"
import-same = { $file }: không đổi, chương trình "{ $title }"
import-unnamed = Không có trong bảng nên giữ nguyên: { $titles }
import-refused = Có { $errors } lỗi nên không ghi gì. Sửa trong bảng rồi chạy lại.
import-nothing = Lịch trong bảng giống lịch của đài; không có gì để ghi.
import-not-yet = Chưa ghi gì ({ $files } tệp sẽ thay đổi). Nếu đúng ý, chạy lại lệnh này và thêm --apply.
import-written = Đã ghi { $file }
export-done = Đã ghi { $file }: { $programmes } chương trình, { $rows } dòng.
export-left-out = Các tệp có lỗi nên không có trong bảng: { $files }. Xem lỗi bằng lệnh: loa check

sheet-means-time = giờ phát { $value }
sheet-means-end = kết thúc lúc { $value }
sheet-means-cron = dòng cron { $value }
sheet-means-title = chương trình "{ $value }"
sheet-means-title-at = chương trình "{ $value }", phát lúc { $times }
sheet-means-days = các ngày { $value }
sheet-means-days-except = các ngày { $value }, trừ { $except }
sheet-means-date = ngày { $value }
sheet-means-except = trừ { $value }
sheet-means-except-nothing = không trừ ngày nào; những ngày trừ trong tệp sẽ bỏ
sheet-means-length = dài { $value }
sheet-means-words = { $value }
sheet-means-id = mã chương trình { $value }
sheet-means-column = chuyên mục { $value }
sheet-means-zones = khu vực: { $value }
sheet-means-items = { $value } tiết mục
sheet-means-file = tệp { $value }
sheet-means-not-used = để tham khảo, không đưa vào lịch
sheet-means-passed-over = bỏ qua: không phải dòng của lịch
sheet-means-heading-above = tên chung của các cột bên dưới
sheet-means-heading-time = cột giờ phát
sheet-means-heading-end = cột giờ kết thúc
sheet-means-heading-days = cột ngày phát trong tuần
sheet-means-heading-title = cột tên chương trình
sheet-means-heading-column = cột chuyên mục
sheet-means-heading-zones = cột khu vực
sheet-means-heading-from = cột ngày bắt đầu
sheet-means-heading-until = cột ngày kết thúc
sheet-means-heading-dates = cột ngày phát
sheet-means-heading-except = cột ngày không phát
sheet-means-heading-season = cột mùa
sheet-means-heading-priority = cột mức ưu tiên
sheet-means-heading-start = cột cách vào sóng
sheet-means-heading-late = cột cách làm khi trễ
sheet-means-heading-resume = cột cách làm khi bị ngắt
sheet-means-heading-items = cột tiết mục
sheet-means-heading-file = cột tệp âm thanh
sheet-means-heading-length = cột thời lượng, để tham khảo
sheet-means-heading-note = cột ghi chú
sheet-means-heading-cron = cột dòng cron
sheet-means-heading-rules = cột quy tắc khác
sheet-means-heading-id = cột mã chương trình
sheet-means-heading-other = cột không dùng đến

problem-in-cell = ô { $cell }: { $problem }

diag-sheet-time-unreadable = ô { $cell }: "{ $value }" không phải là giờ trong ngày
    .hint = Viết, ví dụ: 05:45, 5h45, 17h30 - 17h45, hoặc Sáng (5h - 5h30); nhiều giờ thì ngăn bằng dấu chấm phẩy.
diag-sheet-time-missing = ô { $cell }: dòng này chưa có giờ phát
    .hint = Ghi giờ vào từng dòng, hoặc gộp ô (Merge) để một giờ dùng cho nhiều dòng.
diag-sheet-cron-unreadable = ô { $cell }: dòng cron "{ $value }" không đọc được
    .hint = Nếu không quen, xóa ô này rồi ghi giờ và thứ vào các cột Giờ, Thứ.
diag-sheet-key-has-column = ô { $cell }: `{ $key }` có cột riêng trong bảng
    .hint = Ghi vào cột { $column }; cột Quy tắc khác chỉ dành cho những gì không có cột riêng.
diag-sheet-dates-twice = ô { $cell }: ngày phát ghi cả ở ô này lẫn ở cột Ngày phát
    .hint = Chỉ ghi ở một nơi: ngày lẻ ghi ở cột Ngày phát; có khoảng ngày thì ghi tất cả ở ô này.
diag-sheet-cell-error = ô { $cell }: công thức trong ô bị lỗi hoặc chưa có kết quả ({ $value })
    .hint = Mở bằng Excel, sửa công thức, hoặc gõ thẳng giá trị vào ô.
diag-sheet-title-missing = ô { $cell }: dòng này chưa có tên chương trình
    .hint = Ghi tên chương trình, hoặc xóa cả dòng.
diag-sheet-title-unusable = ô { $cell }: "{ $value }" không dùng làm tên chương trình được
    .hint = Tên chương trình phải có chữ, ví dụ: Bản tin của phường.
diag-sheet-title-ambiguous = ô { $cell }: có hai chương trình cùng tên "{ $value }": { $one } và { $other }
    .hint = Xuất lịch bằng loa export; bảng xuất ra có cột Mã để phân biệt.
diag-sheet-title-near = ô { $cell }: sẽ tạo chương trình mới "{ $value }", tên gần giống "{ $nearest }"
    .hint = Nếu là một chương trình, viết đúng tên đã có.
diag-sheet-programme-without-content = ô { $cell }: đài chưa có chương trình "{ $value }", và bảng không ghi phát gì
    .hint = { $nearest ->
        [none] Thêm cột Tệp (tên tệp âm thanh) hoặc cột Chuyên mục cho chương trình mới.
       *[other] Có phải là "{ $nearest }"? Nếu là chương trình mới, thêm cột Tệp (tên tệp âm thanh) hoặc cột Chuyên mục.
    }
diag-sheet-id-taken = ô { $cell }: không tạo được chương trình "{ $value }" vì đã có tệp { $file }
    .hint = Đổi tên chương trình, hoặc sửa lỗi của tệp đó trước (xem bằng loa check).
diag-sheet-id-unreadable = ô { $cell }: "{ $value }" không phải là mã chương trình
    .hint = Cột Mã do loa export ghi; giữ nguyên như cũ, dòng mới thì để trống.
diag-sheet-days-missing = ô { $cell }: dòng này chưa ghi ngày phát
    .hint = Phát mỗi ngày thì viết: Hằng ngày. Không thì viết thứ, ví dụ: T2, T4, T6.
diag-sheet-days-unreadable = ô { $cell }: "{ $value }" không phải là ngày phát
    .hint = Viết thứ (T2-T7; thứ 2, 4, 6; CN), Hằng ngày trừ CN, ngày 05/12/2026, T2-T6 từ 01/12/2026 đến 31/12/2026, T2 đầu tháng, hoặc rằm và mùng 1.
diag-sheet-days-number = ô { $cell }: Excel giữ ô này là số { $value }, không rõ là những thứ nào
    .hint = Định dạng cột là Text rồi gõ lại, ví dụ: 2, 4, 6.
diag-sheet-except-removed = ô { $cell }: "{ $value }" sẽ phát cả vào những ngày đang được trừ: { $days }
    .hint = Nếu vẫn trừ những ngày ấy, ghi thêm vào ô này.
diag-sheet-except-unknown = ô { $cell }: không rõ "{ $value }" là những ngày nào
    .hint = { $nearest ->
        [none] Viết thứ, ngày (24/12/2026), hoặc tên nhóm ngày trong station.toml. Hiện có: { $known ->
            [none] chưa có nhóm nào
           *[other] { $known }
        }.
       *[other] Có phải là "{ $nearest }"? Nhóm ngày trong station.toml: { $known }.
    }
diag-sheet-date-unreadable = ô { $cell }: "{ $value }" không phải là ngày
    .hint = Viết ngày/tháng/năm, ví dụ: 05/12/2026.
diag-sheet-date-without-year = ô { $cell }: ngày "{ $value }" thiếu năm
    .hint = Viết đủ ngày/tháng/năm, ví dụ: 05/12/2026.
diag-sheet-date-month-first = ô { $cell }: ngày "{ $value }" viết tháng trước
    .hint = Viết ngày trước: { $meant }.
diag-sheet-date-not-in-calendar = ô { $cell }: không có ngày "{ $value }" trong lịch
    .hint = Xem lại ngày và tháng; ngày viết trước, ví dụ: 05/12/2026.
diag-sheet-date-swapped = ô { $cell }: ngày { $value } có lẽ đã bị Excel đổi chỗ ngày và tháng (ý là { $meant }?)
    .hint = Trong cột này có ngày là chữ, có ngày là số: máy gõ bảng đang để tháng trước. Định dạng cả cột là Text rồi gõ lại ngày.
diag-sheet-date-serial = ô { $cell }: Excel giữ ô này là số { $value }, là ngày { $meant } chưa định dạng
    .hint = Định dạng ô là Date, hoặc gõ lại: { $meant }.
diag-sheet-range-backwards = ô { $cell }: khoảng ngày "{ $value }" bị ngược
    .hint = Viết ngày sớm trước, ví dụ: 01/12/2026 - 15/12/2026.
diag-sheet-from-after-until = ô { $cell }: ngày bắt đầu { $from } sau ngày kết thúc { $until }
    .hint = Xem lại hai ngày.
diag-sheet-make-up-too-early = ô { $cell }: không thể phát bù trước { $before } vì giờ phát là { $at }
    .hint = Đổi giờ phát, hoặc sửa hạn phát bù: cột Khi trễ trong bảng, late trong tệp của chương trình.
diag-sheet-column-unknown = ô { $cell }: không có chuyên mục nào tên là "{ $value }"
    .hint = { $nearest ->
        [none] Chuyên mục phải được khai báo trong station.toml. Hiện có: { $known ->
            [none] chưa có chuyên mục nào
           *[other] { $known }
        }.
       *[other] Có phải là "{ $nearest }"? Hiện có: { $known }.
    }
diag-sheet-zone-unknown = ô { $cell }: không có khu vực nào tên là "{ $value }"
    .hint = { $nearest ->
        [none] Viết Tất cả, hoặc tên khu vực trong station.toml. Hiện có: { $known ->
            [none] chưa có khu vực nào
           *[other] { $known }
        }.
       *[other] Có phải là "{ $nearest }"? Hiện có: { $known }.
    }
diag-sheet-file-missing = ô { $cell }: không có tệp âm thanh "{ $value }"
    .hint = { $nearest ->
        [none] Chép tệp vào thư mục audio/ trước, rồi ghi tên tệp có cả đuôi (.mp3).
       *[other] Có phải là "{ $nearest }"?
    }
diag-sheet-words-unknown = ô { $cell }: không hiểu "{ $value }"
    .hint = Có thể viết: { $known }.
diag-sheet-item-unreadable = ô { $cell }: không hiểu tiết mục "{ $value }"
    .hint = Mỗi tiết mục một dòng: tên tệp; hoặc chọn CHUYÊN-MỤC: ít phát nhất; nhiều nhất 1; không quá 6m; hoặc nghỉ 2s.
diag-sheet-rows-disagree = ô { $cell }: các dòng của chương trình "{ $value }" ghi khác nhau (xem ô { $other })
    .hint = Một chương trình chỉ có một tên, một chuyên mục, một khu vực, một mức ưu tiên, một nội dung. Ghi giống nhau, hoặc đặt tên khác.
diag-sheet-month-days-kept = ô { $cell }: "{ $value }" vẫn chỉ phát vào những ngày { $days }, vì tệp của chương trình ghi như vậy
    .hint = Muốn đổi, sửa trong tệp, hoặc xuất bảng bằng loa export rồi sửa cột Quy tắc khác.
diag-sheet-row-twice = ô { $cell }: dòng này trùng giờ và ngày với dòng { $other }
    .hint = Xóa một dòng; chương trình chỉ phát một lượt vào giờ này.
diag-sheet-rules-removed = ô { $cell }: bảng không nhắc đến mọi giờ phát của "{ $value }"; sẽ bỏ: { $rules }
    .hint = Nếu vẫn phát vào các giờ ấy, thêm dòng vào bảng. Chương trình có trong bảng thì mọi giờ phát của nó lấy theo bảng.
diag-sheet-note-not-used = ô { $cell }: ghi chú "{ $value }" không đưa vào lịch được
    .hint = Nếu là ngày không phát, viết: trừ CN, trừ ngày lễ, hoặc trừ 24/12/2026.
diag-sheet-result-unreadable = ô { $cell }: không ghi được chương trình này thành tệp lịch ({ $detail })
    .hint = Sửa tệp của chương trình này trong thư mục schedules/, soát bằng loa check.
diag-sheet-heading-twice = ô { $cell }: bảng có hai cột giờ phát (cột kia ở ô { $other }), không rõ lấy cột nào
    .hint = Mỗi bảng chỉ một cột giờ phát. Buổi chiều đặt cạnh buổi sáng thì chuyển xuống dưới; cột thời lượng thì ghi tên là Thời lượng.
diag-sheet-day-and-date-differ = ô { $cell }: ghi { $weekday } nhưng ngày { $date } là { $is }
    .hint = Xem lại ô này: thứ và ngày phải khớp nhau.
diag-sheet-one-or-several = ô { $cell }: không rõ "{ $value }" là một chương trình hay nhiều chương trình
    .hint = Một chương trình thì viết liền trên một dòng. Nhiều chương trình thì mỗi dòng ghi giờ trước tên, ví dụ: 5h45 Bản tin.
diag-sheet-part-without-time = ô { $cell }: không rõ "{ $value }" bắt đầu lúc nào
    .hint = Ghi giờ trước từng tên (5h45 Bản tin; 5h52 Thông báo), hoặc ghi thời lượng sau tên đứng trước nó: Bản tin (7 phút); Thông báo.
diag-sheet-part-of-day = ô { $cell }: "{ $value }" nằm ở dòng "{ $label }", không rõ là giờ sáng hay giờ chiều
    .hint = Ghi theo 24 giờ, ví dụ buổi chiều: 17h30.
diag-sheet-time-outside-row = ô { $cell }: giờ { $value } không khớp với giờ ở đầu dòng ({ $row })
    .hint = Xem lại giờ ở đầu dòng và giờ ghi trong ô.
diag-sheet-no-headings = không tìm thấy dòng tiêu đề của lịch trong trang tính này
    .hint = Cần một dòng có cột Giờ và cột Chương trình (hoặc Nội dung), hay một bảng tuần có các cột Thứ 2, Thứ 3 … Nếu lịch ở trang khác, thêm --sheet "TÊN TRANG".
diag-sheet-no-rows = không có dòng nào của lịch dưới dòng tiêu đề
    .hint = Xem lại trang tính; các dòng bị ẩn không được đọc.
diag-sheet-empty = trang tính không có gì
    .hint = Nếu lịch ở trang khác, thêm --sheet "TÊN TRANG".
diag-sheet-unknown = tệp không có trang nào tên là "{ $value }"
    .hint = Các trang đang có: { $known }.
diag-sheet-hidden-columns = các cột bị ẩn không được đọc: { $value }
    .hint = Nếu cần, bỏ ẩn (Unhide) rồi nhập lại.
diag-sheet-hidden-rows = các dòng bị ẩn không được đọc: { $value }
    .hint = Nếu cần, bỏ ẩn (Unhide) hoặc bỏ lọc rồi nhập lại.
diag-sheet-tcvn3 = ô { $cell } viết bằng phông chữ cũ TCVN3 (ABC, .VnTime): "{ $value }" ({ $count } ô như vậy)
    .hint = Chuyển bảng sang Unicode: chép các ô, mở UniKey, bấm Ctrl+Shift+F6, chọn nguồn TCVN3 (ABC), đích Unicode, bấm Chuyển mã, rồi dán lại.
diag-sheet-vni = ô { $cell } viết bằng phông chữ cũ VNI (VNI-Times): "{ $value }" ({ $count } ô như vậy)
    .hint = Chuyển bảng sang Unicode: chép các ô, mở UniKey, bấm Ctrl+Shift+F6, chọn nguồn VNI Windows, đích Unicode, bấm Chuyển mã, rồi dán lại.
diag-sheet-csv-not-utf8 = tệp CSV không lưu ở bảng mã UTF-8 nên không đọc được chữ Việt
    .hint = Trong Excel chọn Save As, kiểu CSV UTF-8 (Comma delimited), hoặc lưu thẳng thành .xlsx.
diag-sheet-csv-broken = tệp CSV không đọc được ({ $said })
    .hint = Mở bằng Excel rồi lưu lại thành .xlsx.
diag-sheet-old-excel = tệp Excel kiểu cũ (.xls) hoặc có mật khẩu, không đọc được
    .hint = Mở bằng Excel, chọn Save As, kiểu Excel Workbook (.xlsx), không đặt mật khẩu.
diag-sheet-not-excel = tệp có đuôi của Excel nhưng bên trong không phải là bảng tính Excel
    .hint = Xem lại có đúng tệp không; nếu Excel mở được, chọn Save As, kiểu Excel Workbook (.xlsx).
diag-sheet-broken = tệp Excel bị hỏng hoặc không phải tệp .xlsx ({ $said })
    .hint = Mở bằng Excel rồi lưu lại thành .xlsx; nếu Excel cũng không mở được, xin lại tệp.
diag-sheet-too-big = tệp lớn hơn { $limit } byte nên không phải là lịch phát
    .hint = Bỏ ảnh và các trang không cần, rồi lưu lại.
diag-sheet-unpacks-too-big = tệp nén quá { $limit } byte khi mở ra nên không đọc
    .hint = Chép riêng bảng lịch sang một tệp Excel mới rồi nhập.
diag-sheet-too-many-cells = trang tính có hơn { $limit } ô nên không đọc
    .hint = Chép riêng bảng lịch sang một trang mới rồi nhập.
diag-sheet-too-much-text = ô { $cell }: chữ nhiều quá nên trang tính này không đọc (mỗi ô nhiều nhất { $chars } chữ, cả trang nhiều nhất { $bytes } byte)
    .hint = Chép riêng bảng lịch sang một trang mới rồi nhập.
diag-sheet-too-many-rows = trang tính có hơn { $limit } dòng nên không đọc
    .hint = Chép riêng bảng lịch sang một trang mới rồi nhập.
diag-sheet-too-many-merged = trang tính có hơn { $limit } chỗ gộp ô nên không đọc
    .hint = Chép riêng bảng lịch sang một trang mới rồi nhập.
diag-export-formula = ô { $cell }: "{ $value }" bắt đầu bằng dấu mà Excel coi là công thức
    .hint = Xuất thành .xlsx thay vì .csv.
diag-export-not-sayable = chương trình "{ $value }" ({ $file }) không viết được thành dòng của bảng mà đọc lại vẫn đúng ({ $why })
    .hint = Soát bằng loa check; tệp âm thanh, chuyên mục, khu vực của chương trình phải có đủ.
diag-export-workbook = không tạo được tệp Excel ({ $said })
    .hint = Xuất thành .csv.

fault-sheet = không đọc được tệp { $file }
    .hint = Xem lại tên tệp và thư mục.
fault-changed-meanwhile = { $file } vừa bị sửa trong lúc nhập nên không ghi đè
    .hint = Chạy lại lệnh import.
fault-export-kind = không rõ ghi { $file } dạng gì
    .hint = Tên tệp phải có đuôi .xlsx hoặc .csv.
fault-export-exists = { $file } đã có sẵn, không ghi đè
    .hint = Chọn tên khác bằng --out, hoặc xóa tệp cũ.
