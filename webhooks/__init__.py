"""HOW the telephone network talks to us: a form comes in, TwiML goes out. Knows no database."""
