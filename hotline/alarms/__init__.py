"""Tells the managers what is wrong with the service itself: once, by text and call, and again when it is over.

Every process looks (`lookout`), whoever lives; what it sees becomes a row (`raising`), each manager gets a notice
of it (`notices`), and the process tells them by itself (`telling`): it needs no queue for that.
"""
