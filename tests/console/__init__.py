"""The console as its people use it."""
