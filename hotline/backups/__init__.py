"""Backups: everything that must not be lost, in one encrypted file that this installation need not be able to read."""

from hotline.backups.backup import Written, back_up
from hotline.backups.keys import make_key, read_identities, read_recipients
from hotline.backups.restore import Restored, restore

__all__ = ["Restored", "Written", "back_up", "make_key", "read_identities", "read_recipients", "restore"]
