"""Sentences of every page."""

from hotline.texts import CITY_DESK, Text

WORDS: dict[str, Text] = {
    "title": Text("Đường dây bảo vệ trẻ em", "Child protection line"),
    "skip": Text("Tới nội dung chính", "Skip to the content"),
    "nav": Text("Các trang", "Pages"),
    "nav.board": Text("Bảng trực", "Board"),
    "nav.cases": Text("Các ca", "Cases"),
    "nav.rosters": Text("Lịch trực", "Roster"),
    "nav.figures": Text("Thời gian đáp ứng", "Response times"),
    "nav.keys": Text("Khóa", "Keys"),
    "nav.accounts": Text("Tài khoản", "Accounts"),
    "menu": Text("Trình đơn", "Menu"),
    "sign_out": Text("Đăng xuất", "Sign out"),
    "link.on": Text("Đang cập nhật trực tiếp", "Live"),
    "link.waiting": Text("Đang kết nối…", "Connecting…"),
    "link.lost": Text(
        "Mất kết nối. Những gì bên dưới là lúc {at}, có thể đã cũ.",
        "Connection lost. What is below is from {at} and may be old.",
    ),
    "link.trouble": Text(
        "Hệ thống không đọc được dữ liệu. Máy vẫn gọi người trực: hãy giữ điện thoại bên mình.",
        "The data can't be read. Calls still reach who is on duty: keep your telephone with you.",
    ),
    "error.title": Text("Chưa được", "That did not work"),
    "error.not_found": Text("Không có trang này.", "There is no such page."),
    "error.form": Text(
        "Trang này đã cũ hoặc mở từ nơi khác. Hãy tải lại.", "This page is old, or came from elsewhere. Load it again."
    ),
    "error.input": Text("Có chỗ điền chưa đúng: {fields}.", "Something is not filled in rightly: {fields}."),
    "error.trouble": Text(
        "Hệ thống đang trục trặc. Cuộc gọi vẫn tới người trực. Hãy thử lại sau ít giây.",
        "The service is in trouble. Calls still reach who is on duty. Try again in a few seconds.",
    ),
    "home": Text("Về trang đầu", "Back to the start"),
    "back": Text("Về bảng trực", "Back to the board"),
    "unknown": Text("chưa rõ", "not known"),
    "district.none": CITY_DESK,
    "urgency.urgent": Text("Khẩn cấp", "Urgent"),
    "urgency.high": Text("Cao", "High"),
    "urgency.normal": Text("Thường", "Normal"),
}
