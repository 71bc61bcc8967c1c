"""WHO must answer: people, places and hours. Knows no telephone network, no web and no case."""
