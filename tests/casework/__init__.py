"""What people do about a case, without a page."""
