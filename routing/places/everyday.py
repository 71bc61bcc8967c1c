"""What everybody says that is also spelled or sounds like a name."""

from routing.places.fold import read_words
from routing.places.vocabulary import Vocabulary

NO_NAMES = frozenset(
    tuple((word.plain, word.vowels, word.tone) for word in read_words(phrase))
    for phrase in (
        *("có đó", "cô đó", "cổ đó", "có đồ", "có đỡ", "cố đô", "cỡ đó", "thôi lại", "tôi lại", "tôi này", "tối nay"),
        *("tới nay", "thời nay", "cãi rằng", "khai rằng", "phòng điện", "phóng điện", "bình thì", "bình thị"),
        *("ở mông", "ở môn", "ô môi", "trưởng thành", "trung thành", "đồng thuận", "tân thời"),
        *("phụ thu", "phú thọ", "ăn cứ", "ăn hỏi"),
    )
)
"""What a name's letters spell under other marks, and everybody says."""

ORDINARY_UNMARKED = frozenset({"o mon", "thoi lai", "phong dien", "vinh thanh"})
"""Names of districts that are ordinary words only when typed without marks."""

ORDINARY = {
    "binh thuy": Vocabulary(  # a thermos flask
        "nước nóng sôi phích bỏng phỏng bưng vỡ rót ném quăng liệng chọi tạt", only_marked="bể"
    ),
    "cai rang": Vocabulary("đau nhức nhổ sâu hàm sữa gãy trám mọc lung lay rụng rớt mẻ"),  # a tooth
    "co do": Vocabulary("sao vàng treo cắm ăn", only_marked="lá"),  # a red flag; 'có đồ (ăn)'
    "thot not": Vocabulary("đường cây chè trái nước bánh", only_marked="lá"),  # a palm and its sugar
    "o mon": Vocabulary("toán văn anh học sử lý hóa điểm"),  # 'ở môn toán'
    "thoi lai": Vocabulary("đây ngồi"),  # 'thôi lại đây'
    "phong dien": Vocabulary("công máy chập giật tắt cúp mất hết", only_marked="đèn"),  # 'phòng điện'
    "vinh thanh": Vocabulary(""),
}
"""Names of districts that are ordinary words too, with words that give the ordinary meaning away."""

WISHED = frozenset({"an binh", "an lac", "an hoa", "an cu", "an phu"})
"""Wards whose names are also what one wishes for: 'một gia đình an bình'."""

WISHES = Vocabulary("cuộc đời chúc mong được thật sự tâm yêu hơn tình cầu sống", only_marked="đình hòa")
"""What stands before such a name where it is no place."""
