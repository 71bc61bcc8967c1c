"""How fast children were answered: questions to the database, and what the answers mean."""
