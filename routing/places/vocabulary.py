"""Vietnamese words that tell whether a name in a message is a place. Written with marks; read with or without."""

from collections.abc import Iterable

from routing.places.fold import Word, read_words


class Vocabulary:
    """A set of words that also recognises each of them typed with fewer marks."""

    def __init__(self, text: str) -> None:
        self._by_plain: dict[str, list[Word]] = {}
        for word in read_words(text):
            self._by_plain.setdefault(word.plain, []).append(word)

    def __contains__(self, word: Word) -> bool:
        return any(word.could_be(known) for known in self._by_plain.get(word.plain, ()))

    def any_of(self, words: Iterable[Word]) -> bool:
        return any(word in self for word in words)


KINDS = Vocabulary("quận q huyện h phường p xã x trấn tt tp phố")
GLUED_KINDS = ("quan", "huyen", "phuong", "xa", "tp", "tt", "q", "h", "p", "x")
NAME_PREFIXES = tuple(
    tuple(word.plain for word in read_words(prefix))
    for prefix in ("thành phố", "thị trấn", "thị xã", "quận", "huyện", "phường", "xã")
)

BEFORE_A_PLACE = Vocabulary(
    "quận q huyện h phường p xã x trấn tt tp phố ấp khu vực vùng lao"
    " ở tại về đến tới từ qua sang gần bên dưới trên chợ viện quê in at near from"
)
AFTER_A_PLACE = Vocabulary("khu ngay gần chợ nông district ward huyện quận phường xã")
FILLERS = Vocabulary(
    "alo dạ vâng ừ ừm thưa ạ à con em e cháu tôi mình là đang ở tại nhà đây này nè chỗ thành thị cô chú ơi nha nhé"
    " quận q huyện h phường p xã x trấn tt tp phố khu vực cù lao"
)
PERSONS = Vocabulary("chú cô bác anh chị ông bà thầy bạn tên dì dượng cậu mợ thím thằng nhỏ bé mẹ bố cha")
STREETS_AND_SCHOOLS = Vocabulary("đường hẻm cầu trường học non cấp thcs thpt")

NOT = Vocabulary("không ko hông hổng chẳng")
AFTER_NOT = Vocabulary("phải ở")
NOW = Vocabulary("đang giờ hiện nay now")
OTHER_PEOPLE = Vocabulary("ba mẹ má bố cha ông bà nội ngoại anh chị chú bác cô dì cậu nó họ bạn thầy")

ORDINARY = {
    "binh thuy": Vocabulary("nước nóng sôi phích bỏng phỏng"),  # a thermos flask
    "cai rang": Vocabulary("đau nhức nhổ sâu hàm sữa gãy"),  # a tooth
    "co do": Vocabulary("sao vàng treo lá cắm"),  # a red flag
}
"""Names that are ordinary words too, with words that give the ordinary meaning away."""

PROVINCES = (
    *("An Giang", "Bà Rịa", "Vũng Tàu", "Bạc Liêu", "Bắc Giang", "Bắc Kạn", "Bắc Ninh", "Bến Tre", "Bình Dương"),
    *("Bình Định", "Bình Phước", "Bình Thuận", "Cà Mau", "Cao Bằng", "Cần Thơ", "Đà Nẵng", "Đắk Lắk", "Đắk Nông"),
    *("Điện Biên", "Đồng Nai", "Đồng Tháp", "Gia Lai", "Hà Giang", "Hà Nam", "Hà Nội", "Hà Tĩnh", "Hải Dương"),
    *("Hải Phòng", "Hậu Giang", "Hòa Bình", "Hồ Chí Minh", "Sài Gòn", "Huế", "Hưng Yên", "Khánh Hòa", "Kiên Giang"),
    *("Kon Tum", "Lai Châu", "Lạng Sơn", "Lào Cai", "Lâm Đồng", "Long An", "Nam Định", "Nghệ An", "Ninh Bình"),
    *("Ninh Thuận", "Phú Thọ", "Phú Yên", "Quảng Bình", "Quảng Nam", "Quảng Ngãi", "Quảng Ninh", "Quảng Trị"),
    *("Sóc Trăng", "Sơn La", "Tây Ninh", "Thái Bình", "Thái Nguyên", "Thanh Hóa", "Tiền Giang", "Trà Vinh"),
    *("Tuyên Quang", "Vĩnh Long", "Vĩnh Phúc", "Yên Bái"),
)
"""Provinces and cities as people name them, before and after the mergers of 2025."""
