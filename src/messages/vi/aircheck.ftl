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
