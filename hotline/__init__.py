"""WHAT we do about it: the child protection hotline."""
