"""What the simulator says at a terminal."""

from collections.abc import Mapping
from typing import TypedDict

from hotline.simulator.log import Kind


class Terminal(TypedDict):
    """What the command says besides the story itself."""

    hotline: str
    caller: str
    no_database: str
    over: str
    limit: str
    plea: str
    comfort: str
    greeting: str


TERMINAL: Mapping[str, Terminal] = {
    "vi": {
        "hotline": "đường dây nóng",
        "caller": "người gọi",
        "no_database": "(không đọc được cơ sở dữ liệu, nên không thấy ca thay đổi ra sao)",
        "over": "— Hết chuyện: mọi người đã gác máy.",
        "limit": "— Dừng ở đây sau {seconds} giây.",
        "plea": "Con sợ lắm, cô chú ơi.",
        "comfort": "Cô nghe con đây. Con đang ở chỗ an toàn không?",
        "greeting": "Thuê bao quý khách vừa gọi hiện không liên lạc được.",
    },
    "en": {
        "hotline": "the hotline",
        "caller": "the caller",
        "no_database": "(the database cannot be read, so the story goes without the case)",
        "over": "— The story ends: everyone has hung up.",
        "limit": "— Stopping here after {seconds} seconds.",
        "plea": "I am scared.",
        "comfort": "I am listening. Are you somewhere safe?",
        "greeting": "The person you are calling is not available.",
    },
}

SENTENCES: Mapping[str, Mapping[str, str]] = {
    "vi": {
        Kind.CALLS: "📞 {who} gọi {other}",
        Kind.RINGS: "🔔 máy {who} đổ chuông",
        Kind.ANSWERS: "   {who} trong cuộc gọi",
        Kind.HEARS: "🔊 {who} nghe: {text}",
        Kind.PRESSES: "🔢 {who} bấm {text}",
        Kind.SAYS: "🗣  {who} nói: {text}",
        Kind.LISTENS: "   mạng chờ {who} ({text})",
        Kind.QUEUES: "⏳ {who} chờ trong hàng {text}",
        Kind.CONNECTS: "🤝 {who} nói chuyện với {other}",
        Kind.PARTS: "   {who} và {other} đã ngắt",
        Kind.RECORDS: "⏺  {who} để lại lời nhắn",
        Kind.HANGS_UP: "📴 {who} gác máy",
        Kind.ENDS: "■  cuộc gọi của {who} kết thúc: {text}",
        Kind.TEXTS: "✉  {who} nhắn: {text}",
        Kind.READS: "📨 {who} nhận tin: {text}",
        Kind.MESSAGE: "   tin cho {who}: {text}",
        Kind.WEBHOOK: "   → {text}",
        Kind.CALLBACK: "   ↩ {text}",
        Kind.WARNING: "⚠  {text}",
        Kind.ERROR: "✖  {text}",
    },
    "en": {
        Kind.CALLS: "📞 {who} calls {other}",
        Kind.RINGS: "🔔 {who}'s phone rings",
        Kind.ANSWERS: "   {who} is on the line",
        Kind.HEARS: "🔊 {who} hears: {text}",
        Kind.PRESSES: "🔢 {who} presses {text}",
        Kind.SAYS: "🗣  {who} says: {text}",
        Kind.LISTENS: "   the network listens to {who} ({text})",
        Kind.QUEUES: "⏳ {who} waits in queue {text}",
        Kind.CONNECTS: "🤝 {who} talks with {other}",
        Kind.PARTS: "   {who} and {other} are parted",
        Kind.RECORDS: "⏺  {who} leaves a message",
        Kind.HANGS_UP: "📴 {who} hangs up",
        Kind.ENDS: "■  {who}'s call ends: {text}",
        Kind.TEXTS: "✉  {who} texts: {text}",
        Kind.READS: "📨 {who} reads: {text}",
        Kind.MESSAGE: "   text to {who}: {text}",
        Kind.WEBHOOK: "   → {text}",
        Kind.CALLBACK: "   ↩ {text}",
        Kind.WARNING: "⚠  {text}",
        Kind.ERROR: "✖  {text}",
    },
}
