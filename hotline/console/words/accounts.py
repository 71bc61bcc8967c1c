"""Sentences of accounts, devices and keys."""

from hotline.texts import Text

WHAT: dict[str, Text] = {
    "signed_in": Text("Đăng nhập", "Signed in"),
    "signed_out": Text("Đăng xuất người khác", "Signed somebody out"),
    "password.set": Text("Đặt mật khẩu", "Set a password"),
    "code.given": Text("Cấp mã đăng nhập tại máy chủ", "Gave a code at the terminal"),
    "authenticator.added": Text("Thêm ứng dụng xác thực", "Added an authenticator app"),
    "authenticator.removed": Text("Bỏ ứng dụng xác thực", "Removed an authenticator app"),
    "token.issued": Text("Cấp khóa cho hệ thống khác", "Issued a key"),
    "token.ended": Text("Thu hồi khóa", "Ended a key"),
    "api.read": Text("Hệ thống khác đọc dữ liệu", "Another system read data"),
    "case.read": Text("Xem ca", "Read a case"),
    "case.read_on": Text("Vẫn mở trang ca", "Kept a case open"),
    "number.revealed": Text("Xem số của người gọi", "Revealed a caller's number"),
    "recording.heard": Text("Nghe ghi âm", "Heard a recording"),
    "export": Text("Tải bảng số liệu", "Took an export"),
    "figures.list": Text("Xem các ca sau một con số", "Read the cases behind a figure"),
    "figures.contact": Text("Xem một cuộc gọi sau con số", "Read a contact behind a figure"),
    "roster.changed": Text("Đổi lịch trực", "Changed a roster"),
    "roster.owner": Text("Đổi nơi quản lý lịch trực", "Changed who owns a roster"),
    "roster.offered": Text("Nhường ca trực", "Offered hours"),
    "roster.withdrawn": Text("Rút lời nhường ca trực", "Withdrew an offer of hours"),
    "handover.written": Text("Viết ghi chú bàn giao", "Wrote a hand-over note"),
    "drill.asked": Text("Bắt đầu diễn tập", "Began a drill"),
    "phone.tested": Text("Gọi thử máy người trực", "Tested an officer's telephone"),
    "calendar.renewed": Text("Đổi địa chỉ lịch", "Renewed a calendar's address"),
}
"""What is written in the record of reads. A word that is not here is shown as it is."""

_SCOPES = {
    "accounts.scope.cases:read": Text("Đọc các ca, không có dữ liệu cá nhân", "Read cases, without personal data"),
    "accounts.scope.figures:read": Text("Đọc số liệu đáp ứng", "Read response times"),
    "accounts.scope.roster:read": Text("Đọc lịch trực", "Read rosters"),
    "accounts.scope.contacts:read": Text("Đọc các cuộc gọi, tin nhắn", "Read contacts"),
}

_OWN = {
    "accounts.own": Text("Thiết bị và mật khẩu", "Devices and password"),
    "accounts.done.password": Text(
        "Đã đổi mật khẩu. Các thiết bị khác đã được đăng xuất.", "Password changed. Other devices are signed out."
    ),
    "accounts.done.ended": Text("Đã đăng xuất.", "Signed out."),
    "accounts.done.app": Text(
        "Ứng dụng xác thực đã sẵn sàng. Từ nay có thể dùng mã trong ứng dụng.",
        "Your authenticator app is ready. From now on its codes will do.",
    ),
    "accounts.done.no_app": Text(
        "Đã bỏ ứng dụng xác thực. Mã sẽ được gửi qua điện thoại.",
        "The authenticator app is removed. Codes come by telephone.",
    ),
    "accounts.wrong_password": Text("Mật khẩu đang dùng chưa đúng.", "Your present password is not right."),
    "accounts.devices": Text("Đang đăng nhập ở", "Signed in on"),
    "accounts.device_unknown": Text("Thiết bị khác", "Another device"),
    "accounts.this": Text("máy này", "this one"),
    "accounts.since": Text("Đăng nhập {since}, dùng lần cuối {seen}", "Since {since}, last used {seen}"),
    "accounts.end_one": Text("Đăng xuất máy đó", "Sign out there"),
    "accounts.end_others": Text("Đăng xuất mọi máy khác", "Sign out everywhere else"),
    "accounts.strange": Text(
        "Thấy máy lạ? Đăng xuất máy đó rồi đổi mật khẩu ngay.",
        "A device you don't know? Sign it out, then change your password at once.",
    ),
    "accounts.change": Text("Đổi mật khẩu", "Change the password"),
    "accounts.old": Text("Mật khẩu đang dùng", "Present password"),
    "accounts.app": Text("Ứng dụng xác thực", "Authenticator app"),
    "accounts.app_why": Text(
        "Ứng dụng trên điện thoại tạo mã 6 số, dùng được cả khi mạng điện thoại trục trặc.",
        "An app on your telephone makes the 6 digits, also while the telephone network is in trouble.",
    ),
    "accounts.app_on": Text("Đang dùng ứng dụng xác thực.", "An authenticator app is in use."),
    "accounts.app_begin": Text("Thêm ứng dụng", "Add an app"),
    "accounts.app_another": Text("Đổi sang ứng dụng khác", "Change to another app"),
    "accounts.app_remove": Text("Bỏ ứng dụng", "Remove the app"),
    "accounts.app_scan": Text(
        "Quét hình này bằng ứng dụng xác thực (Google Authenticator, Aegis, …), rồi nhập mã mà ứng dụng hiện.",
        "Scan this with an authenticator app (Google Authenticator, Aegis, …), then enter the code it shows.",
    ),
    "accounts.app_qr": Text("Mã QR cho ứng dụng xác thực", "QR code for the authenticator app"),
    "accounts.app_secret": Text("Không quét được? Nhập khóa này:", "Can't scan it? Enter this key:"),
    "accounts.app_confirm": Text("Xác nhận ứng dụng", "Confirm the app"),
    "accounts.app_wrong": Text(
        "Mã chưa đúng. Chờ ứng dụng hiện mã mới rồi nhập lại; xem giờ trên điện thoại có đúng không.",
        "The code is not right. Wait for the next one; see that your telephone's time is right.",
    ),
    "accounts.back": Text("Thôi", "Not now"),
    "accounts.app_late": Text("Trang này đã để quá lâu. Hãy bắt đầu lại.", "This took too long. Please begin again."),
}

_OTHERS = {
    "accounts.title": Text("Tài khoản", "Accounts"),
    "accounts.parts": Text("Phần quản trị", "Administration"),
    "accounts.officers": Text("Người dùng", "People"),
    "accounts.reads": Text("Ai đã xem gì", "Who read what"),
    "accounts.tokens": Text("Khóa cho hệ thống khác", "Keys of other systems"),
    "accounts.from_file": Text(
        "Ai làm việc, số điện thoại và vai trò đều ở tệp thành phố. Ở đây chỉ quản lý việc đăng nhập.",
        "Who works here, their numbers and roles are in the city file. This page looks after signing in.",
    ),
    "accounts.role.officer": Text("Người trực", "Officer"),
    "accounts.role.manager": Text("Quản lý", "Manager"),
    "accounts.role.admin": Text("Quản trị", "Administrator"),
    "accounts.role.auditor": Text("Kiểm tra", "Auditor"),
    "accounts.inactive": Text(
        "không còn trong danh sách, không đăng nhập được", "no longer on the list, can't sign in"
    ),
    "accounts.districts": Text("Nơi phụ trách", "Districts"),
    "accounts.password": Text("Mật khẩu", "Password"),
    "accounts.password_yes": Text("có", "set"),
    "accounts.password_no": Text("chưa có, không đăng nhập được", "none: can't sign in"),
    "accounts.password_over": Text("tạm, đã hết hạn: cấp lại", "temporary and over: give another"),
    "accounts.password_temporary": Text("tạm, chưa đổi", "temporary, not changed yet"),
    "accounts.step": Text("Bước hai", "Second step"),
    "accounts.step.none": Text("không cần", "not needed"),
    "accounts.step.telephone": Text("mã qua điện thoại", "code by telephone"),
    "accounts.step.app": Text("ứng dụng", "app"),
    "accounts.seen": Text("Dùng lần cuối", "Last seen"),
    "accounts.signed_in": Text("Đang đăng nhập", "Signed in"),
    "accounts.devices_none": Text("không máy nào", "no device"),
    "accounts.give": Text("Cấp mật khẩu tạm", "Give a temporary password"),
    "accounts.sign_out": Text("Đăng xuất mọi máy", "Sign out everywhere"),
    "accounts.reset_app": Text("Bỏ ứng dụng xác thực", "Remove the authenticator"),
    "accounts.manage": Text("Quản lý {name}", "Manage {name}"),
    "accounts.given": Text("Mật khẩu tạm của {name}", "Temporary password of {name}"),
    "accounts.given_why": Text(
        "Chỉ hiện một lần. Đọc cho người đó nghe; trong 3 ngày họ phải đăng nhập và tự đặt mật khẩu khác.",
        "Shown only once. Read it to them; within 3 days they must sign in and choose another.",
    ),
    "accounts.read_at": Text("Lúc", "When"),
    "accounts.read_who": Text("Ai", "Who"),
    "accounts.read_what": Text("Việc", "What"),
    "accounts.read_case": Text("Ca", "Case"),
    "accounts.read_detail": Text("Chi tiết", "Detail"),
    "accounts.read_day": Text("Ngày", "Day"),
    "accounts.read_everybody": Text("Mọi người", "Everybody"),
    "accounts.read_find": Text("Tìm", "Find"),
    "accounts.read_none": Text("Không có dòng nào như vậy.", "There is no such line."),
    "accounts.read_older": Text("Cũ hơn", "Older"),
    "accounts.token_why": Text(
        "Hệ thống khác của thành phố đọc dữ liệu qua /api/v1 bằng khóa này. Chỉ cấp quyền cần thiết.",
        "Other systems of the city read through /api/v1 with such a key. Give no more than is needed.",
    ),
    "accounts.token_new": Text("Cấp khóa mới", "Issue a new key"),
    "accounts.token_name": Text("Hệ thống nào dùng", "Which system uses it"),
    "accounts.token_scopes": Text("Được phép", "It may"),
    "accounts.token_days": Text("Dùng được", "Good for"),
    "accounts.token_for_days": Text("{days} ngày", "{days} days"),
    "accounts.token_for_ever": Text("tới khi thu hồi", "until it is ended"),
    "accounts.token_go": Text("Cấp khóa", "Issue"),
    "accounts.token_incomplete": Text(
        "Cần tên hệ thống và ít nhất một quyền.", "A name and at least one permission are needed."
    ),
    "accounts.token_of_cases": Text(
        "Khóa đọc được ca thì do quản lý cấp: người không xem ca không mở ca cho ai xem.",
        "A manager issues keys that read cases: who sees no case opens them to nobody else.",
    ),
    "accounts.token_issued": Text("Khóa mới cho {name}", "The new key of {name}"),
    "accounts.token_once": Text(
        "Chỉ hiện một lần. Chép ngay vào hệ thống sẽ dùng, đừng gửi qua tin nhắn.",
        "Shown only once. Put it into the system that uses it now; don't send it in a message.",
    ),
    "accounts.token_none": Text("Chưa cấp khóa nào.", "No key has been issued yet."),
    "accounts.token_until": Text("Tới", "Until"),
    "accounts.token_used": Text("Dùng lần cuối", "Last used"),
    "accounts.token_by": Text("Người cấp", "Issued by"),
    "accounts.token_end": Text("Thu hồi", "End it"),
    "accounts.token_over": Text("đã hết", "over"),
}

WORDS: dict[str, Text] = (
    _OWN | _OTHERS | _SCOPES | {f"accounts.what.{what}": sentence for what, sentence in WHAT.items()}
)
