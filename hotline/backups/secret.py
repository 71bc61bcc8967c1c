"""The secret key of an installation, when another one takes its place."""

import os
from pathlib import Path

from hotline.settings import Settings


def adopt_secret(settings: Settings, secret: str) -> bool:
    """Make `secret` this installation's, from its next start. False if its settings name another one, which counts."""
    if settings.secret_key == secret:
        return True
    path = settings.hotline_home / "secret_key"
    if not path.exists() or path.read_text().strip() != settings.secret_key:
        return False
    _replace(path, secret)
    return True


def _replace(path: Path, secret: str) -> None:
    draft = path.with_name(f".secret_key.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(secret)
        file.flush()
        os.fsync(file.fileno())
    draft.rename(path)
