"""The secret key of an installation, when another one takes its place."""

from hotline.durable import write_whole
from hotline.settings import Settings


def adopt_secret(settings: Settings, secret: str) -> bool:
    """Make `secret` this installation's, from its next start. False if its settings name another one, which counts."""
    if settings.secret_key == secret:
        return True
    path = settings.hotline_home / "secret_key"
    if not path.exists() or path.read_text().strip() != settings.secret_key:
        return False
    write_whole(path, secret.encode())
    return True
