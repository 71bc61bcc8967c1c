"""The verbs of TwiML, one function each."""

from collections.abc import Mapping

from hotline.simulator.leg import Performer
from hotline.simulator.verbs.dial import dial
from hotline.simulator.verbs.enqueue import enqueue, leave
from hotline.simulator.verbs.flow import hangup, redirect, reject
from hotline.simulator.verbs.gather import gather
from hotline.simulator.verbs.record import record
from hotline.simulator.verbs.speech import pause, play, say

PERFORMERS: Mapping[str, Performer] = {
    "Say": say,
    "Play": play,
    "Pause": pause,
    "Gather": gather,
    "Enqueue": enqueue,
    "Leave": leave,
    "Dial": dial,
    "Record": record,
    "Redirect": redirect,
    "Hangup": hangup,
    "Reject": reject,
}
