"""What people do about a case once it is theirs: actions, notes, people, messages, calls back, the end of it."""
