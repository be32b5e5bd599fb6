# Những lỗi của thư mục đài: station.toml, tệp mô tả tin, bài, tệp âm thanh, và những chỗ không khớp nhau giữa chúng.

# Tệp và thư mục
diag-file-unreadable = không đọc được tệp này ({ $said })
    .hint = Xem lại quyền đọc tệp và ổ đĩa.
diag-file-too-big = tệp này quá lớn ({ $bytes } byte)
    .hint = Tệp chữ dài nhất { $limit } byte; có phải là tệp âm thanh đặt nhầm đuôi .toml?
diag-not-a-file = đây không phải là tệp thường
    .hint = Đổi tên hoặc chuyển đi chỗ khác; ở đây cần một tệp.
diag-folder-loop = thư mục lồng nhau quá sâu hoặc quay vòng về chính nó
    .hint = Xóa liên kết (lối tắt) quay về thư mục bên ngoài.
diag-name-not-utf8 = tên tệp có ký tự không đọc được
    .hint = Đổi tên tệp; dùng chữ thường không dấu, số và dấu gạch nối là chắc nhất.
diag-schedule-hidden-extension = tệp này chưa được dùng vì đuôi thật là .txt
    .hint = Bỏ đuôi .txt để tên kết thúc bằng .toml. Windows thường giấu đuôi tệp.

# station.toml
diag-station-missing = chưa có tệp station.toml
    .hint = Chạy "loa init" để tạo thư mục đài, hoặc chỉ đúng thư mục bằng --station.
diag-id-not-plain = mã "{ $value }" chỉ được có chữ thường không dấu, số và dấu gạch nối
    .hint = { $slug ->
        [none] Đặt một mã ngắn, ví dụ "thon-1".
       *[other] Viết "{ $slug }".
    }
diag-id-twice = mã "{ $value }" đã có ở một khối [[{ $kind }]] phía trên
    .hint = Đặt mã khác, hoặc xóa một trong hai khối.
diag-aircheck-no-source = chưa ghi kiểm thính nghe ở đường thu nào
    .hint = Đường ra này không tự nghe lại được; thêm dòng source = "…", tên lấy từ lệnh pactl list short sources.
diag-zone-reserved = không đặt được mã khu vực là "{ $value }"
    .hint = Từ này có nghĩa là mọi khu vực; đặt mã khác, ví dụ "toan-xa".
diag-day-range-too-long = khoảng "{ $value }" dài { $days } ngày
    .hint = Một khoảng dài nhất 366 ngày; xem lại năm.
diag-window-malformed = "{ $value }" không phải là khoảng giờ
    .hint = Viết giờ đầu, dấu gạch nối, giờ cuối, ví dụ "05:00-07:00".
diag-window-empty = khoảng giờ "{ $value }" không có phút nào
    .hint = Giờ cuối phải khác giờ đầu; cả ngày viết "00:00-24:00".
diag-session-without-windows = có max_session nhưng chưa có `allowed`
    .hint = Mỗi buổi phát là một khoảng giờ trong allowed; thêm, ví dụ: allowed = ["05:00-07:00", "16:30-19:00"].
diag-gain-overlap = khoảng giờ này trùng với một [[hours.gain]] khác ({ $value })
    .hint = Mỗi lúc chỉ có một mức âm lượng; sửa from hoặc until để hai khoảng không trùng nhau.

# Tệp mô tả tin, bài
diag-topic-unknown = không có chủ đề nào có mã "{ $value }"
    .hint = { $nearest ->
        [none] Xem bảng mã chủ đề trong docs/station-format.md.
       *[other] Có phải là "{ $nearest }"?
    }
diag-topic-twice = chủ đề "{ $value }" ghi hai lần
    .hint = Xóa một lần; chủ đề chính ghi trước.
diag-digest-invalid = mã kiểm tra sha256 phải có đúng 64 ký tự, chỉ gồm 0–9 và a–f (ở đây có { $length } ký tự)
    .hint = Dòng này do máy ghi; chạy "loa approve" để duyệt lại.
diag-validity-backwards = ngày hết hiệu lực { $last } đứng trước ngày có hiệu lực { $first }
    .hint = Sửa valid_from hoặc valid_until.
diag-approved-after-validity = duyệt ngày { $on }, sau ngày hết hiệu lực { $until }
    .hint = Tin, bài này sẽ không phát. Xem lại valid_until.

# Âm thanh và tệp mô tả
diag-audio-missing = không có tệp âm thanh "{ $audio }" trong thư mục audio/
    .hint = { $nearest ->
        [none] Chép tệp vào thư mục audio/, hoặc sửa lại tên.
       *[other] Có phải là "{ $nearest }"?
    }
diag-audio-broken = tệp âm thanh "{ $audio }" không giải mã được ({ $said })
    .hint = Nghe thử tệp; nếu hỏng, xin lại bản khác hoặc đổi sang MP3, WAV, FLAC.
diag-sidecar-missing = "{ $audio }" chưa có tệp mô tả, nên chưa được duyệt và không phát
    .hint = Nghe rồi duyệt: loa approve "audio/{ $audio }" --by "Họ và tên". Tệp mô tả { $sidecar } sẽ được tạo.
diag-audio-same-stem = "{ $file }" trùng tên với "{ $other }"
    .hint = Hai tệp âm thanh không dùng chung được một tệp mô tả; đổi tên hoặc bỏ bớt một tệp.
diag-sidecar-twice = "{ $file }" trùng tên với "{ $other }"
    .hint = Mỗi tệp âm thanh chỉ có một tệp mô tả; xóa một trong hai.
diag-sidecar-without-audio = không có tệp âm thanh nào đi với "{ $file }"
    .hint = { $nearest ->
        [none] Chép tệp âm thanh cùng tên vào cạnh nó, hoặc xóa tệp mô tả.
       *[other] Có phải âm thanh là "{ $nearest }"? Hai tệp phải cùng tên, chỉ khác đuôi.
    }

# Được phát hay không
diag-segment-not-approved = "{ $title }" chưa được duyệt, nên không phát
    .hint = Nghe rồi duyệt: loa approve "audio/{ $audio }" --by "Họ và tên".
diag-segment-altered = "{ $title }" đã bị sửa sau khi { $by } duyệt ngày { $on }, nên không phát
    .hint = Nghe lại rồi duyệt lại: loa approve "audio/{ $audio }" --by "Họ và tên".
diag-segment-expired = "{ $title }" chỉ được phát đến hết ngày { $until }, nên không phát nữa
    .hint = Thay bằng tin, bài khác, hoặc sửa valid_until.
diag-segment-withdrawn = "{ $title }" đã thu hồi từ ngày { $on }, nên không phát
    .hint = Bỏ tiết mục này khỏi chương trình, hoặc thay bằng tin, bài khác.
diag-segment-not-yet-valid = "{ $title }" chỉ được phát từ ngày { $from }, mà lịch phát ngày { $date }
    .hint = Sửa valid_from, hoặc ghi ngày bắt đầu (from) cho chương trình.
diag-segment-ends-soon = "{ $title }" chỉ được phát đến hết ngày { $until }, mà lịch còn phát ngày { $date }
    .hint = Chuẩn bị tin, bài thay thế trước ngày { $date }.
diag-segment-withdrawn-soon = "{ $title }" sẽ bị thu hồi từ ngày { $on }, mà lịch còn phát ngày { $date }
    .hint = Chuẩn bị tin, bài thay thế trước ngày { $date }.
diag-column-empty = chuyên mục "{ $column }" không có tin, bài nào phát được lúc { $time } ngày { $date }
    .hint = { $reason ->
        [chua_duyet] Mọi tin, bài của chuyên mục đều chưa được duyệt; nghe rồi chạy "loa approve".
        [tep_bi_sua] Mọi tin, bài của chuyên mục đều bị sửa sau khi duyệt; nghe lại rồi duyệt lại.
        [chua_hieu_luc] Mọi tin, bài của chuyên mục đều chưa đến ngày được phát.
        [het_hieu_luc] Mọi tin, bài của chuyên mục đều đã hết hiệu lực; thêm tin, bài mới.
        [bi_thu_hoi] Mọi tin, bài của chuyên mục đều đã thu hồi; thêm tin, bài mới.
        [tep_hong] Mọi tệp âm thanh của chuyên mục đều hỏng; xin lại bản khác.
       *[other] Thêm tin, bài đã duyệt cho chuyên mục này, không dài quá thời lượng của tiết mục.
    }
diag-column-few = chuyên mục "{ $column }" có quá ít tin, bài: lúc { $time } ngày { $date } phải phát lại một tin, bài khi chưa đủ { $spacing } ngày
    .hint = Thêm tin, bài, hoặc giảm số ngày giãn cách (spacing).
diag-column-short = chuyên mục "{ $column }" có quá ít tin, bài: lúc { $time } ngày { $date } chương trình cần { $wanted } mà chỉ có { $has }
    .hint = Thêm tin, bài vào chuyên mục, hoặc bớt pick, giảm at_most. Nếu để vậy, thính giả nghe lặp lại hoặc chương trình ngắn hơn dự định.
diag-title-twice = chương trình này trùng tên "{ $title }" với { $other }
    .hint = Đặt tên khác nhau, ví dụ thêm buổi sáng, buổi chiều, để trong kế hoạch và nhật ký phân biệt được.
diag-approved-in-future = "{ $title }" ghi { $by } duyệt ngày { $on }, là ngày chưa đến
    .hint = Xem lại ngày duyệt trong tệp mô tả, và ngày giờ của máy. Tin, bài vẫn được phát.

# Những ngày sắp tới
diag-outside-hours = chương trình lúc { $time } nằm ngoài giờ được phép phát, nên không phát
    .hint = Đổi giờ, hoặc sửa [hours] trong station.toml. Lượt gần nhất: ngày { $date }.
diag-too-early = chương trình lúc { $time } đến trước giờ sớm nhất được phát, nên không phát
    .hint = Đổi giờ. Nếu thật cần phát sớm, ghi lý do vào quy tắc giờ phát: outside_hours = "…". Lượt gần nhất: ngày { $date }.
diag-session-full = lúc { $time } ngày { $date } buổi phát đã hết thời lượng cho phép ({ $limit } phút), nên chương trình không phát
    .hint = Rút ngắn hoặc bớt chương trình trong buổi, hoặc sửa max_session trong station.toml. Trong { $ahead } ngày tới bị như vậy { $days } ngày.
diag-day-full = lúc { $time } ngày { $date } đài đã phát hết thời lượng cho phép trong ngày ({ $limit } phút), nên chương trình không phát
    .hint = Rút ngắn hoặc bớt chương trình trong ngày, hoặc sửa max_day trong station.toml. Trong { $ahead } ngày tới bị như vậy { $days } ngày.
diag-same-second = lúc { $time } ngày { $date } có hai chương trình cùng một giây; "{ $other }" được phát, chương trình này thì không
    .hint = Đổi giờ của một trong hai chương trình. Trong { $ahead } ngày tới trùng { $days } ngày.
diag-window-overrun = chương trình lúc { $time } ngày { $date } phát đến { $at }, quá giờ kết thúc { $end } của buổi phát
    .hint = Phát sớm hơn hoặc rút ngắn. Chương trình đã bắt đầu thì được phát trọn. Trong { $ahead } ngày tới bị như vậy { $days } ngày.
diag-overlap-gives-way = lúc { $time } ngày { $date } trùng với "{ $other }", nên không phát
    .hint = Đổi giờ của một trong hai chương trình. Trong { $ahead } ngày tới trùng { $days } ngày.
diag-overlap-cut = lúc { $time } ngày { $date } bị "{ $other }" ngắt lúc { $at }
    .hint = Rút ngắn chương trình, hoặc đổi giờ của một trong hai. Trong { $ahead } ngày tới bị ngắt { $days } ngày.
diag-zones-one-output = chương trình chọn riêng một số khu vực, nhưng đài chỉ có một đường ra
    .hint = Mọi khu vực đều sẽ nghe chương trình này.
