"""What is still known of the roster while the database is away, and whom a caller is dialled to then."""

from hotline.last_known.dialling import Leg
from hotline.last_known.file import roster_path
from hotline.last_known.keeper import REFRESH_SECONDS, LastKnown
from hotline.last_known.roster import Roster, read_roster

__all__ = ["REFRESH_SECONDS", "LastKnown", "Leg", "Roster", "read_roster", "roster_path"]
