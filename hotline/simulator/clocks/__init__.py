"""The network's time: real, or pushed by hand."""

from hotline.simulator.clocks.pushable import PushableClock, TimedWork
from hotline.simulator.clocks.real import NetworkClock, RealClock, Timer, sleep

__all__ = ["NetworkClock", "PushableClock", "RealClock", "TimedWork", "Timer", "sleep"]
