"""Sentences of the page of drills."""

from hotline.texts import Text

WORDS: dict[str, Text] = {
    "drills.title": Text("Diễn tập", "Drills"),
    "drills.how": Text(
        "Đường dây tự gọi như một em nhỏ và gọi đúng những người đang trực. Họ nghe: “Đây là diễn tập.” "
        "Có ca thật thì diễn tập dừng ngay.",
        "The hotline calls itself as a child would, and rings who is really on duty. They hear “This is a drill.” "
        "A real case stops it at once.",
    ),
    "drills.district": Text("Quận, huyện", "District"),
    "drills.begin": Text("Bắt đầu diễn tập", "Begin the drill"),
    "drills.latest": Text("Các lần gần đây", "The latest"),
    "drills.none": Text("Chưa có lần nào.", "None yet."),
    "drills.passed": Text("Đạt", "Passed"),
    "drills.failed": Text("Không đạt", "Failed"),
    "drills.running": Text("Đang chạy", "Running"),
    "drills.stepped_aside": Text("Đã nhường ca thật", "Stepped aside for a real alert"),
    "drills.leg.answered": Text("Đường dây trả lời", "The hotline answered"),
    "drills.leg.rung": Text("Gọi người trực", "An officer was rung"),
    "drills.leg.accepted": Text("Người trực nhận", "An officer accepted"),
    "drills.leg.connected": Text("Nối máy", "They were put through"),
    "drills.not_yet": Text("chưa", "not yet"),
    "drills.never": Text("không", "never"),
    "drills.said.placed": Text("Diễn tập đã bắt đầu.", "The drill has begun."),
    "drills.said.running": Text(
        "Đang có một cuộc diễn tập. Chờ xong rồi mới bắt đầu cuộc khác.", "A drill runs already. Wait until it is over."
    ),
    "drills.said.alert": Text("Đang có ca thật reo. Chưa diễn tập.", "A real alert is ringing. There is no drill now."),
    "drills.said.network": Text(
        "Mạng điện thoại không nhận cuộc gọi. Chưa diễn tập.", "The telephone network did not take the call."
    ),
    "drills.said.no_number": Text(
        "Tệp thành phố chưa có số dành cho diễn tập (drill: number).",
        "The city file names no number for drills (drill: number).",
    ),
}
