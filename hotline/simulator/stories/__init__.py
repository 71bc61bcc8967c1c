"""Ready-made stories that play themselves on the running product, and tell at their end whether it did right."""
