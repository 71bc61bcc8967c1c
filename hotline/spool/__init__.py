"""Webhooks that could not be taken in, put by on this machine's disk: one file each, until they are in the database."""

from hotline.spool.folder import Spool, SpooledFile, SpoolState

__all__ = ["Spool", "SpoolState", "SpooledFile"]
