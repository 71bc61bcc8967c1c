"""Stories at the terminal: people who act by themselves on a simulator that runs elsewhere."""
