"""Sentences of signing in."""

from hotline.texts import Text

WORDS: dict[str, Text] = {
    "signing_in.title": Text("Đăng nhập", "Sign in"),
    "signing_in.for_whom": Text(
        "Dành cho người trực. Cần giúp đỡ, xin gọi số đường dây hoặc 111.",
        "For people on duty. If you need help, call the hotline or 111.",
    ),
    "signing_in.undone": Text(
        "Phiên đăng nhập đã hết, việc vừa bấm chưa được làm. Đăng nhập xong, anh chị về lại trang ấy để bấm lần nữa.",
        "You were signed out, so what you have just pressed is not done. Sign in, and you are back on that page to "
        "press it again.",
    ),
    "signing_in.number": Text("Số điện thoại trực", "Your duty telephone number"),
    "signing_in.password": Text("Mật khẩu", "Password"),
    "signing_in.go": Text("Đăng nhập", "Sign in"),
    "signing_in.no_account": Text(
        "Chưa có hoặc quên mật khẩu? Hỏi người quản trị để được cấp mật khẩu mới.",
        "No password yet, or forgotten? Ask your administrator for a new one.",
    ),
    "signing_in.wrong": Text(
        "Số điện thoại hoặc mật khẩu chưa đúng. Kiểm tra rồi thử lại.",
        "The number or the password is not right. Check them and try again.",
    ),
    "signing_in.wait": Text(
        "Đã thử sai nhiều lần. Đợi {seconds} giây rồi thử lại.",
        "Too many wrong tries. Wait {seconds} seconds, then try again.",
    ),
    "signing_in.busy": Text(
        "Nhiều người đang đăng nhập cùng lúc. Thử lại sau vài giây.",
        "Many people are signing in at once. Try again in a few seconds.",
    ),
    "signing_in.code_title": Text("Nhập mã xác nhận", "Enter your code"),
    "signing_in.code_why": Text(
        "Tài khoản này xem được nhiều nơi, nên cần thêm một mã.",
        "This account sees many places, so one more code is needed.",
    ),
    "signing_in.code_lent": Text(
        "Mật khẩu này còn người khác biết, nên cần thêm một mã.",
        "Somebody else knows this password, so one more code is needed.",
    ),
    "signing_in.code_app": Text(
        "Mở ứng dụng xác thực và nhập mã 6 số.", "Open your authenticator app and enter its 6 digits."
    ),
    "signing_in.code_sent": Text(
        "Mã đã gửi tới {phone}. Mã dùng được tới {until}.", "A code was sent to {phone}. It is good until {until}."
    ),
    "signing_in.code_ask": Text("Nhận mã qua số {phone}:", "Get a code on {phone}:"),
    "signing_in.code_again": Text("Chưa thấy mã? Nhận mã mới:", "No code yet? Get a new one:"),
    "signing_in.code_other": Text(
        "Không có ứng dụng ở đây? Nhận mã qua số {phone}:", "No app at hand? Get a code on {phone}:"
    ),
    "signing_in.code": Text("Mã 6 số", "The 6 digits"),
    "signing_in.code_go": Text("Xác nhận", "Confirm"),
    "signing_in.sms": Text("Nhắn tin", "Text me"),
    "signing_in.call": Text("Gọi đọc mã", "Call and read it to me"),
    "signing_in.code_wrong": Text(
        "Mã chưa đúng hoặc đã hết hạn. Thử lại, hoặc nhận mã mới.",
        "The code is not right, or is over. Try again, or get a new one.",
    ),
    "signing_in.code_wait": Text(
        "Vừa gửi mã rồi. Đợi {seconds} giây để nhận mã mới.",
        "A code was just sent. Wait {seconds} seconds for a new one.",
    ),
    "signing_in.half_way": Text("đúng mật khẩu, chưa nhập mã", "right password, no code yet"),
    "signing_in.network": Text(
        "Mạng điện thoại không nhận yêu cầu gửi mã. Thử cách khác, hoặc dùng ứng dụng xác thực.",
        "The telephone network did not take the code. Try another way, or use your authenticator app.",
    ),
    "signing_in.choose_title": Text("Đặt mật khẩu của riêng mình", "Choose a password of your own"),
    "signing_in.choose_why": Text(
        "Mật khẩu vừa dùng do người khác cấp. Hãy đặt mật khẩu chỉ mình biết.",
        "The password you used was set by somebody else. Choose one that only you know.",
    ),
    "signing_in.new": Text("Mật khẩu mới", "New password"),
    "signing_in.new_rule": Text(
        "Ít nhất {shortest} ký tự. Vài từ dễ nhớ ghép lại là tốt.",
        "At least {shortest} characters. A few words together are good.",
    ),
    "signing_in.new_again": Text("Nhập lại mật khẩu mới", "New password again"),
    "signing_in.choose_go": Text("Lưu mật khẩu", "Save the password"),
    "signing_in.again": Text("Hai lần nhập chưa giống nhau.", "The two are not the same."),
    "signing_in.weak.short": Text("Mật khẩu quá ngắn.", "The password is too short."),
    "signing_in.weak.long": Text("Mật khẩu quá dài.", "The password is too long."),
    "signing_in.weak.number": Text(
        "Mật khẩu không được chứa số điện thoại của mình.", "The password must not hold your telephone number."
    ),
    "signing_in.weak.silly": Text(
        "Mật khẩu này quá dễ đoán. Chọn mật khẩu khác.", "This password is too easy to guess. Choose another."
    ),
}
