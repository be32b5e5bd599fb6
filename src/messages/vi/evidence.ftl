# Mốc niêm phong, khóa ký, bằng chứng giao đi.

wrong-key-none = dòng về khóa không ghi khóa nào của sổ này
wrong-key-second = sổ đã có khóa đầu tiên từ trước
wrong-key-not-current = không phải khóa đang ký ở chỗ này
wrong-key-signature = chữ ký không đúng
wrong-key-no-such-head = mốc niêm phong không đúng với dòng nào ngay trước nó
