"""Every sentence that is spoken or sent, in Vietnamese and English.

The service calls a child "con" and itself "cô chú". What goes to a sender fits one segment (70 signs with
Vietnamese marks) and gives nothing away to whoever else reads that phone. What goes to an officer holds the
case number, the district and the urgency, and nothing about the child or the caller.
"""

import unicodedata
from dataclasses import dataclass


@dataclass(frozen=True)
class Text:
    """One sentence in every language; call it with the language and what it leaves open."""

    vi: str
    en: str

    def __call__(self, language: str = "vi", **values: str) -> str:
        return unicodedata.normalize("NFC", getattr(self, language, self.vi).format(**values))

    def with_(self, **values: str) -> "Text":
        """The sentence with these filled in, in every language."""
        return Text(self.vi.format(**values), self.en.format(**values))


def without_marks(text: str) -> str:
    """The text in plain Latin letters, for carriers that need it: 160 signs a segment instead of 70."""
    spelled = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(sign for sign in spelled if not unicodedata.combining(sign))


def alphabetical(name: str) -> tuple[str, str]:
    """A key to sort by, so that names stand where people look for them: Ô Môn beside O, not behind Z."""
    return without_marks(name).casefold(), name


# To a caller

GREETING = Text(
    "Đường dây bảo vệ trẻ em. Con cứ bình tĩnh, có người giúp con ngay.",
    "Child protection line. Stay calm, someone is here to help you.",
)
BUSY = Text(
    "Đường dây bảo vệ trẻ em nghe đây. Con giữ máy một chút nhé.",
    "This is the child protection line. Please hold for a moment.",
)
ASK_WHERE = Text(
    "Con đang ở quận, huyện nào? Con nói tên, hoặc bấm số. Không biết thì con giữ máy.",
    "Which district are you in? Say its name or press its number. If you don't know, just hold.",
)
ASK_KEY = Text(
    "Con bấm số nhé. {keys}. Không biết thì bấm 0.",
    "Please press the number of your district. {keys}. If you don't know, press 0.",
)
KEY = Text("{district} {digit}", "{district} {digit}")
ASK_WHICH = Text(
    "{place} ở đâu con? {keys}. Không biết thì bấm 0.",
    "Which {place} is it? {keys}. If you don't know, press 0.",
)
ASK_WHICH_DISTRICT = Text("Con đang ở đâu? {keys}. Không biết thì bấm 0.", "Where are you? {keys}. If unsure, press 0.")
WHICH_KEY = Text("Ở {where}, bấm {digit}", "In {where}, press {digit}")
TO_NATIONAL_FROM_OUTSIDE = Text(
    "Chỗ con ở ngoài khu vực trực. Cô chú chuyển con sang tổng đài quốc gia {line}. Con giữ máy.",
    "Where you are is outside our area. We are passing you to the national line {line}. Please hold.",
)
OR = Text(" hay ", " or ")
HOLD = (
    Text(
        "Cô chú đang gọi người trực. Con giữ máy nhé.",
        "We are calling the officer on duty. Please hold.",
    ),
    Text(
        "Con không một mình. Máy vẫn đang gọi.",
        "You are not alone. We are still calling.",
    ),
    Text(
        "Nếu con phải tắt máy, cô chú vẫn biết và vẫn lo cho con. Muốn để lại lời nhắn, con bấm phím sao.",
        "If you must hang up, we know you called and will still act. To leave a message, press star.",
    ),
)
CONNECTED = Text("Có người rồi, con nói đi.", "Someone is here. Go ahead.")
TO_DESK = Text(
    "Cô chú chuyển con sang bàn trực thành phố. Con giữ máy.",
    "We are passing you to the city desk. Please hold.",
)
TO_NATIONAL = Text(
    "Cô chú chuyển con sang tổng đài quốc gia {line}. Con giữ máy.",
    "We are passing you to the national line {line}. Please hold.",
)
LEAVE_MESSAGE = Text(
    "Sau tiếng bíp, con nói con ở đâu và chuyện gì xảy ra. Cô chú sẽ nghe ngay.",
    "After the beep, say where you are and what happened. We will listen at once.",
)
MESSAGE_KEPT = Text(
    "Cô chú đã nhận lời nhắn. Con rất can đảm. Cần gì con cứ gọi lại.",
    "We have your message. You are very brave. Call again whenever you need.",
)
GOODBYE = Text(
    "Con rất can đảm. Cô chú vẫn lo cho con. Cần gì con cứ gọi lại.",
    "You are very brave. We go on caring for you. Call again whenever you need.",
)
TROUBLE = Text(
    "Con giữ máy, cô chú nối con với người giúp ngay. Nếu bị ngắt, con gọi {line} hoặc 113.",
    "Stay on the line, we are connecting you to someone now. If you are cut off, call {line} or 113.",
)
STILL_DIALLING = Text(
    "Con không một mình. Máy đang gọi người khác giúp con. Con giữ máy.",
    "You are not alone. We are calling someone else for you. Please hold.",
)
CALL_YOURSELF = Text(
    "Hệ thống đang bận. Con gọi ngay {line}, miễn phí. Nguy hiểm thì gọi 113.",
    "The system is busy. Call {line} now, it is free. In danger call 113.",
)

# To a sender: at most 70 signs, neutral

RECEIVED = Text(
    "Đã nhận tin. Cần gấp gọi 113. Tư vấn miễn phí gọi 111.",
    "Received. Urgent: call 113. Free advice: call 111.",
)
RECEIVED_AGAIN = Text("Đã nhận. Cảm ơn bạn.", "Received. Thank you.")
NOT_RECEIVED = Text(
    "Tin chưa tới. Cần gấp gọi 113. Tư vấn miễn phí gọi {line}.",
    "Not received. Urgent: call 113. Free advice: call {line}.",
)
WHERE = Text("Đã nhận tin. Bạn đang ở quận, huyện nào?", "Received. Which district are you in?")
WHICH = Text("{choices}? Trả lời bằng số.", "{choices}? Answer by number.")
OUTSIDE = Text(
    "Nơi này ngoài khu vực trực. Gọi {line} để được giúp ngay.",
    "That place is outside our area. Call {line} for help now.",
)
HELP = Text(
    "Đã nhận tin. Cần gấp gọi 113, 111. Ngừng nhận tin: STOP.",
    "Received. Urgent: call 113 or 111. To get no texts: STOP.",
)

# To an officer

URGENCY = {
    "urgent": Text("khẩn cấp", "urgent"),
    "high": Text("mức cao", "high-priority"),
    "normal": Text("mức thường", "normal"),
}
UNKNOWN_DISTRICT = Text("nơi chưa rõ", "an unknown place")
ALERT_CALL = Text(
    "Ca {urgency} tại {district}. Bấm 1 để nhận, bấm 2 để chuyển người khác.",
    "A case, {urgency}, in {district}. Press 1 to accept, 2 to pass it on.",
)
ALERT_TEXT = Text(
    "[{number}] Ca {urgency} tại {district}, {time}. Chờ cuộc gọi để nhận.",
    "[{number}] A case, {urgency}, in {district}, {time}. Wait for the call to accept.",
)
NOTHING_DONE_CALL = Text(
    "Ca {urgency} tại {district} đã có người nhận nhưng chưa có hành động. Bấm 1 để nhận, bấm 2 để chuyển người khác.",
    "A case, {urgency}, in {district}: taken, but nothing was done. Press 1 to accept, 2 to pass it on.",
)
NOTHING_DONE_TEXT = Text(
    "[{number}] Ca {urgency} tại {district} đã nhận, chưa có hành động, {time}. Chờ cuộc gọi để nhận.",
    "[{number}] A case, {urgency}, in {district}: taken, nothing done, {time}. Wait for the call to accept.",
)
NEWS_TEXT = Text(
    "[{number}] Có tin nhắn mới trong ca của anh chị, {time}.",
    "[{number}] A new message in your case, {time}.",
)
MOVED_TEXT = Text(
    "[{number}] Ca này nay thuộc {district}, {time}. Người trực ở đó đang được gọi.",
    "[{number}] This case is {district}'s now, {time}. The officers there are being called.",
)
TAKEN_OVER_TEXT = Text(
    "[{number}] Đồng nghiệp đã nhận ca này thay anh chị, {time}.",
    "[{number}] A colleague has taken over this case from you, {time}.",
)
PUSH_TITLE = Text("Ca {urgency}, {district}", "A case, {urgency}, {district}")
PUSH_BODY = Text("[{number}] Đang chờ người nhận, từ {time}.", "[{number}] Waits to be accepted, since {time}.")
PUSH_TAKEN = Text("[{number}] Đã có người nhận.", "[{number}] Somebody has accepted it.")
PUSH_OVER = Text("[{number}] Không còn gọi anh chị nữa.", "[{number}] No longer calls you.")
PUSH_ACCEPT = Text("Nhận ca", "Accept")
PUSH_OPEN = Text("Mở ca", "Open")
OFFICER_TEXT = {"alert": ALERT_TEXT, "news": NEWS_TEXT, "moved": MOVED_TEXT, "taken_over": TAKEN_OVER_TEXT}
"""By what the text is for (hotline.models.Purpose)."""
ACCEPTED_WAITING = Text("Đang nối máy với người gọi.", "Connecting you to the caller.")
CALLER_WAITS = Text(
    "Ca {number}: người gọi đang chờ anh chị. Bấm 1 để nói chuyện.",
    "Case {number}: the caller is waiting for you. Press 1 to talk.",
)
ACCEPTED_GONE = Text(
    "Người gọi đã tắt máy. Ca {number} là của anh chị. Mở trang ca trực. {callback}",
    "The caller has hung up. Case {number} is yours. Open the case page. {callback}",
)
ACCEPTED_ELSEWHERE = Text(
    "Người gọi đang nói chuyện với bàn trực hoặc tổng đài quốc gia. Ca {number} là của anh chị. Mở trang ca trực.",
    "The caller is talking with the city desk or the national line. Case {number} is yours. Open the case page.",
)
ACCEPTED_MESSAGE = Text(
    "Ca {number} là của anh chị. Mở trang ca trực. {callback}",
    "Case {number} is yours. Open the case page. {callback}",
)
ANSWERED_FOR_COLLEAGUE = Text(
    "Anh chị đã trả lời. Ca {number} vẫn do đồng nghiệp phụ trách. Mở trang ca trực. {callback}",
    "You have answered. Case {number} is still your colleague's. Open the case page. {callback}",
)
CALLBACK = {
    None: Text("Chưa rõ gọi lại có an toàn không.", "It is not known whether calling back is safe."),
    True: Text("Gọi lại được, an toàn.", "Calling back is safe."),
    False: Text("Không gọi lại, không an toàn.", "Do not call back: it is not safe."),
}
PHONE_TEST = Text(
    "Đây là cuộc gọi thử của đường dây bảo vệ trẻ em, không có ca nào. Bấm 1 để xác nhận máy này nghe được.",
    "This is a test call of the child protection line; there is no case. Press 1 to confirm that this phone works.",
)
PHONE_TEST_PROVEN = Text("Máy của anh chị nghe tốt. Cảm ơn anh chị.", "Your telephone works. Thank you.")
PHONE_TEST_NOT_PROVEN = Text(
    "Chưa xác nhận được. Anh chị hãy thử lại trên trang lịch trực.",
    "That confirms nothing. Please try again on the roster page.",
)
DRILL = Text("Đây là diễn tập.", "This is a drill.")
DRILL_CALLER = Text(
    "Đây là diễn tập. Mọi thứ hoạt động. Cảm ơn anh chị.",
    "This is a drill. Everything works. Thank you.",
)
PASSED_ON = Text("Đã chuyển người khác. Cảm ơn anh chị.", "Passed on. Thank you.")
NOT_ACCEPTED = Text("Ca chưa được nhận.", "The case was not accepted.")
ALREADY_TAKEN = Text(
    "Đã có người nhận ca này. Cảm ơn anh chị.",
    "Someone has already taken this case. Thank you.",
)
CALL_OVER = Text(
    "Cuộc gọi đã kết thúc. Ca {number} là của anh chị.",
    "The call has ended. Case {number} is yours.",
)
CALL_OVER_FOR_COLLEAGUE = Text(
    "Cuộc gọi đã kết thúc. Ca {number} vẫn do đồng nghiệp phụ trách.",
    "The call has ended. Case {number} is still your colleague's.",
)
SCREENING = Text(
    "Cuộc gọi khẩn cấp từ đường dây trẻ em, hệ thống đang gián đoạn. Bấm 1 để nói chuyện với người gọi.",
    "An emergency call from the child protection line; the system is interrupted. Press 1 to talk with the caller.",
)
OFFICER_HOLD = Text("Hệ thống đang chậm, xin giữ máy.", "The system is slow, please hold.")
STILL_YOURS = Text(
    "Hệ thống đang chậm. Ca vẫn là của anh chị, xin mở trang ca trực.",
    "The system is slow. The case is still yours; please open the case page.",
)
OFFICER_TROUBLE = Text(
    "Hệ thống đang bận. Ca chưa được nhận, máy sẽ gọi lại.",
    "The system is busy. The case is not accepted yet; we will call again.",
)

# To an officer about their hours and their account; may stand on a locked screen

OFFERED_TEXT = Text(
    "{who} nhờ trực thay {district}, {hours}. Nhận ở trang lịch trực.",
    "{who} asks somebody to stand in, {district}, {hours}. Take it on the roster page.",
)
STOOD_IN_FOR_TEXT = Text(
    "{who} trực thay anh chị {district}, {hours}.", "{who} stands in for you, {district}, {hours}."
)
ON_DUTY_TEXT = Text("Anh chị được xếp trực {district}, {hours}.", "You have been put on duty, {district}, {hours}.")
ON_DUTY_AGAIN_TEXT = Text(
    "Anh chị lại trực {district}, {hours}: không còn ai trực thay.",
    "You are on duty again, {district}, {hours}: nobody stands in for you any more.",
)
OFF_DUTY_TEXT = Text(
    "Anh chị không còn phải trực thay {district}, {hours}.", "You need not stand in any more, {district}, {hours}."
)
NEW_DEVICE_TEXT = Text(
    "Máy mới đăng nhập tên anh chị lúc {time}: {device}. Không phải anh chị? Báo quản trị ngay.",
    "A new device signed in as you at {time}: {device}. Not you? Tell the administrator now.",
)
UNKNOWN_DEVICE = Text("không rõ máy gì", "an unknown one")

# To an officer who calls somebody back, and from them to a caller

CALLBACK_OFFER = Text(
    "Ca {number}. Bấm 1 để gọi lại. Nếu nghe hộp thư thoại, xin tắt máy, đừng để lại lời nhắn.",
    "Case {number}. Press 1 to call back. If you hear a voicemail, hang up and leave no message.",
)
CALLBACK_DIALLING = Text("Đang gọi.", "Calling.")
CALLBACK_NOT_MADE = Text("Không gọi nữa.", "No call was made.")
CALLBACK_NOBODY = Text(
    "Không ai nhấc máy, không để lại gì. Bấm 1 để gọi lần nữa.",
    "Nobody answered, and nothing was left. Press 1 to call once more.",
)
CALLBACK_MACHINE = Text(
    "Có lẽ hộp thư thoại đã nhấc máy, không để lại gì. Bấm 1 để gọi lần nữa.",
    "It seems that a voicemail picked up; nothing was left on it. Press 1 to call once more.",
)
CALLBACK_OVER = Text(
    "Cuộc gọi đã kết thúc. Xin ghi lại ở trang ca.", "The call has ended. Please write it down on the case page."
)
CALLBACK_STOPPED = Text("Cuộc gọi lại này đã dừng.", "This call back has been stopped.")
CALLBACK_CALLS_NOW = Text(
    "Không gọi: người ấy đang gọi tới. Xin tắt máy, đường dây sẽ nối máy cho người trực.",
    "No call: that caller is calling us just now. Please hang up; an officer is being rung for them.",
)
CALLBACK_UNSAFE = Text(
    "Không gọi: vừa có người ghi là gọi lại không an toàn.",
    "No call: somebody has just written that calling back is not safe.",
)
CALLBACK_TROUBLE = Text(
    "Hệ thống đang bận. Xin gọi lại từ trang ca sau ít phút.",
    "The system is busy. Please call back from the case page in a few minutes.",
)
TO_CALLER = Text("Bạn vẫn ổn chứ? Khi nào tiện thì nhắn lại nhé.", "Are you all right? Write back when it suits you.")
"""What an officer's message to a caller begins with: it fits one segment, and gives nothing away."""

# To a manager, about the service itself: at most two segments

ALARM_TEXT = Text("[Báo động] {what}. Xin kiểm tra ngay.", "[Alarm] {what}. Please look at once.")
ALARM_OVER_TEXT = Text("[Đã ổn lúc {time}] {what}.", "[Over at {time}] {what}.")
ALARM_WHAT = {
    "part": Text("{subject} ngừng từ {since}", "{subject} silent since {since}"),
    "queue": Text("Việc ứ lại trong hàng đợi từ {since}", "Work piles up in the queue since {since}"),
    "refused": Text(
        "Yêu cầu sai chữ ký từ {since}: sai mã, hoặc giả mạo", "Unsigned webhooks since {since}: wrong token, or forged"
    ),
    "uncovered": Text("{subject}: không ai trực từ {since}", "{subject}: nobody on duty from {since}"),
    "exhausted": Text("Ca {subject}: đã gọi hết, chưa ai nhận", "Case {subject}: everybody was rung, nobody took it"),
    "spool": Text("Cuộc gọi, tin nhắn chưa ghi được từ {since}", "Calls and texts not filed since {since}"),
    "number": Text(
        "Số của {subject} không liên lạc được từ {since}", "The number of {subject} has failed since {since}"
    ),
    "flood": Text("{subject} từ {since}", "{subject} since {since}"),
    "database": Text("Cơ sở dữ liệu ngừng từ {since}", "The database is away since {since}"),
    "disk": Text("Đĩa máy {subject} sắp đầy", "The disk of {subject} is nearly full"),
}
ALARM_PARTS = {
    "web": Text("Phần nhận cuộc gọi", "Taking calls"),
    "worker": Text("Phần gọi người trực", "The worker"),
    "watch": Text("Phần canh giờ", "The watch process"),
    "scheduler": Text("Bộ hẹn giờ", "The scheduler"),
    "queue": Text("Hàng đợi", "The queue"),
    "provider": Text("Mạng điện thoại", "The telephone network"),
}
CITY_DESK = Text("Bàn trực thành phố", "City desk")
ONE_CALLER = Text("Một người gọi, nhắn dồn dập, ca {number},", "One caller floods the line, case {number},")
MANY_CALLERS = Text("Gọi và nhắn nhiều bất thường", "Far more calls and texts than usual")
ALARM_CALL = Text(
    "Báo động của đường dây bảo vệ trẻ em. {what}. Xin đọc tin nhắn và kiểm tra ngay.",
    "An alarm of the child protection line. {what}. Please read the text and look at once.",
)
ALARM_CALL_WHAT = {
    "part": Text("Một phần của hệ thống ngừng hoạt động", "A part of the service has stopped"),
    "queue": Text("Việc bị ứ lại", "Work piles up"),
    "refused": Text("Nhiều yêu cầu sai chữ ký", "Many webhooks are not signed"),
    "uncovered": Text("Có nơi không ai trực", "Nobody is on duty somewhere"),
    "exhausted": Text("Có ca chưa ai nhận", "Nobody has taken a case"),
    "spool": Text("Có cuộc gọi, tin nhắn chưa ghi được", "Calls or texts are not filed"),
    "number": Text("Có số người trực không gọi được", "An officer's number fails"),
    "flood": Text("Gọi và nhắn nhiều bất thường", "Far more calls and texts than usual"),
    "database": Text("Cơ sở dữ liệu ngừng hoạt động", "The database is away"),
    "disk": Text("Đĩa sắp đầy", "A disk is nearly full"),
}

# In the calendar of an officer's telephone

CALENDAR = Text("Lịch trực của {officer}", "Shifts of {officer}")
CALENDAR_ENTRY = Text("Trực {district}, cấp {tier}", "On duty: {district}, tier {tier}")

# To somebody who signs in to the console

CODE_TEXT = Text(
    "Mã đăng nhập: {code}. Dùng trong 5 phút. Đừng đưa mã cho ai.",
    "Sign-in code: {code}. Good for 5 minutes. Give it to nobody.",
)
CODE_OFFER_CALL = Text(
    "Đường dây bảo vệ trẻ em. Bấm 1 để nghe mã đăng nhập. Nếu anh chị không đăng nhập, xin gác máy.",
    "Child protection line. Press 1 to hear your code for signing in. If you are not signing in, please hang up.",
)
CODE_CALL = Text("Mã đăng nhập của anh chị là:", "Your code for signing in is:")
CODE_UNHEARD_CALL = Text(
    "Mã chưa được đọc. Xin lấy mã mới trên trang đăng nhập.",
    "The code was not read. Please ask for a new one on the page.",
)
CODE_OVER_CALL = Text(
    "Mã đăng nhập này không còn dùng được. Xin dùng mã mới nhất, hoặc lấy mã mới trên trang đăng nhập.",
    "This code for signing in is over. Please use the latest one, or ask for a new one on the page.",
)
DIGITS = {
    "0": Text("không", "zero"),
    "1": Text("một", "one"),
    "2": Text("hai", "two"),
    "3": Text("ba", "three"),
    "4": Text("bốn", "four"),
    "5": Text("năm", "five"),
    "6": Text("sáu", "six"),
    "7": Text("bảy", "seven"),
    "8": Text("tám", "eight"),
    "9": Text("chín", "nine"),
}

# To whoever opens the service's address in a browser

FRONT = Text(
    "Đường dây bảo vệ trẻ em: dịch vụ đang chạy. Cần giúp, xin gọi số đường dây, 111 hoặc 113.\n"
    "Child protection hotline: the service is running. For help call the hotline, 111 or 113.\n",
    "Child protection hotline: the service is running. For help call the hotline, 111 or 113.\n",
)
