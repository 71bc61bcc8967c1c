"""What a person sees once everything runs."""

import shutil
import sys
from pathlib import Path

from hotline.settings import Settings


def welcome(settings: Settings) -> list[str]:
    """Lines with the addresses and with what to try, in Vietnamese and English."""
    hotline = our_command()
    addresses = [
        ("Trang web · Web", settings.public_url),
        ("Bảng trực · Console", f"{settings.public_url}/console/"),
        ("Số đường dây · Hotline number", settings.hotline_number),
    ]
    trials = [
        (f"{hotline} officer password ID --generate", "mật khẩu cho người trực · a password for an officer"),
        (f"{hotline} show cases --json", "các ca · the cases"),
        (f"{hotline} doctor", "kiểm tra · checks"),
    ]
    if settings.simulated:
        addresses.insert(1, ("Điện thoại mô phỏng · Phones", f"http://localhost:{settings.simulator_port}"))
        trials[0] = (f"{hotline} officer password nk1 --generate", "đăng nhập bảng trực · sign in at the console")
        trials.insert(0, (f'{hotline} simulator call --say "ninh kiều"', "gọi thử · place a call"))
    return [
        "",
        "Đường dây bảo vệ trẻ em đang chạy. · The child protection hotline is running.",
        "",
        *(f"  {name:<32} {value}" for name, value in addresses),
        "",
        "Thử trong một cửa sổ khác · Try in another window:",
        *(f"  {command:<50} {meaning}" for command, meaning in trials),
        "",
        "Ctrl-C để dừng · stops everything.",
        "",
    ]


def our_command() -> str:
    """How to type `hotline` in this folder."""
    path = Path(sys.executable).parent / "hotline"
    found = shutil.which("hotline")
    if found and Path(found).resolve() == path.resolve():
        return "hotline"
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else f"'{path}'"
