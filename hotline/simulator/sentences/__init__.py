"""Every sentence that the simulator shows to people, in Vietnamese and English."""

from hotline.simulator.sentences.page import PAGE
from hotline.simulator.sentences.stories import STORIES
from hotline.simulator.sentences.terminal import SENTENCES, TERMINAL, Terminal

__all__ = ["PAGE", "SENTENCES", "STORIES", "TERMINAL", "Terminal"]
