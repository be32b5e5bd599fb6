# Kiểm thính: những gì máy nghe lại được của chương trình đã phát.

status-aircheck = Kiểm thính: đang nghe { $input }{ $waiting ->
    [0] {""}
   *[other] , { $waiting } lượt phát chờ kết luận
}
status-aircheck-opening = Kiểm thính: đang mở đường thu
status-aircheck-lost = KIỂM THÍNH MẤT ĐƯỜNG THU ({ $why }): chưa biết có tiếng hay không
status-aircheck-silent = ĐANG PHÁT MÀ KHÔNG NGHE THẤY TIẾNG. Xem lại tăng âm, dây loa, nút âm lượng.
status-aircheck-faint = ĐANG PHÁT MÀ TIẾNG QUÁ NHỎ. Xem lại nút âm lượng.
status-aircheck-foreign = CÓ TIẾNG LẠ: đài không phát gì mà đường thu vẫn có tiếng.
status-aircheck-not-kept = KHÔNG GIỮ ĐƯỢC BẢN THU ({ $why })

verdict-co_nghe_thay = có nghe thấy
verdict-khong_nghe_thay = KHÔNG NGHE THẤY
verdict-khong_xac_minh_duoc = chưa xác minh được
doubt-qua_ngan = quá ngắn
doubt-khong_thu = lúc đó không thu
doubt-im_lang = đường thu im lặng
doubt-chua_tung_nghe = đường thu này chưa từng nghe thấy đài
doubt-bi_che = bị tiếng khác che lấp
doubt-mot_phan = chỉ nghe thấy một phần
doubt-qua_yeu = dấu vết quá yếu
doubt-dong_ho_nhay = đồng hồ bị chỉnh giữa chừng
doubt-khong_doc_duoc = không đọc được tệp âm thanh hoặc bản thu
doubt-khong_kip = quá nhiều lượt phát cùng chờ

help-aircheck = Xem máy có nghe thấy từng lượt phát không, và xét lại từ bản thu còn giữ
help-aircheck-what = Ngày (YYYY-MM-DD) hoặc mã lượt phát; bỏ trống là hôm nay
help-aircheck-again = Xét lại từ bản thu còn giữ, sau khi kiểm tra mã của từng tệp
help-aircheck-wav = Ghi ra tệp WAV để nghe: tai trái là tiếng phải phát, tai phải là tiếng thu được; chỉ dùng cho một lượt phát
help-aircheck-format = Viết ra dạng bảng, JSON hay CSV

aircheck-none = Chưa có kết luận nào.
alarm-silent = { $from }–{ $until }: ĐANG PHÁT MÀ KHÔNG NGHE THẤY TIẾNG
alarm-faint = { $from }–{ $until }: đang phát mà tiếng quá nhỏ
alarm-foreign = { $from }–{ $until }: có tiếng lạ, to nhất { $level }
alarm-lost = { $from }–{ $until }: mất đường thu

aircheck-not-one = chọn đúng một lượt phát để ghi ra tệp; ở đây có { $count }
    .hint = Ghi mã lượt phát: loa aircheck MÃ --wav TỆP.wav
aircheck-written = Đã ghi { $path }: tai trái là tiếng phải phát, tai phải là tiếng thu được.
aircheck-same = như trước
aircheck-differs = KHÁC: { $verdict }
aircheck-gone = bản thu { $file } không còn
aircheck-altered = BẢN THU { $file } ĐÃ BỊ SỬA
aircheck-no-files = không có bản thu
aircheck-no-order = sổ không ghi tệp âm thanh nào
aircheck-unreadable = không xét được: { $why }

verify-captures = Bản thu còn giữ: { $same } tệp đúng như lúc ghi sổ.
verify-captures-altered = bản thu { $file } (dòng { $seq }) đã bị sửa
verify-captures-gone = bản thu { $file } (dòng { $seq }) đã mất mà sổ không ghi là đã xóa
verify-captures-unknown = Có { $count } bản thu mà sổ không ghi; chúng không chứng minh được gì.
