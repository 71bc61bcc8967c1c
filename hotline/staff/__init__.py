"""Who uses the console: how they sign in, and what they may see and do."""
