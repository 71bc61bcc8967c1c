"""Phones on a screen: every telephone of the city in a browser, and beside them the case as it moves."""
