"""What each figure counts. docs/figures.md says the same."""

from hotline.texts import Text

NAMES = (
    "scope",
    "contact",
    "endings",
    "answer",
    "share",
    "acknowledge",
    "first_action",
    "alert",
    "percentile",
    "small",
)

WORDS: dict[str, Text] = {
    "figures.definition.scope": Text(
        "Theo ngày giờ của thành phố. Liên hệ tính vào lúc bắt đầu; ca vào lúc mở; cảnh báo vào lúc "
        "phát. Quận là quận hiện tại của ca; chưa rõ quận thì thuộc bàn trực thành phố. Kênh của một ca là "
        "kênh của liên hệ đầu tiên. Diễn tập không tính ở đâu cả.",
        "Days and hours are the city's. A contact counts when it began, a case when it was opened, an alert "
        "when it was raised. The district is the case's present one; what has none is the city desk's. A "
        "case's channel is that of its first contact. Drills count nowhere.",
    ),
    "figures.definition.contact": Text(
        "Mỗi cuộc gọi đến hoặc tin nhắn đến là một liên hệ, kể cả gọi lại. Một ca có thể có nhiều liên hệ. "
        "Những gì hóa ra là thử máy, trêu đùa hay trùng vẫn đổ chuông như mọi ca, nên vẫn tính; chỉ thời gian "
        "tới hành động đầu tiên là không tính.",
        "Each incoming call or message is one contact, also when somebody calls again. A case may have "
        "several contacts. What turned out a test, a prank or a duplicate rang like any other, so it counts "
        "too; only the time to first action leaves it out.",
    ),
    "figures.definition.endings": Text(
        "Mỗi cuộc gọi có đúng một kết cục. «Bỏ trước khi chờ»: cúp máy trong lời chào hoặc khi đang được hỏi "
        "nơi ở, hoặc chưa tới 5 giây. «Bỏ khi đang chờ»: cúp máy sau đó mà chưa ai trả lời. «Nơi khác trả "
        "lời»: bàn trực hoặc đường dây quốc gia nhấc máy ít nhất 10 giây; chúng tôi không biết đó có phải "
        "người hay không. «Không ghi được»: chỉ nhà mạng biết cuộc gọi này, hoặc nó đến khi hệ thống trục "
        "trặc.",
        "Each call has exactly one ending. “Left before waiting”: hung up in the greeting or while being "
        "asked for the place, or in less than 5 seconds. “Left while waiting”: hung up later with nobody "
        "having answered. “Answered elsewhere”: the city desk or the national line was on the line for at "
        "least 10 seconds; whether that was a human is not known. “Not recorded”: only the provider knew of "
        "the call, or it came while the service was in trouble.",
    ),
    "figures.definition.answer": Text(
        "Thời gian trả lời: từ lúc cuộc gọi bắt đầu tới lúc người trực nói chuyện với người gọi, kể cả lời "
        "chào và câu hỏi. Ai bị ngắt giữa chừng rồi chờ lại thì tính tới lần trả lời cuối. Tin nhắn không có "
        "thời gian trả lời.",
        "Time to answer: from the beginning of the call until an officer talks with the caller, greeting and "
        "question included. For a caller who was cut off from the officer and waited again, until the last "
        "answer. Messages have none.",
    ),
    "figures.definition.share": Text(
        "Tỷ lệ đạt = số trong hạn ÷ mọi cuộc gọi, trừ những cuộc còn đang chờ và chưa quá hạn («chưa tới "
        "hạn»). Cuộc gọi không ai trả lời, nơi khác trả lời, để lại lời nhắn hay không ghi được đều tính là "
        "không đạt. Mục tiêu gốc: 90 % trong 15 giây, 95 % trong 20 giây (NENA-STA-020); thành phố có thể đặt "
        "mục tiêu riêng.",
        "Share within target = those within it ÷ all calls, but those that still wait and are not late yet "
        "(“not due yet”). A call that nobody answered, that was answered elsewhere, that left a message or "
        "was not recorded counts as not within. The targets come from NENA-STA-020, 90 % within 15 s and 95 % "
        "within 20 s, unless the city sets its own.",
    ),
    "figures.definition.acknowledge": Text(
        "Thời gian nhận ca: từ lúc mở ca tới lúc lần đầu có người trực nhận. Ca chưa ai nhận mà quá hạn là không đạt.",
        "Time to acknowledge: from the opening of the case until an officer first took it. A case that nobody "
        "has taken and that is late counts as not within.",
    ),
    "figures.definition.first_action": Text(
        "Thời gian tới hành động đầu tiên: từ lúc mở ca tới lúc có người làm việc gì đó cho trẻ. Ca kết thúc mà "
        "không ghi hành động là không đạt. Ca hóa ra im lặng, cúp máy, trêu đùa, nhầm số, chỉ cần tư vấn, thử máy "
        "hoặc trùng thì không tính.",
        "Time to first action: from the opening of the case until somebody did something for the child. A "
        "case closed without one counts as not within. Cases that turned out silent, a hang-up, a prank, a "
        "wrong number, advice only, a test or a duplicate are left out.",
    ),
    "figures.definition.alert": Text(
        "Chuyển cấp: cảnh báo đã qua bậc đầu tiên, kể cả khi sau đó bắt đầu lại cho quận khác hay cuộc "
        "gọi khác. Hết người: đã qua bậc cuối mà chưa ai nhận, kể cả khi sau đó có người nhận; cảnh báo ấy cũng "
        "tính là chuyển cấp.",
        "Escalated: the alert went beyond its first step, also if it began anew later for another district or "
        "a further call. Exhausted: it went beyond its last step with nobody having taken it, also if somebody "
        "did later; it counts as escalated too.",
    ),
    "figures.definition.percentile": Text(
        "Trung vị, p90 và lâu nhất tính từ từng dòng gốc có thời gian (percentile_cont của PostgreSQL), không "
        "bao giờ từ trung bình của trung bình. Nơi không ai trả lời thì không có thời gian: hãy đọc cùng với "
        "tỷ lệ đạt.",
        "Median, p90 and longest are taken from the single rows that have a time (percentile_cont of "
        "PostgreSQL), never from averages of averages. Where nobody answered there is no time: read them "
        "beside the share within target.",
    ),
    "figures.definition.small": Text(
        "Người chỉ được xem số liệu không thấy danh sách ca. Kết cục và thời gian chỉ hiện cho trọn một tháng "
        "đã qua, không lọc, và không hiện cho nhóm ít hơn 5: ai biết chuyện của một em có thể nhận ra em ấy, "
        "kể cả khi so hai khoảng thời gian. Khi bảng giấu một nhóm nhỏ thì giấu thêm nhóm kế tiếp. Số cuộc "
        "gọi, tin nhắn và ca thì khoảng nào cũng hiện.",
        "Who may see figures only sees no list of cases, and is told how callers fared only of one whole month "
        "that is over, without a filter, and of no group of fewer than 5: who knows one child's story could "
        "else find it again, also by comparing two periods. Where a table keeps back one small group, it keeps "
        "back the next one too. How many called, wrote and were opened is told of any period.",
    ),
}
