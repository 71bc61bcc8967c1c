"""Sentences of the board, the wall board, and alerts of a closed browser."""

from hotline.texts import Text

WORDS: dict[str, Text] = {
    "board.rings": Text("Đang reo", "Ringing now"),
    "board.quiet": Text("Không có ca nào đang reo.", "Nothing rings now."),
    "board.waits": Text("Người gọi đang chờ trên máy", "The caller waits on the line"),
    "board.drill": Text("Diễn tập", "Drill"),
    "board.exhausted": Text("Đã gọi hết mọi người, chưa ai nhận", "Everybody was called, nobody has taken it"),
    "board.place": Text("Đã rõ chỗ", "Place known"),
    "board.no_place": Text("Chưa rõ chỗ", "Place not known"),
    "board.step": Text("Bậc {step}/{steps}", "Step {step} of {steps}"),
    "board.first_step": Text("Sắp gọi", "About to ring"),
    "board.next": Text("Bậc sau trong", "Next step in"),
    "board.again": Text("Gọi lại trong", "Called again in"),
    "board.nobody_rung": Text("Chưa gọi được ai", "Nobody is being reached"),
    "board.being_rung": Text("Đang gọi:", "Calling:"),
    "board.owner": Text("Ca của {name}, đang cần người nữa", "{name}'s case, calling for somebody again"),
    "board.open": Text("Đã chờ", "Waiting for"),
    "board.channel.call": Text("điện thoại", "telephone"),
    "board.channel.sms": Text("tin nhắn", "text"),
    "board.channel.push": Text("thông báo", "notification"),
    "board.accept": Text("Nhận ca", "Accept"),
    "board.pass": Text("Chuyển người khác", "Pass on"),
    "board.case": Text("Mở ca", "Open the case"),
    "board.taken": Text("Vừa có người nhận", "Just taken"),
    "board.taken_by": Text("{name} đã nhận lúc", "{name} took it at"),
    "board.take_over": Text("Nhận thay {name}", "Take over from {name}"),
    "board.mine": Text("Ca của tôi", "My open cases"),
    "board.mine.none": Text("Không có ca nào.", "None."),
    "board.duty": Text("Đang trực", "On duty now"),
    "board.nobody": Text("Không có ai trực", "Nobody is on duty"),
    "board.no_backup": Text("chưa có ai", "nobody"),
    "board.handover": Text("Ghi chú bàn giao: {count}", "Hand-over notes: {count}"),
    "board.untaken": Text(
        "Liên hệ 24 giờ qua chưa ai nhận: {contacts} (trong {cases} ca)",
        "Contacts of the last 24 hours not taken: {contacts} (cases: {cases})",
    ),
    "board.wall": Text("Bảng lớn", "Wall board"),
    "board.sound.off": Text("Bật chuông", "Turn sound on"),
    "board.sound.on": Text("Chuông: bật", "Sound: on"),
    "board.sound.ringing": Text("Chuông đang reo. Bấm để im", "Ringing. Press to silence"),
    "board.sound.hushed": Text("Đã im. Ca mới vẫn reo", "Silenced. A new case rings"),
    "board.sound.unheard": Text("Chuông bị ngắt tiếng. Bấm để bật lại", "No sound. Press to turn it on again"),
    "board.sound.end": Text("Tắt chuông", "Turn sound off"),
    "board.failed": Text(
        "Chưa gửi được, hoặc chưa có trả lời. Thử lại nếu ca còn reo; nếu điện thoại reo, nghe máy và bấm 1.",
        "Not sent, or not answered. Try again if it still rings; if your telephone rings, answer it and press 1.",
    ),
    "board.said.accepted": Text("Anh chị đã nhận ca {number}.", "You have accepted case {number}."),
    "board.said.joining": Text(
        "Anh chị đã nhận ca {number}. Người gọi đang chờ: nghe điện thoại và bấm 1.",
        "You have accepted case {number}. The caller is waiting: answer your telephone and press 1.",
    ),
    "board.said.talking": Text(
        "Anh chị đang nói chuyện với người gọi, ca {number}.", "You are talking with the caller of case {number}."
    ),
    "board.said.mine": Text("Anh chị đã nhận ca {number} lúc {at}.", "You took case {number} at {at}."),
    "board.said.taken": Text("{name} đã nhận ca {number} lúc {at}.", "{name} took case {number} at {at}."),
    "board.said.over": Text("Ca {number} không còn reo nữa.", "Case {number} rings no more."),
    "board.said.busy": Text(
        "Chưa nhận được ca {number}: người gọi đang chờ, mà máy của anh chị đang bận. Gác máy rồi thử lại.",
        "Case {number} is not yours yet: a caller waits, and your telephone is in use. End that call, then try again.",
    ),
    "board.said.passed": Text("Đã chuyển ca {number} cho người khác.", "Case {number} is passed on."),
    "board.said.not_rung": Text(
        "Ca {number} không còn gọi anh chị nữa.", "Case {number} is no longer ringing for you."
    ),
    "board.said.taken_over": Text("Ca {number} nay là của anh chị.", "Case {number} is yours now."),
    "board.said.taken_away": Text(
        "{name} đã nhận thay anh chị ca {number}.", "{name} has taken over case {number} from you."
    ),
    "board.said.not_taken_over": Text(
        "Không nhận thay được ca {number}: ca đã đổi người hoặc đã kết thúc. {name}",
        "Case {number} was not taken over: it has changed hands or is closed. {name}",
    ),
    "board.said.moved": Text(
        "Đã chuyển ca {number} sang nơi khác. Anh chị không còn xem ca này nữa.",
        "Case {number} is moved to another district. You no longer see it.",
    ),
    "push.short_name": Text("Bảo vệ trẻ em", "Child line"),
    "push.on": Text("Bật thông báo", "Turn notifications on"),
    "push.off": Text("Tắt thông báo trên máy này", "Turn notifications off on this device"),
    "push.denied": Text(
        "Trình duyệt đang chặn thông báo. Cho phép trong cài đặt của trình duyệt.",
        "The browser blocks notifications. Allow them in its settings.",
    ),
    "push.failed": Text(
        "Chưa bật được thông báo. Thử lại sau.", "Notifications could not be turned on. Try again later."
    ),
    "wall.title": Text("Bảng lớn", "Wall board"),
    "wall.ringing": Text("đang reo", "ringing"),
    "wall.longest": Text("Chờ lâu nhất", "Longest wait"),
    "wall.open": Text("Ca đang mở", "Open cases"),
    "wall.answered": Text(
        "cuộc gọi hôm nay gặp người trong {within} (mục tiêu {goal})",
        "of today's calls reached a human within {within} (target {goal})",
    ),
    "wall.missed": Text("dưới mục tiêu", "below target"),
    "wall.district": Text("Quận", "District"),
    "wall.on_duty": Text("Đang trực", "On duty"),
    "wall.exhausted": Text("chưa ai nhận sau mọi bậc", "not taken after all steps"),
}
