"""Vietnamese words that tell whether a name in a message is a place. Written with marks; read with or without."""

from collections.abc import Iterable, Iterator

from routing.places.fold import Word, read_words


class Vocabulary:
    """A set of words that also recognises each of them typed without marks.

    `only_marked` are words which without marks would be taken for a more common one: 'chợ' for 'cho'.
    """

    def __init__(self, text: str, *, only_marked: str = "") -> None:
        self._by_plain: dict[str, list[Word]] = {}
        always, marked = read_words(text), read_words(only_marked)
        self._unmarked = frozenset(word.plain for word in always)
        for word in (*always, *marked):
            self._by_plain.setdefault(word.plain, []).append(word)

    def __contains__(self, word: Word) -> bool:
        known = self._by_plain.get(word.plain)
        if known is None:
            return False
        if not word.is_marked:
            return word.plain in self._unmarked
        return any(word.vowels == one.vowels and word.tone == one.tone for one in known)

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_plain)

    def any_of(self, words: Iterable[Word]) -> bool:
        return any(word in self for word in words)


# What kind of place a name is.
DISTRICT_KINDS = Vocabulary("quận q huyện h wan hyen district dist", only_marked="quân qận huyên huỵện hyện")
PHUONG = Vocabulary("phường p")
WARD_KINDS = Vocabulary("phường p xã x tt ward commune")
PROVINCE_KINDS = Vocabulary("tỉnh tx tp")
HAMLET_KINDS = Vocabulary("ấp kv")
KIND_LETTERS = frozenset({"q", "h", "p", "x", "tt", "tx", "tp", "kv", "t"})
KINDS = Vocabulary("quận q huyện h hyen phường p xã x trấn tt tp phố tỉnh thành thị tx wan district ward commune")

FULL_KINDS = Vocabulary("quận huyện phường xã", only_marked="quân qận huyên huỵện hyện")
TELLING = Vocabulary("", only_marked="thới thốt nốt thạnh vĩnh nhơn ô")
"""Words that with these marks stand in names only, though without marks they are ordinary ones."""

PHRASES = frozenset({("nong", "truong"), ("dan", "cu"), ("chung", "cu"), ("xe", "om")})
"""Words whose second part begins no name: 'nông trường Thạnh Phú'."""

# What stands beside a place.
AT = Vocabulary(
    "ở tại ngay gần giữa trong ngoài bên dưới trên vô in at near khúc chỗ phía miệt vùng đoạn khu bến viện vincom ubnd"
    " lao xe xóm chài làng thôn trạm tế trọ kế cạnh siêu coop metro island giáp uỷ ủy nghiệp đất",
    only_marked="sát chợ đình chùa phà thị là cầu cư ơ ỡ ờ",
)
TO = Vocabulary("về đến tới từ qua sang quê lên xuống vào ra trước from to this is of")
AFTER = Vocabulary(
    "khu ngay gần nông district dist ward huyện quận phường market village island floating industrial",
    only_marked="chợ xã cũ",
)
PARTICLES = Vocabulary("nè ne nek nha nhe nghe nghen nhen nka ạ ak á lận")
FILLERS = Vocabulary(
    "alo a lô dạ da vâng ừ ừm thưa ạ à á con em e c cháu tôi tui mình mik mk là đang dg dag đg ở tại nhà đây này nè ne"
    " nek chỗ thành thị cô chú ơi oi nha nhé nhen nghen đó do ak ck hjx lận dey đấy hen bác anh chị thầy mà vậy"
    " please help cứu giúp với voi vs i am in at here the near is this quận q huyện h phường p xã x trấn tt tp phố khu"
    " vực cù lao district cho bn ấy ha cdc tụi bọn mih không phải chứ chớ hông hổng ko hk đúng nhầm lộn rồi á ờ"
    " nghe nghen ngen nhoa nka nhak lun luôn lận hả ad admin mn mng mina cj chj aj oj zới dzới vớj dùm giùm lẹ sos"
    " bà ông dì thím cậu mợ dượng chế mấy người ta vẫn còn tuốt sống trọ",
    only_marked="đi lắm ơ ỡ ờ",
)
CONNECTORS = Vocabulary(
    "quận q huyện h phường p xã x trấn tt tp phố thành thị tỉnh tx ở thuộc của bên ngoài in near city district province"
)

# Who, and what is not a place.
PERSONS = Vocabulary(
    "chú cô bác anh chị ông bạn tên thằng thím cậu thầy mợ dượng bà sư bé nhỏ đứa mr mrs named", only_marked="dì"
)
SURNAMES = Vocabulary("nguyễn trần phạm huỳnh phan đặng ngô võ", only_marked="lê lý bùi đỗ đinh hồ dương")
STREETS = Vocabulary("đường hẻm đ phố")
SCHOOLS = Vocabulary("trường thpt học lớp")
MIDDLE_NAMES = Vocabulary("văn hữu thị")
VERBS_OF_PEOPLE = Vocabulary(
    "đánh la mắng chửi đuổi nói bắt kêu giật lấy đòi dọa rượt say dạy dẫn chọc", only_marked="nhà lớp ăn bị"
)
ADULTS = Vocabulary(
    "ba mẹ cha tía ông bà nội ngoại anh chị chú bác dượng cậu mợ thím thầy ruột dad mom father mother uncle aunt",
    only_marked="dì má bố cô bả ổng",
)
CHILDREN = Vocabulary(
    "cháu bé bạn nhỏ đứa nó trò sinh em gái trai friend cousin girl boy student child sister brother hắn"
    " trẻ he she they kid kids children boys girls"
)
SPEAKERS = Vocabulary("con em e cháu tôi tui mình mik mk tớ i we my our mih tụi")
GROWN_SPEAKERS = Vocabulary("tôi tui")
OF_SOMEBODY = Vocabulary(
    "nhà chỗ với vs cùng của theo cho bởi bị sợ gặp thăm kiếm tìm bên phòng by bà cả thấy lạc chờ đợi mất"
)
LIVES = Vocabulary(
    "ở làm sống đang đi xe ôm grab nhậu bán buôn công tác chồng gả cưới dâu in lives works live", only_marked="vợ rể"
)

# When, and whether at all.
NOT = Vocabulary("không ko k hông hổng hỏng chẳng hk hok hong chưa đâu not isn")
AFTER_NOT = Vocabulary("phải ở có tại phãi pải fải in at", only_marked="còn là")
NOW = Vocabulary("đang giờ hiện nay now dg dag đg currently bgio mới vừa vẫn")
STILL = Vocabulary("đang dg dag đg")
HIDES = Vocabulary("trốn núp nấp trú kẹt lạc tron nup hiding stuck")
AFTER_NOW = Vocabulary("now today tonight")
HURT = Vocabulary("đánh đập đòn hành bạo hiếp nhốt beat beats beaten hit hits hurt hurts abused")
PAST = Vocabulary("hồi trước xưa từng sanh used was", only_marked="qua")
ORIGIN = Vocabulary("quê gốc từ rời khỏi from", only_marked="dân")
CALLING = Vocabulary("gọi nhắn gởi calling")
FUTURE = Vocabulary("dám kêu rủ biểu sắp mai muốn định tính đòi dọa hăm sẽ đừng nếu will want don", only_marked="để")
MOTION = Vocabulary("về lên đi qua sang tới xuống ra vô đưa chở bắt đem dọn chạy to")
CARRIED = Vocabulary("qua sang lên xuống vô tới đến ra về")
PASSING = Vocabulary("", only_marked="ghé tạt")
STUDY = Vocabulary("học lớp trường")
HOME = Vocabulary("nhà home")
DO_NOT = Vocabulary("đừng khỏi chớ khoan")
REPORTING = Vocabulary("gọi báo gửi gởi nhắn chuyển điện")
REPORTED_TO = Vocabulary("cho về qua tới lên xuống đến ra công an quận q huyện h phường p xã x ubnd bên")
ROADS = Vocabulary("đường xe tàu ghe đò")
BORDERS = Vocabulary("giáp ranh", only_marked="sát")
ADDRESSED = Vocabulary("các công an cán bộ tổng đài viên trực ban")
OR = Vocabulary("hay hoặc or hoac")
WITH = Vocabulary("với vs cùng nhờ ké")
AND = Vocabulary("và với vs and")
ALTERNATIVE_FILLERS = Vocabulary(
    "là gì đó cũng có thể bên phần khúc qua tới phía ở chỗ nhà ba má mẹ nội ngoại quận q huyện h phường p xã x in at"
    " tại"
)
DOUBT = Vocabulary("", only_marked="tưởng giống")
SLIP = Vocabulary("nhầm lộn lỗi sorry")
NEW = Vocabulary("mới nhập")
FORMER = Vocabulary("cũ")
