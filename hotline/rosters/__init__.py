"""Changes of rosters by people, and how they live beside the city file."""
