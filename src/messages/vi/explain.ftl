# Trang giải thích từng mã lỗi cho "loa check --explain MÃ": lỗi gì, dòng sai, dòng đúng, vì sao.

# Cách viết chung của mọi tệp .toml
explain-toml-syntax = Dòng này không viết theo mẫu khóa = "giá trị" nên máy không hiểu.
    .wrong = at = ["05:00",, "06:00"]
    .right = at = ["05:00", "06:00"]
    .why = Chỉ một dấu thừa hay thiếu là máy không biết phần còn lại của dòng có nghĩa gì; máy không đoán.
explain-quotes-curly = Dấu ngoặc kép trong tệp phải là dấu thẳng, không phải dấu cong.
    .wrong = at = “05:45”
    .right = at = "05:45"
    .why = Word và Zalo tự đổi dấu thẳng thành dấu cong. Hãy soạn tệp bằng Notepad.
explain-key-twice = Một khóa chỉ được viết một lần trong mỗi khối.
    .wrong =
        at = "05:00"
        at = "06:00"
    .right = at = ["05:00", "06:00"]
    .why = Nếu có hai dòng, không ai biết dòng nào mới đúng. Cần nhiều giá trị thì viết trong ngoặc vuông.
explain-value-unquoted = Chữ và giờ phải đặt trong dấu ngoặc kép.
    .wrong = at = 5:00
    .right = at = "05:00"
    .why = Không có ngoặc kép, máy không biết giá trị bắt đầu và kết thúc ở đâu.
explain-quote-missing = Dấu ngoặc kép đã mở mà chưa đóng.
    .wrong = title = "Bản tin
    .right = title = "Bản tin"
    .why = Mỗi giá trị mở và đóng ngoặc kép trên cùng một dòng.
explain-equals-missing = Giữa khóa và giá trị phải có dấu bằng.
    .wrong = at "05:00"
    .right = at = "05:00"
    .why = Nếu dòng này là lời ghi chú, đặt dấu # ở đầu dòng.
explain-value-missing = Sau dấu bằng chưa có giá trị.
    .wrong = until =
    .right = until = 2026-12-31
    .why = Không cần khóa này thì xóa cả dòng; để trống không có nghĩa là "không giới hạn".
explain-comma-missing = Các giá trị trong ngoặc vuông phải cách nhau bằng dấu phẩy.
    .wrong = days = ["T2" "T4"]
    .right = days = ["T2", "T4"]
    .why = Dấu phẩy cho biết giá trị nào kết thúc ở đâu.
explain-bracket-missing = Ngoặc vuông hoặc ngoặc nhọn đã mở mà chưa đóng.
    .wrong = days = ["T2", "T4"
    .right = days = ["T2", "T4"]
    .why = Thiếu ngoặc đóng, máy coi cả phần còn lại của tệp nằm trong ngoặc.
explain-key-invalid = Tên khóa chỉ gồm chữ không dấu, số, gạch nối và gạch dưới.
    .wrong = giờ = "05:45"
    .right = at = "05:45"
    .why = Khóa là từ có sẵn của phần mềm. Giá trị thì viết tiếng Việt có dấu thoải mái.
explain-boolean-case = true và false phải viết chữ thường.
    .wrong = new_first = TRUE
    .right = new_first = true
    .why = Viết hoa thì máy coi là một từ khác.
explain-backslash = Dấu gạch chéo ngược trong ngoặc kép có nghĩa riêng, không dùng cho đường dẫn.
    .wrong = play = "nhac\dao.mp3"
    .right = play = "nhac/dao.mp3"
    .why = Đường dẫn viết bằng dấu / thì đúng trên mọi máy, kể cả Windows.
explain-line-leftover = Cuối dòng có chữ thừa.
    .wrong = at = "05:00" sáng
    .right = at = "05:00"    # sáng
    .why = Mỗi dòng chỉ một khóa và một giá trị; lời ghi chú phải đứng sau dấu #.
explain-title-full-width = Tên gõ bằng kiểu chữ rộng của bàn phím Nhật, Trung.
    .wrong = title = "Ｂản tin"
    .right = title = "Bản tin"
    .why = Nhìn gần giống nhau nhưng với máy là chữ khác: tìm theo tên không thấy, bảng in bị lệch.
explain-character-control = Trong dòng có ký tự điều khiển, không nhìn thấy được.
    .wrong = title = "Bản tin<U+001B>"
    .right = title = "Bản tin"
    .why = Ký tự này thường theo vào khi sao chép từ phần mềm khác. Máy in nó bằng mã, ví dụ <U+001B>, để dễ tìm mà xóa.
explain-line-end-alone = Tệp xuống dòng theo kiểu máy Mac đời cũ.
    .wrong = title = "Bản tin"<U+000D>zones = "all"
    .right =
        title = "Bản tin"
        zones = "all"
    .why = Chỉ có ký tự U+000D thì mọi dòng nối thành một. Lưu lại tệp với kiểu xuống dòng CRLF hoặc LF.
explain-letters-full-width = Chữ số hoặc dấu gõ bằng kiểu chữ rộng của bàn phím Nhật, Trung.
    .wrong = at = "０５：４５"
    .right = at = "05:45"
    .why = Nhìn giống nhau nhưng với máy là chữ khác. Tắt kiểu gõ chữ rộng rồi gõ lại.
explain-wrong-type = Giá trị không đúng loại mà khóa này cần: chữ, số, ngày, danh sách…
    .wrong = title = 5
    .right = title = "5"
    .why = Chữ đặt trong ngoặc kép; số, ngày, true và false thì không; danh sách đặt trong ngoặc vuông.
explain-key-missing = Thiếu một khóa bắt buộc.
    .wrong =
        {"["}[zone]]
        id = "thon-1"
    .right =
        {"["}[zone]]
        id = "thon-1"
        name = "Thôn 1"
    .why = Phần mềm không tự đặt tên, mã hay nhiệm vụ thay cho người.
explain-unknown-key = Không có khóa nào tên như vậy ở chỗ này.
    .wrong = excpt = ["CN"]
    .right = except = ["CN"]
    .why = Gõ nhầm một chữ mà máy lặng lẽ bỏ qua thì ngày nghỉ vẫn phát; vì vậy máy báo lỗi.
explain-key-misplaced = Khóa này có thật nhưng đứng sai chỗ.
    .wrong =
        {"["}[item]]
        play = "nhac.mp3"
        title = "Bản tin"
    .right =
        title = "Bản tin"

        {"["}[item]]
        play = "nhac.mp3"
    .why = Mọi dòng sau [[when]] hay [[item]] đều thuộc về khối đó. Khóa của cả chương trình phải ở đầu tệp.
explain-table-not-array = Khối này phải viết bằng hai dấu ngoặc vuông.
    .wrong =
        {"["}when]
        at = "05:45"
    .right =
        {"["}[when]]
        at = "05:45"
    .why = Hai dấu ngoặc cho phép có nhiều khối cùng tên, ví dụ nhiều giờ phát.
explain-text-empty = Giá trị để trống.
    .wrong = title = ""
    .right = title = "Bản tin"
    .why = Tên trống thì sổ phát sóng và báo cáo không biết ghi gì.
explain-file-utf16 = Tệp lưu theo bảng mã UTF-16 nên không đọc được.
    .wrong = Notepad: Mã hóa (Encoding) là UTF-16
    .right = Notepad: Mã hóa (Encoding) là UTF-8
    .why = Mở bằng Notepad, chọn Lưu thành (Save As), mục Mã hóa chọn UTF-8.
explain-file-not-utf8 = Tệp có chữ không theo bảng mã UTF-8.
    .wrong = chữ gõ theo phông .VnTime (TCVN3) hoặc VNI
    .right = chữ Unicode, lưu theo bảng mã UTF-8
    .why = Phông cũ dùng bảng mã riêng, sang máy khác thành chữ lạ. Gõ lại, hoặc chuyển mã bằng UniKey.
explain-text-unprintable = Giá trị có ký tự xuống dòng hoặc ký tự ẩn.
    .wrong = title = "Bản tin\nsố 12"
    .right = title = "Bản tin số 12"
    .why = Ký tự ẩn thường theo vào khi dán từ web hay Zalo, và làm hỏng bảng in. Xóa rồi gõ lại bằng tay.
explain-text-too-long = Giá trị dài quá mức.
    .wrong = title = (hơn 1.000 ký tự)
    .right = title = "Bản tin số 12"
    .why = Thường là dán nhầm cả bài vào ô tên. Nội dung bài để ở tệp riêng.
explain-value-out-of-range = Con số hoặc khoảng thời gian nằm ngoài giới hạn cho phép.
    .wrong = target_lufs = -3
    .right = target_lufs = -23.0
    .why = Giới hạn được đặt để một số gõ nhầm không làm hỏng buổi phát.
explain-choice-unknown = Khóa này chỉ nhận một trong vài từ cho sẵn.
    .wrong = priority = "khan cap"
    .right = priority = "khan-cap"
    .why = Máy liệt kê các từ dùng được trong phần gợi ý; viết đúng từng chữ.
explain-date-invalid = Đây không phải là một ngày.
    .wrong = from = "hôm nay"
    .right = from = 2026-12-05
    .why = Lịch được đọc lại nhiều lần nên ngày phải là ngày cụ thể, không phải "hôm nay".
explain-date-day-first = Ngày viết theo thứ tự ngày trước, năm sau.
    .wrong = from = "05/12/2026"
    .right = from = 2026-12-05
    .why = 05/12 có người đọc là 5 tháng 12, có phần mềm đọc là 12 tháng 5. Năm đứng trước thì chỉ có một cách đọc.
explain-date-swapped = Ngày và tháng bị viết đảo chỗ cho nhau.
    .wrong = from = 2026-31-12
    .right = from = 2026-12-31
    .why = Không có tháng nào lớn hơn 12. Thứ tự luôn là năm, tháng, ngày.
explain-date-notation = Ngày đúng nhưng viết chưa đúng mẫu.
    .wrong = from = "2026-12-7"
    .right = from = 2026-12-07
    .why = Tháng và ngày luôn có hai chữ số, nối bằng dấu gạch ngang.
explain-date-not-in-calendar = Lịch không có ngày này.
    .wrong = from = 2027-02-29
    .right = from = 2027-02-28
    .why = Tháng 2 năm thường có 28 ngày; tháng 4, 6, 9, 11 có 30 ngày.
explain-time-invalid = Đây không phải là giờ trong ngày.
    .wrong = at = "trưa"
    .right = at = "11:30"
    .why = Máy phát đúng từng giây nên phải biết chính xác giờ và phút.
explain-time-hour-range = Giờ trong ngày đi từ 00 đến 23.
    .wrong = at = "24:00"
    .right = at = "00:00"
    .why = Nửa đêm là 00:00 của ngày mới. Chỉ giờ kết thúc của một khoảng mới được viết 24:00.
explain-time-minute-range = Phút và giây đi từ 00 đến 59.
    .wrong = at = "05:60"
    .right = at = "06:00"
    .why = Phút thứ 60 là đầu giờ sau.
explain-time-notation = Giờ hiểu được nhưng viết chưa đúng mẫu.
    .wrong = at = "5h30"
    .right = at = "05:30"
    .why = Cả đài viết một kiểu thì tìm kiếm và đối chiếu không bị sót.
explain-duration-invalid = Đây không phải là một khoảng thời gian.
    .wrong = pause = "lâu"
    .right = pause = "5s"
    .why = Viết số kèm đơn vị: s hoặc giây, m hoặc phút, h hoặc giờ, d hoặc ngày; đơn vị lớn viết trước.
explain-duration-unit-missing = Khoảng thời gian thiếu đơn vị.
    .wrong = pause = "5"
    .right = pause = "5s"
    .why = 5 giây và 5 phút khác nhau xa; máy không đoán.
explain-duration-too-long = Khoảng thời gian dài quá một năm.
    .wrong = pause = "400d"
    .right = pause = "30s"
    .why = Gần như chắc chắn là gõ nhầm số hoặc nhầm đơn vị.
explain-array-empty = Danh sách không có giá trị nào.
    .wrong = days = []
    .right = days = ["T2", "T4"]
    .why = Danh sách trống có thể hiểu là "không ngày nào" hay "mọi ngày"; máy không đoán.
explain-weekday-number = Ngày trong tuần phải viết bằng tên, không viết bằng số.
    .wrong = days = [2, 4]
    .right = days = ["T2", "T4"]
    .why = Số 2 với ta là thứ Hai, với nhiều phần mềm là thứ Ba.
explain-weekday-unknown = Không có ngày nào trong tuần tên như vậy.
    .wrong = days = "T8"
    .right = days = "CN"
    .why = Dùng T2 đến T7 và CN, hoặc một khoảng như T2-T6.
explain-day-set-unknown = Không hiểu đây là những ngày nào.
    .wrong = except = ["nghi-le"]
    .right = except = ["ngay-le"]
    .why = Bốn nhóm có sẵn: ngay-le, ngay-lam-bu, quoc-tang, dung-phat, ngày ghi ở calendar.toml. Nhóm khác phải khai báo trong [days] của station.toml.
explain-range-backwards = Khoảng ngày có ngày đầu đứng sau ngày cuối.
    .wrong = except = ["2027-02-11..2027-02-05"]
    .right = except = ["2027-02-05..2027-02-11"]
    .why = Khoảng viết ngược thì không có ngày nào ở trong.

# Tệp lịch
explain-file-name = Tên tệp lịch chỉ gồm chữ thường không dấu, số và dấu gạch nối.
    .wrong = schedules/Bản tin sáng.toml
    .right = schedules/ban-tin-sang.toml
    .why = Tên tệp là mã của chương trình, được ghi vào sổ phát sóng mãi mãi.
explain-table-missing = Chương trình chưa có giờ phát [[when]] hoặc chưa có tiết mục [[item]].
    .wrong = title = "Bản tin"
    .right =
        title = "Bản tin"

        {"["}[when]]
        at = "05:45"

        {"["}[item]]
        play = "ban-tin.mp3"
    .why = Thiếu một trong hai thì chương trình không bao giờ phát.
explain-column-unknown = Không có chuyên mục nào mang mã này.
    .wrong = column = "chcc"
    .right = column = "cchc"
    .why = Chuyên mục khai báo một lần bằng [[column]] trong station.toml, để mọi tệp dùng chung một mã.
explain-zone-unknown = Không có khu vực nào mang mã này.
    .wrong = zones = ["thon-9"]
    .right = zones = ["thon-1"]
    .why = Khu vực khai báo bằng [[zone]] trong station.toml; "all" là mọi khu vực.
explain-zones-all-and-more = "all" không ghi chung với khu vực khác.
    .wrong = zones = ["all", "thon-1"]
    .right = zones = ["all"]
    .why = "all" đã gồm mọi khu vực; ghi thêm làm người đọc không rõ ý.
explain-not-yet = Khóa này sẽ có, nhưng bản đang dùng chưa làm được.
    .wrong = relay = {"{"} from = "vov1" {"}"}
    .right = play = "thoi-su.mp3"
    .why = Máy báo lỗi ngay thay vì im lặng đúng vào giờ phát.
explain-when-without-time = Quy tắc giờ phát có ngày nhưng chưa có giờ.
    .wrong =
        {"["}[when]]
        days = "T2-T6"
    .right =
        {"["}[when]]
        at = "05:45"
        days = "T2-T6"
    .why = Mỗi [[when]] cần đúng một trong hai: at hoặc cron.
explain-at-and-cron = Một quy tắc không dùng cả at và cron.
    .wrong =
        at = "05:00"
        cron = "0 0 5 * * *"
    .right = at = "05:00"
    .why = Hai cách ghi giờ có thể mâu thuẫn nhau. Cần cả hai thì tách thành hai [[when]].
explain-time-twice = Một giờ được ghi hai lần.
    .wrong = at = ["05:00", "05:00"]
    .right = at = ["05:00", "17:00"]
    .why = Chương trình vẫn chỉ phát một lượt; có thể giờ thứ hai bị gõ nhầm.
explain-from-after-until = Ngày bắt đầu đứng sau ngày kết thúc.
    .wrong =
        from = 2027-01-02
        until = 2027-01-01
    .right =
        from = 2027-01-01
        until = 2027-01-02
    .why = Viết ngược thì không có ngày nào được phát.
explain-date-outside-rule = Một ngày trong dates nằm ngoài from … until nên không phát.
    .wrong =
        until = 2026-12-31
        dates = [2027-01-05]
    .right =
        until = 2027-01-31
        dates = [2027-01-05]
    .why = Ngày phải hợp với mọi điều kiện của quy tắc mới được phát.
explain-season-day-invalid = Ngày đầu hoặc ngày cuối mùa viết không đúng.
    .wrong = season = {"{"} from = "1/4", until = "30/9" {"}"}
    .right = season = {"{"} from = "04-01", until = "09-30" {"}"}
    .why = Viết tháng-ngày, không có năm, vì mùa lặp lại mỗi năm.
explain-grace-without-wait = grace chỉ có nghĩa khi chương trình được chờ: start = "wait".
    .wrong =
        start = "hard"
        grace = "5m"
    .right =
        start = "wait"
        grace = "5m"
    .why = Phát đúng giờ (hard) thì không chờ; phát nối tiếp (next) thì chờ không giới hạn.
explain-late-not-one = late phải có đúng một trong ba: skip_after, join, make_up_before.
    .wrong = late = {"{"} skip_after = "5m", join = true {"}"}
    .right = late = {"{"} skip_after = "5m" {"}"}
    .why = Mỗi chương trình chỉ có một cách xử lý khi bị trễ.
explain-late-join-false = join = false không có tác dụng.
    .wrong = late = {"{"} join = false {"}"}
    .right = late = {"{"} skip_after = "2m" {"}"}
    .why = Không phát nối giữa chừng thì phải nói cách khác: bỏ qua sau bao lâu, hay phát bù trước mấy giờ.
explain-make-up-too-early = Hạn phát bù sớm hơn chính giờ phát.
    .wrong =
        at = "17:00"
        late = {"{"} make_up_before = "16:00" {"}"}
    .right =
        at = "17:00"
        late = {"{"} make_up_before = "18:30" {"}"}
    .why = Phát bù chỉ diễn ra sau giờ phát, trong cùng ngày.
explain-rule-is-over = Quy tắc giờ phát đã hết hạn.
    .wrong = until = 2025-12-31
    .right = until = 2026-12-31
    .why = Sang năm mới hay quên gia hạn, và chương trình lặng lẽ ngừng phát.
explain-rule-never-fires = Không ngày nào hợp với tất cả điều kiện của quy tắc.
    .wrong =
        days = "CN"
        except = ["CN"]
    .right =
        days = "T7"
        except = ["CN"]
    .why = Mỗi điều kiện riêng thì đúng, nhưng ghép lại thì không còn ngày nào.
explain-only-pauses = Mọi tiết mục của chương trình đều là khoảng lặng (pause).
    .wrong =
        {"["}[item]]
        pause = "30s"
    .right =
        {"["}[item]]
        pause = "30s"

        {"["}[item]]
        play = "nhac/nhac-hieu.flac"
    .why = Khoảng lặng chỉ để tách các mục có tiếng; một mình nó không phát gì và không vào kế hoạch.
explain-rules-clash = Hai quy tắc của cùng chương trình trùng giờ trong một ngày.
    .wrong =
        {"["}[when]]
        at = "05:00"

        {"["}[when]]
        at = "05:00"
        days = "T2"
    .right =
        {"["}[when]]
        at = "05:00"

        {"["}[when]]
        at = "17:00"
        days = "T2"
    .why = Chương trình chỉ phát một lượt vào giờ đó, theo quy tắc viết trước.
explain-cron-five-fields = Dòng cron có 5 trường; ở đây cần 6, trường đầu là giây.
    .wrong = cron = "45 5 * * *"
    .right = cron = "0 45 5 * * *"
    .why = Dòng 5 trường của Linux không có giây; thêm số 0 vào đầu là đúng ý.
explain-cron-field-count = Dòng cron phải có 6 hoặc 7 trường.
    .wrong = cron = "@daily"
    .right = cron = "0 0 5 * * *"
    .why = Thứ tự: giây, phút, giờ, ngày, tháng, thứ và có thể thêm năm.
explain-cron-weekday-number = Thứ trong tuần của dòng cron viết bằng số.
    .wrong = cron = "0 45 5 * * 1-5"
    .right = cron = "0 45 5 * * T2-T6"
    .why = Mỗi phần mềm đếm một kiểu: số 1 là Chủ nhật hoặc thứ Hai. Viết tên thì không nhầm.
explain-cron-invalid = Một trường của dòng cron không đọc được.
    .wrong = cron = "0 0 24 * * *"
    .right = cron = "0 0 5 * * *"
    .why = Phần gợi ý cho biết trường thứ mấy. Không quen cron thì dùng at và days.
explain-cron-never-fires = Không ngày nào hợp với dòng cron này.
    .wrong = cron = "0 0 5 30 2 *"
    .right = cron = "0 0 5 28 2 *"
    .why = Ví dụ tháng 2 không có ngày 30, tháng 4 không có ngày 31.
explain-cron-too-often = Dòng cron phát quá nhiều lượt mỗi ngày.
    .wrong = cron = "* 45 5 * * *"
    .right = cron = "0 45 5 * * *"
    .why = Trường đầu là giây: dấu * ở đó là phát mỗi giây một lượt.
explain-item-several-kinds = Một tiết mục ghi nhiều việc cùng lúc.
    .wrong =
        {"["}[item]]
        play = "nhac.mp3"
        pause = "5s"
    .right =
        {"["}[item]]
        play = "nhac.mp3"

        {"["}[item]]
        pause = "5s"
    .why = Mỗi [[item]] là một việc, phát theo thứ tự trong tệp.
explain-item-without-kind = Tiết mục không ghi phát gì.
    .wrong = [[item]]
    .right =
        {"["}[item]]
        play = "nhac.mp3"
    .why = Mỗi [[item]] cần một trong ba: play (một tệp), pick (chọn từ chuyên mục), pause (lặng).
explain-pick-without-column = pick không ghi chọn từ chuyên mục nào.
    .wrong = pick = {"{"}{"}"}
    .right = pick = {"{"} column = "cchc" {"}"}
    .why = Ghi column trong pick, hoặc ở đầu tệp cho cả chương trình.
explain-spacing-not-days = Khoảng giãn cách phải là số ngày tròn.
    .wrong = spacing = "36h"
    .right = spacing = "2d"
    .why = Tin, bài được chọn cho từng ngày, nên giãn cách cũng tính theo ngày.
explain-path-absolute = Đường dẫn ghi cả ổ đĩa hoặc bắt đầu bằng /.
    .wrong = play = "C:/Nhac/dao.mp3"
    .right = play = "nhac/dao.mp3"
    .why = Chỉ tệp trong thư mục audio/ của đài mới được phát, để sao lưu một thư mục là đủ.
explain-path-leaves-audio = Đường dẫn đi ra ngoài thư mục audio/.
    .wrong = play = "../nhac/dao.mp3"
    .right = play = "nhac/dao.mp3"
    .why = Tệp ở ngoài không có tệp mô tả và chưa được duyệt. Chép tệp vào audio/.
explain-path-notation = Đường dẫn đúng tệp nhưng viết chưa đúng mẫu.
    .wrong = play = "audio/nhac/./dao.mp3"
    .right = play = "nhac/dao.mp3"
    .why = Đường dẫn tính từ thư mục audio/, nối bằng dấu /, không có phần thừa.
explain-path-without-extension = Tên tệp thiếu phần đuôi.
    .wrong = play = "nhac/dao"
    .right = play = "nhac/dao.mp3"
    .why = Windows thường giấu đuôi tệp; xem trong Thuộc tính (Properties) của tệp.

# Thư mục đài
explain-file-unreadable = Máy không cho đọc tệp hoặc thư mục này.
    .wrong = tệp không cho phần mềm đọc
    .right = chmod u+r schedules/ban-tin.toml
    .why = Do quyền đọc, ổ đĩa hỏng hoặc USB bị rút. Phần thông báo ghi đúng lời của hệ thống.
explain-file-too-big = Tệp chữ lớn quá mức.
    .wrong = audio/ban-tin.toml (3 000 000 byte)
    .right = audio/ban-tin.mp3 và một audio/ban-tin.toml vài dòng
    .why = Thường là tệp âm thanh bị đặt nhầm đuôi .toml.
explain-not-a-file = Ở đây cần một tệp thường.
    .wrong = schedules/ban-tin.toml là một thư mục
    .right = schedules/ban-tin.toml là một tệp
    .why = Thư mục hay tệp đặc biệt mang tên này có thể làm máy chờ mãi khi đọc.
explain-folder-loop = Thư mục quay vòng về chính nó, hoặc lồng nhau quá sâu.
    .wrong = audio/nhac/loi-tat → audio/
    .right = audio/nhac/ không có lối tắt quay về
    .why = Đi theo lối tắt này thì máy đọc mãi không hết.
explain-name-not-utf8 = Tên tệp có ký tự không đọc được.
    .wrong = audio/B□n tin.mp3
    .right = audio/ban-tin.mp3
    .why = Tên như vậy không ghi được vào sổ. Đổi tên; chữ không dấu là chắc nhất.
explain-schedule-hidden-extension = Tệp có đuôi thật là .txt nên chưa được dùng.
    .wrong = schedules/ban-tin.toml.txt
    .right = schedules/ban-tin.toml
    .why = Windows giấu đuôi tệp, nên nhìn tưởng là .toml. Bật "Phần mở rộng tên tệp" trong Explorer.
explain-station-missing = Thư mục này không có tệp station.toml.
    .wrong = loa check --station /media/usb
    .right = loa check --station /srv/loa
    .why = Có thể chỉ nhầm thư mục. Đài mới thì chạy "loa init" trước.
explain-id-not-plain = Mã chỉ gồm chữ thường không dấu, số và dấu gạch nối.
    .wrong = id = "Thôn 1"
    .right = id = "thon-1"
    .why = Mã dùng trong tên tệp và sổ phát sóng. Tên có dấu thì ghi ở name hoặc title.
explain-id-twice = Hai khối cùng loại có chung một mã.
    .wrong =
        {"["}[zone]]
        id = "thon-1"

        {"["}[zone]]
        id = "thon-1"
    .right =
        {"["}[zone]]
        id = "thon-1"

        {"["}[zone]]
        id = "thon-2"
    .why = Mã là cách duy nhất để phân biệt hai khu vực hay hai chuyên mục.
explain-aircheck-no-source = Kiểm thính chưa biết nghe ở đâu.
    .wrong =
        {"["}output]
        kind = "card"
        device = "hw:CARD=Device,DEV=0"

        {"["}aircheck]
        kind = "server"
    .right =
        {"["}aircheck]
        kind = "server"
        source = "alsa_input.usb-mic"
    .why = Phát qua máy chủ âm thanh thì nghe lại được chính đường ra; phát thẳng ra card hay ra tệp thì không, nên phải ghi tên micrô hay đường thu.
explain-zone-reserved = Mã "all" đã có nghĩa là mọi khu vực.
    .wrong =
        {"["}[zone]]
        id = "all"
    .right =
        {"["}[zone]]
        id = "toan-xa"
    .why = Nếu có khu vực tên "all", zones = ["all"] sẽ có hai nghĩa.
explain-day-range-too-long = Khoảng ngày dài hơn một năm.
    .wrong = ngay-le = ["2026-01-01..2062-01-07"]
    .right = ngay-le = ["2026-01-01..2026-01-07"]
    .why = Gần như chắc chắn là gõ nhầm năm; khoảng này có thể tắt chương trình hàng chục năm.
explain-window-malformed = Đây không phải là một khoảng giờ.
    .wrong = allowed = ["buổi sáng"]
    .right = allowed = ["05:00-07:00"]
    .why = Khoảng giờ gồm giờ đầu, dấu gạch nối, giờ cuối.
explain-window-empty = Khoảng giờ không có phút nào.
    .wrong = allowed = ["06:00-06:00"]
    .right = allowed = ["06:00-07:00"]
    .why = Giờ đầu và giờ cuối trùng nhau. Cả ngày thì viết "00:00-24:00".
explain-session-without-windows = Có thời lượng tối đa cho mỗi buổi, nhưng chưa ghi các buổi.
    .wrong =
        {"["}hours]
        max_session = "60m"
    .right =
        {"["}hours]
        allowed = ["05:00-07:00", "16:30-19:00"]
        max_session = "60m"
    .why = Mỗi khoảng giờ trong allowed là một buổi phát; không có khoảng nào thì không biết tính cho ai.
explain-gain-overlap = Hai khoảng giờ chỉnh âm lượng trùng lên nhau.
    .wrong =
        {"["}[hours.gain]]
        from = "04:30"
        until = "06:00"
        gain_db = -6.0

        {"["}[hours.gain]]
        from = "05:30"
        until = "07:00"
        gain_db = -3.0
    .right =
        {"["}[hours.gain]]
        from = "04:30"
        until = "06:00"
        gain_db = -6.0

        {"["}[hours.gain]]
        from = "06:00"
        until = "07:00"
        gain_db = -3.0
    .why = Lúc 05:45 máy không biết giảm 6 hay giảm 3 đê-xi-ben.
explain-topic-unknown = Không có chủ đề nào mang mã này.
    .wrong = topics = ["mot cua"]
    .right = topics = ["mot-cua"]
    .why = Báo cáo cộng theo mã chủ đề; mã lạ thì tin, bài rơi ra ngoài báo cáo. Bảng mã ở docs/station-format.md.
explain-topic-twice = Một chủ đề ghi hai lần.
    .wrong = topics = ["mot-cua", "mot-cua"]
    .right = topics = ["mot-cua"]
    .why = Chủ đề đầu tiên là chủ đề chính; ghi lặp không làm số liệu tăng thêm.
explain-digest-invalid = Mã kiểm tra của tệp âm thanh không đúng dạng.
    .wrong = sha256 = "9f86d0"
    .right = để "loa approve" tự ghi dòng này
    .why = Mã này gắn lời duyệt với đúng tệp đã nghe. Chỉ máy ghi, không sửa tay.
explain-validity-backwards = Ngày hết hiệu lực đứng trước ngày có hiệu lực.
    .wrong =
        valid_from = 2026-12-31
        valid_until = 2026-12-01
    .right =
        valid_from = 2026-12-01
        valid_until = 2026-12-31
    .why = Viết ngược thì tin, bài không có ngày nào được phát.
explain-approved-after-validity = Tin, bài được duyệt khi đã hết hiệu lực.
    .wrong =
        valid_until = 2026-11-01

        {"["}approval]
        on = 2026-11-21
    .right =
        valid_until = 2026-12-31

        {"["}approval]
        on = 2026-11-21
    .why = Có thể gõ nhầm valid_until; nếu để nguyên, tin, bài không phát.
explain-audio-missing = Lịch gọi một tệp âm thanh không có trong thư mục audio/.
    .wrong = play = "cchc/khai-sin.mp3"
    .right = play = "cchc/khai-sinh.mp3"
    .why = Đến giờ phát chỗ này sẽ lặng. Chép tệp vào, hoặc sửa lại tên.
explain-audio-broken = Tệp âm thanh không giải mã được.
    .wrong = tệp .mp3 tải dở
    .right = tệp .mp3 nghe được từ đầu đến cuối
    .why = Thường do chép dở dang, hoặc tệp khác bị đổi đuôi. Xin lại bản gốc.
explain-sidecar-missing = Tệp âm thanh chưa có tệp mô tả, nên chưa được duyệt và không phát.
    .wrong = audio/ban-tin.mp3
    .right =
        audio/ban-tin.mp3
        audio/ban-tin.toml
    .why = Tệp mô tả ghi tên, thể loại và người duyệt. Lệnh "loa approve" tạo ra nó.
explain-audio-same-stem = Hai tệp âm thanh cùng tên, chỉ khác đuôi.
    .wrong =
        audio/ban-tin.mp3
        audio/ban-tin.wav
    .right = audio/ban-tin.mp3
    .why = Cả hai dùng chung tệp mô tả ban-tin.toml, nên không biết lời duyệt là của tệp nào.
explain-sidecar-twice = Một tệp âm thanh có hai tệp mô tả.
    .wrong =
        audio/ban-tin.toml
        audio/ban-tin.TOML
    .right = audio/ban-tin.toml
    .why = Hai tệp có thể ghi khác nhau; giữ lại một.
explain-sidecar-without-audio = Có tệp mô tả nhưng không có tệp âm thanh cùng tên.
    .wrong = audio/ban-tin.toml
    .right =
        audio/ban-tin.toml
        audio/ban-tin.mp3
    .why = Tệp âm thanh có thể đã bị đổi tên hoặc xóa. Hai tệp phải cùng tên, chỉ khác đuôi.
explain-segment-not-approved = Tin, bài chưa có người duyệt nên không phát.
    .wrong =
        title = "Khai sinh trực tuyến"
        genre = "bai"
    .right = loa approve "audio/cchc/khai-sinh.mp3" --by "Trần Thị Bình"
    .why = Không tin, bài nào lên sóng khi chưa có người nghe và chịu trách nhiệm.
explain-segment-altered = Tệp âm thanh đã khác với tệp được duyệt nên không phát.
    .wrong = tệp âm thanh bị thay sau khi duyệt
    .right = loa approve "audio/cchc/khai-sinh.mp3" --by "Trần Thị Bình"
    .why = Lời duyệt chỉ có giá trị với đúng tệp đã nghe. Nghe lại rồi duyệt lại.
explain-segment-expired = Tin, bài đã hết hiệu lực nên không phát nữa.
    .wrong = valid_until = 2026-10-31
    .right = valid_until = 2027-06-30
    .why = Thông tin cũ, như số điện thoại hay lệ phí đã đổi, không được phát nhầm.
explain-segment-withdrawn = Tin, bài đã thu hồi mà lịch vẫn gọi.
    .wrong =
        {"["}withdrawn]
        on = 2026-12-01
    .right = đổi sang tệp khác trong [[item]]
    .why = Đã thu hồi thì không phát, dù lịch có ghi. Thay bằng tin, bài khác.
explain-segment-not-yet-valid = Lịch phát tin, bài trước ngày có hiệu lực.
    .wrong = valid_from = 2026-12-10
    .right = from = 2026-12-10 trong [[when]] của chương trình
    .why = Những lượt trước ngày đó sẽ không phát.
explain-segment-ends-soon = Tin, bài sẽ hết hiệu lực trong khi lịch còn phát.
    .wrong = valid_until = 2026-12-10
    .right = valid_until = 2027-06-30
    .why = Báo trước để kịp làm bản mới; quá ngày thì lượt phát bị bỏ.
explain-segment-withdrawn-soon = Tin, bài sẽ bị thu hồi trong khi lịch còn phát.
    .wrong =
        {"["}withdrawn]
        on = 2026-12-11
    .right = đổi sang tệp khác từ ngày 2026-12-11
    .why = Từ ngày thu hồi, lượt phát bị bỏ. Chuẩn bị tin, bài thay thế.
explain-column-empty = Chuyên mục không có tin, bài nào phát được vào giờ đó.
    .wrong = pick = {"{"} column = "cchc" {"}"}
    .right = duyệt ít nhất một tin, bài có column = "cchc"
    .why = Có thể chưa duyệt, đã hết hiệu lực, hoặc dài quá thời lượng của tiết mục (up_to).
explain-column-few = Chuyên mục có quá ít tin, bài so với số lượt phát.
    .wrong = pick = {"{"} column = "cchc", spacing = "7d" {"}"}
    .right = pick = {"{"} column = "cchc", spacing = "2d" {"}"}
    .why = Người nghe sẽ nghe lại một tin, bài sớm hơn mong muốn. Thêm tin, bài, hoặc giảm spacing.
explain-column-short = Chuyên mục có ít tin, bài hơn số mà một lượt phát cần.
    .wrong = pick = {"{"} column = "cchc", at_most = 5 {"}"}
    .right = pick = {"{"} column = "cchc", at_most = 2 {"}"}
    .why = Thiếu tin, bài thì một bài bị phát lại chỉ sau vài phút, hoặc chương trình ngắn hơn dự định.
explain-title-twice = Hai chương trình cùng tên.
    .wrong = title = "Bản tin"
    .right = title = "Bản tin buổi chiều"
    .why = Trong kế hoạch, nhật ký và báo cáo chỉ có tên, nên không ai biết là chương trình nào.
explain-approved-in-future = Ngày duyệt là một ngày chưa đến.
    .wrong = approval = {"{"} by = "…", on = 2062-12-01, sha256 = "…" {"}"}
    .right = approval = {"{"} by = "…", on = 2026-12-01, sha256 = "…" {"}"}
    .why = Không ai duyệt được vào ngày mai: ngày gõ nhầm, hoặc ngày giờ của máy bị sai.
explain-outside-hours = Giờ phát nằm ngoài các khoảng giờ được phép trong [hours].
    .wrong = at = "23:00"
    .right = at = "17:30"
    .why = Loa phát ngoài giờ làm phiền người dân. Thật cần thì ghi lý do: outside_hours = "…"; lý do được lưu cùng kế hoạch phát.
explain-too-early = Giờ phát đến trước giờ sớm nhất (earliest) của đài.
    .wrong = at = "04:30"
    .right = at = "05:00"
    .why = Phát quá sớm là điều người dân phản ánh nhiều nhất. Chỉ tin khẩn cấp, hoặc quy tắc có ghi lý do outside_hours, mới được phát.
explain-session-full = Buổi phát đã hết thời lượng cho phép, nên chương trình không phát.
    .wrong = các chương trình trong buổi cộng lại 75 phút, max_session = "60m"
    .right = bớt 15 phút, hoặc max_session = "75m"
    .why = Thời lượng được chia theo thứ tự ưu tiên; chương trình xếp sau cùng bị bỏ. Tin khẩn cấp không tính.
explain-day-full = Trong ngày đã hết thời lượng cho phép, nên chương trình không phát.
    .wrong = các chương trình trong ngày cộng lại 200 phút, max_day = "180m"
    .right = bớt 20 phút, hoặc max_day = "200m"
    .why = Thời lượng được chia theo thứ tự ưu tiên; chương trình xếp sau cùng bị bỏ. Tin khẩn cấp không tính.
explain-same-second = Hai chương trình cùng giờ, cùng khu vực; chỉ một được phát.
    .wrong =
        ban-tin.toml: at = "05:45"
        thong-bao.toml: at = "05:45"
    .right =
        ban-tin.toml: at = "05:45"
        thong-bao.toml: at = "05:55"
    .why = Máy chọn theo thứ tự ưu tiên, cuối cùng theo tên tệp. Để người quyết định thì hơn.
explain-window-overrun = Chương trình bắt đầu trong giờ nhưng phát quá giờ kết thúc của buổi.
    .wrong = allowed = ["05:00-06:00"]
    .right = allowed = ["05:00-06:30"]
    .why = Đã bắt đầu thì phát trọn, không cắt giữa câu; vì vậy cần báo trước.
explain-overlap-gives-way = Đến giờ thì chương trình khác đang giữ sóng, nên chương trình này không phát.
    .wrong = 05:30 chương trình 20 phút (ưu tiên), 05:40 bản tin
    .right = 05:30 chương trình 20 phút (ưu tiên), 05:50 bản tin
    .why = Chương trình đang phát có quyền ưu tiên hơn. Đổi giờ, hoặc dùng start = "next" để chờ.
explain-overlap-cut = Chương trình sẽ bị chương trình sau ngắt giữa chừng.
    .wrong = 05:30 chương trình 20 phút, 05:40 bản tin
    .right = 05:30 chương trình 10 phút, 05:40 bản tin
    .why = Chương trình sau phát đúng giờ (start = "hard") nên lấy sóng ngay. Rút ngắn chương trình trước, hoặc đổi giờ.
explain-zones-one-output = Chương trình chọn riêng khu vực, nhưng đài chỉ có một đường ra.
    .wrong = zones = ["thon-1"]
    .right = zones = ["all"]
    .why = Mọi loa nối chung một dây nên khu vực nào cũng nghe.

# Ngày theo tháng, tuần, âm lịch
explain-range-too-long = Một khoảng ngày dài quá một năm thường là viết nhầm năm.
    .wrong = dates = ["2026-12-01..2028-12-15"]
    .right = dates = ["2026-12-01..2026-12-15"]
    .why = Khoảng dài thật thì viết bằng from và until.
explain-weekday-of-month-invalid = Thứ trong tháng viết là số thứ tự rồi đến thứ.
    .wrong = weekday_of_month = ["T2 tuần đầu"]
    .right = weekday_of_month = ["1 T2"]
    .why = "1 T2" là thứ Hai đầu tháng, "cuối CN" là Chủ nhật cuối tháng. Viết "thứ Hai đầu tháng" cũng được.
explain-month-day-invalid = Ngày trong tháng là số, hoặc chữ "cuối".
    .wrong = days_of_month = ["hai lăm"]
    .right = days_of_month = [25, "cuối"]
    .why = Tháng nào không có ngày ấy thì tháng đó không phát, máy không dời sang ngày khác.
explain-every-other-weekday = Ngày bắt đầu đếm tuần không rơi vào thứ nào trong days.
    .wrong =
        days = "T2"
        every = {"{"} weeks = 2, from = 2026-12-08 {"}"}
    .right =
        days = "T2"
        every = {"{"} weeks = 2, from = 2026-12-07 {"}"}
    .why = Tuần được đếm từ tuần có ngày này; nếu viết nhầm ngày thì có thể lệch một tuần.
explain-lunar-not-one = Quy tắc âm lịch ghi ngày, hoặc ghi một đợt từ ngày đến ngày; không ghi cả hai.
    .wrong = lunar = {"{"} day = 15, from = "23/12", until = "5/1" {"}"}
    .right = lunar = {"{"} day = 15 {"}"}
    .why = Ghi cả hai thì không rõ muốn phát ngày nào.
explain-lunar-date-invalid = Ngày âm lịch viết là ngày/tháng.
    .wrong = lunar = {"{"} from = "23 Chạp", until = "mùng 5" {"}"}
    .right = lunar = {"{"} from = "23/12", until = "5/1" {"}"}
    .why = Tháng Giêng là 1, tháng Chạp là 12; ngày từ 1 đến 30.
explain-lunar-unknown = Máy chỉ biết âm lịch từ năm 2020 đến năm 2050.
    .wrong =
        lunar = {"{"} day = 15 {"}"}
        from = 2051-03-01
    .right = dates = [2051-03-27]
    .why = Bảng âm lịch được tính sẵn và kiểm tra kỹ trong những năm này; ngoài ra máy không đoán.
explain-every-without-from = Chưa ghi tuần nào là tuần đầu.
    .wrong = every = {"{"} weeks = 2 {"}"}
    .right = every = {"{"} weeks = 2, from = 2026-12-07 {"}"}
    .why = Cách tuần thì phải biết tính từ tuần nào. Ghi from ngay trong ngoặc của every, không ghi thành dòng riêng.
explain-lunar-far-ahead = Quy tắc âm lịch này còn lâu mới có ngày hợp.
    .wrong = lunar = {"{"} day = 30, month = 12 {"}"}
    .right = lunar = {"{"} day = "cuối", month = 12 {"}"}
    .why = Từ Tết năm 2025 đến Tết năm 2032, tháng Chạp chỉ có 29 ngày, nên ngày 30 tháng Chạp không có.

# Bảng Excel và CSV
explain-sheet-time-unreadable = Ô giờ không đọc được thành giờ trong ngày.
    .wrong = sáng sớm
    .right = 5h45
    .why = Máy đọc được 05:45, 5h45, 5 giờ 45, 17h30 - 17h45 và giờ của Excel.
explain-sheet-time-missing = Dòng lịch chưa có giờ phát.
    .wrong = | | Bản tin |
    .right = | 5h45 | Bản tin |
    .why = Không có giờ thì máy không biết lúc nào phát. Một giờ cho nhiều dòng thì gộp ô.
explain-sheet-cron-unreadable = Ô cron không đọc được.
    .wrong = 0 5 * * *
    .right = 0 0 5 * * *
    .why = Dòng cron có sáu trường, trường đầu là giây. Không quen thì dùng cột Giờ và cột Thứ.
explain-sheet-key-has-column = Điều này có cột riêng, không ghi ở cột Quy tắc khác.
    .wrong = Quy tắc khác: days = ["T2"]
    .right = Thứ: T2
    .why = Mỗi điều chỉ ghi ở một cột, để hai cột không nói khác nhau.
explain-sheet-dates-twice = Ngày phát ghi ở hai cột.
    .wrong = Ngày phát: 05/12/2026; Quy tắc khác: dates = ["2026-12-10..2026-12-15"]
    .right = Quy tắc khác: dates = [2026-12-05, "2026-12-10..2026-12-15"]
    .why = Cột Ngày phát chỉ ghi được ngày lẻ. Ghi ở hai nơi thì không rõ nơi nào đúng.
explain-sheet-cell-error = Công thức trong ô bị lỗi.
    .wrong = #REF!
    .right = 5h45
    .why = Máy đọc kết quả của công thức; ô lỗi thì không có kết quả.
explain-sheet-title-missing = Dòng lịch chưa có tên chương trình.
    .wrong = | 5h45 | |
    .right = | 5h45 | Bản tin của phường |
    .why = Tên chương trình cho biết dòng này thuộc về tệp lịch nào.
explain-sheet-title-unusable = Tên chương trình phải có chữ.
    .wrong =
        {"*"}**
    .right = Bản tin của phường
    .why = Tên tệp lịch được đặt theo tên chương trình, nên cần có chữ hoặc số.
explain-sheet-title-ambiguous = Hai chương trình của đài cùng một tên.
    .wrong = Bản tin
    .right = Bản tin (cột Mã: ban-tin-sang)
    .why = Máy không đoán dòng này của chương trình nào. Bảng do loa export ghi có cột Mã.
explain-sheet-title-near = Tên gần giống một chương trình đã có, nên có thể là viết nhầm.
    .wrong = Chuyên mục Cải cách hành chánh
    .right = Chuyên mục Cải cách hành chính
    .why = Tên khác một chữ là một chương trình khác, với một tệp khác.
explain-sheet-programme-without-content = Chương trình mới phải ghi phát tệp nào hoặc chuyên mục nào.
    .wrong = | 5h45 | Bản tin mới |
    .right = | 5h45 | Bản tin mới | ban-tin/so-1.mp3 |
    .why = Chương trình đã có thì giữ nội dung cũ; chương trình mới thì chưa có gì để phát.
explain-sheet-id-taken = Đã có tệp lịch trùng tên với chương trình mới.
    .wrong = Bản tin
    .right = Bản tin buổi chiều
    .why = Máy không ghi đè lên tệp đang có. Đổi tên chương trình, hoặc sửa lỗi của tệp đó trước.
explain-sheet-id-unreadable = Ô ở cột Mã không phải là mã chương trình.
    .wrong = Bản tin số 1
    .right = ban-tin/1
    .why = Cột Mã do loa export ghi, để nhập lại đúng chương trình và đúng dòng.
explain-sheet-days-missing = Dòng lịch chưa ghi ngày phát.
    .wrong = | 5h45 | | Bản tin |
    .right = | 5h45 | T2-T6 | Bản tin |
    .why = Phát mỗi ngày thì viết: Hằng ngày.
explain-sheet-days-unreadable = Ô ngày phát không đọc được.
    .wrong = các ngày chẵn
    .right = 2, 4, 6
    .why = Máy đọc được T2-T7, thứ 2, 4, 6, CN, Hằng ngày trừ CN và ngày 05/12/2026.
explain-sheet-days-number = Excel đã đổi các thứ thành một con số.
    .wrong = 246
    .right = 2, 4, 6
    .why = Gõ 2,4,6 vào ô kiểu số thì Excel hiểu là một số. Định dạng ô là Text rồi gõ lại.
explain-sheet-except-removed = Những ngày đang được trừ sẽ không còn được trừ.
    .wrong = Trừ ngày: ngày lễ
    .right = Trừ ngày: ngày lễ; quốc tang
    .why = Ô Trừ ngày của bảng do loa export ghi, ô Quy tắc khác có except, và ô ghi "không trừ ngày nào" thay cho mọi ngày trừ trong tệp.
explain-sheet-except-unknown = Không rõ trừ những ngày nào.
    .wrong = trừ ngày xấu
    .right = trừ CN, trừ ngày lễ
    .why = Viết thứ, ngày, hoặc tên nhóm ngày có trong station.toml hay calendar.toml.
explain-sheet-date-unreadable = Ô ngày không đọc được thành ngày.
    .wrong = đầu tháng 12
    .right = 01/12/2026
    .why = Ngày viết trước, rồi đến tháng, năm.
explain-sheet-date-without-year = Ngày thiếu năm.
    .wrong = 05/12
    .right = 05/12/2026
    .why = Thiếu năm thì không biết là năm nay hay năm sau.
explain-sheet-date-month-first = Ngày viết tháng trước.
    .wrong = 12/25/2026
    .right = 25/12/2026
    .why = Trong lịch, ngày luôn viết trước.
explain-sheet-date-not-in-calendar = Ngày này không có trong lịch.
    .wrong = 31/11/2026
    .right = 30/11/2026
    .why = Tháng 11 chỉ có 30 ngày; xem lại ngày và tháng.
explain-sheet-date-swapped = Excel có lẽ đã đổi chỗ ngày và tháng.
    .wrong = 12/05/2026 (gõ 05/12/2026, Excel hiểu là 12 tháng 5)
    .right = 05/12/2026
    .why = Máy tính gõ bảng để kiểu ngày của Mỹ, tháng trước ngày sau. Định dạng cả cột là Text rồi gõ lại.
explain-sheet-date-serial = Ô là một ngày mà Excel đang giữ ở dạng số.
    .wrong = 46361
    .right = 05/12/2026
    .why = Excel đếm ngày từ năm 1900; ô định dạng General thì hiện số đếm. Tệp của máy Mac cũ đếm từ 1904 nên phải xem lại ngày.
explain-sheet-range-backwards = Khoảng ngày viết ngược.
    .wrong = 15/12/2026 - 01/12/2026
    .right = 01/12/2026 - 15/12/2026
    .why = Ngày sớm viết trước.
explain-sheet-from-after-until = Ngày bắt đầu sau ngày kết thúc.
    .wrong = từ 15/12/2026 đến 01/12/2026
    .right = từ 01/12/2026 đến 15/12/2026
    .why = Như vậy thì không có ngày nào phát.
explain-sheet-make-up-too-early = Hạn phát bù sớm hơn giờ phát.
    .wrong = giờ 17h30, phát bù trước 17h00
    .right = giờ 17h30, phát bù trước 19h00
    .why = Phát bù bao giờ cũng sau giờ phát.
explain-sheet-column-unknown = Không có chuyên mục nào tên như vậy.
    .wrong = Cải cách hành chánh
    .right = Cải cách hành chính
    .why = Chuyên mục phải được khai báo trong station.toml.
explain-sheet-zone-unknown = Không có khu vực nào tên như vậy.
    .wrong = Thôn Đông
    .right = Tất cả
    .why = Khu vực phải được khai báo trong station.toml. Phát ở mọi nơi thì viết: Tất cả.
explain-sheet-file-missing = Không có tệp âm thanh này trong audio/.
    .wrong = ban-tin.mp3
    .right = ban-tin/so-12.mp3
    .why = Chép tệp vào thư mục audio/ trước khi nhập lịch. Hai tệp cùng tên thì ghi cả thư mục con.
explain-sheet-words-unknown = Cột này chỉ nhận một số cách viết nhất định.
    .wrong = ưu tiên cao
    .right = ưu tiên
    .why = Các cột Mức ưu tiên, Mùa, Vào sóng, Khi trễ, Khi bị ngắt có cách viết riêng; máy không đoán chữ khác.
explain-sheet-item-unreadable = Không hiểu tiết mục này.
    .wrong = phát nhạc
    .right = nhac/que-huong.mp3
    .why = Mỗi tiết mục một dòng trong ô: tên tệp, chọn chuyên mục, hoặc nghỉ mấy giây.
explain-sheet-rows-disagree = Các dòng của một chương trình ghi khác nhau.
    .wrong = hai dòng Bản tin: một dòng ghi Thôn Đông, một dòng ghi Thôn Tây
    .right = Bản tin Thôn Đông; Bản tin Thôn Tây
    .why = Một chương trình chỉ có một khu vực, một mức ưu tiên, một nội dung. Muốn khác nhau thì đặt hai tên.
explain-sheet-month-days-kept = Chương trình chỉ phát vào một số ngày của tháng, bảng không nhắc đến.
    .wrong = | 17h30 | Hằng ngày | Tin rằm |
    .right = | 17h30 | rằm, mùng 1 | Tin rằm |
    .why = Những gì bảng không nhắc đến thì giữ như tệp: thứ ghi trong bảng phải trùng với những ngày ấy mới phát.
explain-sheet-row-twice = Hai dòng trùng giờ và ngày.
    .wrong = 5h45 T2 Bản tin; 5h45 T2 Bản tin
    .right = 5h45 T2 Bản tin
    .why = Một giờ chỉ phát được một lượt của một chương trình.
explain-sheet-rules-removed = Bảng bỏ bớt giờ phát của một chương trình đã có.
    .wrong = Bản tin 5h45
    .right = Bản tin 5h45; Bản tin 17h00
    .why = Chương trình có trong bảng thì mọi giờ phát lấy theo bảng; giờ không nhắc đến sẽ bị bỏ.
explain-sheet-note-not-used = Ghi chú không đưa vào lịch được.
    .wrong = Ghi chú: trừ khi có lệnh
    .right = Ghi chú: trừ CN
    .why = Ghi chú có chữ "trừ" được hiểu là những ngày không phát. Ở đây không rõ là ngày nào, nên máy không dùng.
explain-sheet-result-unreadable = Chương trình này không ghi được thành tệp lịch.
    .wrong = tệp lịch cũ có lỗi
    .right = sửa tệp cũ, soát bằng loa check, rồi nhập lại
    .why = Trước khi ghi, máy đọc lại đúng như loa check; có lỗi thì không ghi gì.
explain-sheet-heading-twice = Bảng có hai cột giờ phát.
    .wrong = Giờ | Chương trình sáng | Giờ | Chương trình chiều
    .right = Giờ | Chương trình
    .why = Máy chỉ đọc một cột giờ cho mỗi bảng và không tự chọn. Xếp các dòng buổi chiều xuống dưới buổi sáng.
explain-sheet-day-and-date-differ = Thứ và ngày ghi cùng nhau không khớp.
    .wrong = Thứ Hai 08/12/2026
    .right = Thứ Hai 07/12/2026
    .why = Ngày 08/12/2026 là thứ Ba. Có khi bảng được chép từ tuần trước mà quên sửa ngày.
explain-sheet-one-or-several = Không rõ trong ô có một hay nhiều chương trình.
    .wrong =
        Bản tin
        Chuyện quê ta
    .right = 5h45 Bản tin; 5h52 Chuyện quê ta
    .why = Xuống dòng có khi chỉ vì tên dài. Ghi giờ trước từng tên thì rõ là nhiều chương trình.
explain-sheet-part-without-time = Không rõ một chương trình trong ô bắt đầu lúc nào.
    .wrong = Bản tin; Thông báo
    .right = Bản tin (7 phút); Thông báo
    .why = Chương trình sau bắt đầu khi chương trình trước hết giờ, nên cần biết chương trình trước dài bao nhiêu, hoặc ghi giờ riêng.
explain-sheet-part-of-day = Giờ trong ô không hợp với buổi ở đầu dòng.
    .wrong = Chiều: 5h30 Bản tin
    .right = Chiều: 17h30 Bản tin
    .why = 5h30 có thể là sáng hoặc chiều. Ghi theo 24 giờ thì không nhầm.
explain-sheet-time-outside-row = Giờ trong ô không khớp với giờ ở đầu dòng.
    .wrong = dòng 5h45 - 6h00: 6h15 Bản tin
    .right = dòng 5h45 - 6h00: 5h52 Bản tin
    .why = Hai nơi nói khác nhau thì không rõ nơi nào đúng.
explain-sheet-no-headings = Không tìm thấy dòng tiêu đề của lịch.
    .wrong = 5h45 | Bản tin
    .right = Giờ | Thứ | Chương trình
    .why = Máy tìm dòng có cột Giờ và Chương trình, hoặc bảng tuần có Thứ 2, Thứ 3 …
explain-sheet-no-rows = Dưới dòng tiêu đề không có dòng nào của lịch.
    .wrong = Giờ | Thứ | Chương trình
    .right = Giờ | Thứ | Chương trình; 5h45 | T2 | Bản tin
    .why = Dòng bị ẩn không được đọc.
explain-sheet-empty = Trang tính không có gì.
    .wrong = Sheet2
    .right = loa import lich.xlsx --sheet "Lịch phát"
    .why = Có thể lịch nằm ở trang khác của tệp.
explain-sheet-unknown = Tệp không có trang tên như vậy.
    .wrong = --sheet "Lich"
    .right = --sheet "Lịch phát"
    .why = Tên trang viết đúng dấu như trong Excel.
explain-sheet-hidden-columns = Cột bị ẩn không được đọc.
    .wrong = cột C bị ẩn
    .right = bỏ ẩn cột C (Unhide)
    .why = Cột ẩn thường là bản cũ; đọc vào dễ sai mà không ai thấy.
explain-sheet-hidden-rows = Dòng bị ẩn hoặc bị lọc không được đọc.
    .wrong = dòng 7 bị ẩn
    .right = bỏ ẩn dòng 7 (Unhide)
    .why = Dòng ẩn thường là bản cũ; đọc vào dễ sai mà không ai thấy.
explain-sheet-tcvn3 = Chữ viết bằng phông cũ TCVN3 (.VnTime).
    .wrong = ch­¬ng tr×nh
    .right = chương trình
    .why = Chữ ấy chỉ đúng với phông cũ. Chuyển sang Unicode bằng UniKey (Ctrl+Shift+F6).
explain-sheet-vni = Chữ viết bằng phông cũ VNI (VNI-Times).
    .wrong = chöông trình
    .right = chương trình
    .why = Chữ ấy chỉ đúng với phông cũ. Chuyển sang Unicode bằng UniKey (Ctrl+Shift+F6).
explain-sheet-csv-not-utf8 = Tệp CSV không lưu ở UTF-8.
    .wrong = CSV (Comma delimited)
    .right = CSV UTF-8 (Comma delimited)
    .why = Kiểu CSV thường của Excel làm mất dấu tiếng Việt.
explain-sheet-csv-broken = Tệp CSV không đọc được.
    .wrong = 5h45,"Bản tin
    .right = 5h45,"Bản tin"
    .why = Thường là dấu ngoặc kép mở mà không đóng. Lưu lại thành .xlsx là chắc nhất.
explain-sheet-old-excel = Tệp Excel kiểu cũ, hoặc có mật khẩu.
    .wrong = lich.xls
    .right = lich.xlsx
    .why = Máy chỉ đọc .xlsx không có mật khẩu.
explain-sheet-not-excel = Tệp mang tên bảng tính nhưng không phải bảng tính.
    .wrong = anh.jpg đổi tên thành lich.xlsx
    .right = lich.xlsx do Excel lưu
    .why = Đổi đuôi tên tệp không đổi được nội dung; trang web lưu thành .xls cũng vậy.
explain-sheet-broken = Tệp Excel bị hỏng hoặc không phải .xlsx.
    .wrong = lich.xlsx tải về dở dang
    .right = lich.xlsx tải lại cho đủ
    .why = Tệp chép từ USB hay Zalo có khi thiếu đoạn cuối.
explain-sheet-too-big = Tệp quá lớn để là một lịch phát.
    .wrong = cả sổ theo dõi của một năm
    .right = riêng bảng lịch của tuần
    .why = Lịch phát chỉ có vài trăm dòng; tệp lớn hơn nhiều thường là chọn nhầm, hoặc cố ý làm treo máy.
explain-sheet-unpacks-too-big = Tệp mở ra quá lớn.
    .wrong = cả sổ theo dõi của một năm
    .right = riêng bảng lịch của tuần
    .why = Lịch phát chỉ có vài trăm dòng; tệp lớn hơn nhiều thường là chọn nhầm, hoặc cố ý làm treo máy.
explain-sheet-too-many-cells = Trang tính có quá nhiều ô.
    .wrong = cả sổ theo dõi của một năm
    .right = riêng bảng lịch của tuần
    .why = Lịch phát chỉ có vài trăm dòng; tệp lớn hơn nhiều thường là chọn nhầm, hoặc cố ý làm treo máy.
explain-sheet-too-much-text = Một ô, hoặc cả trang tính, có quá nhiều chữ.
    .wrong = cả sổ theo dõi của một năm
    .right = riêng bảng lịch của tuần
    .why = Lịch phát chỉ có vài trăm dòng; tệp lớn hơn nhiều thường là chọn nhầm, hoặc cố ý làm treo máy.
explain-sheet-too-many-rows = Trang tính có quá nhiều dòng.
    .wrong = cả sổ theo dõi của một năm
    .right = riêng bảng lịch của tuần
    .why = Lịch phát chỉ có vài trăm dòng; tệp lớn hơn nhiều thường là chọn nhầm, hoặc cố ý làm treo máy.
explain-sheet-too-many-merged = Trang tính có quá nhiều chỗ gộp ô.
    .wrong = cả sổ theo dõi của một năm
    .right = riêng bảng lịch của tuần
    .why = Lịch phát chỉ có vài trăm dòng; tệp lớn hơn nhiều thường là chọn nhầm, hoặc cố ý làm treo máy.
explain-export-formula = Chữ trong ô bắt đầu bằng dấu của công thức.
    .wrong = =Bản tin
    .right = Bản tin
    .why = Mở tệp CSV ấy, Excel sẽ tính công thức thay vì hiện chữ. Xuất .xlsx thì không sao.
explain-export-not-sayable = Chương trình này viết ra bảng rồi đọc lại thì không giống cũ.
    .wrong = chuyên mục không còn trong station.toml
    .right = chuyên mục có trong station.toml
    .why = Bảng ghi ra phải nhập lại được y như cũ; không được thì máy không ghi.
explain-export-workbook = Không tạo được tệp Excel.
    .wrong = lich-phat.xlsx
    .right = lich-phat.csv
    .why = Thử xuất .csv; nếu vẫn lỗi thì xem đĩa còn chỗ không.
