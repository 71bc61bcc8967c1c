"""A telephone network on this machine that speaks Twilio's contract. Every number is a phone."""
