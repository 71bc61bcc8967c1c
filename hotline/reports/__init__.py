"""How fast children were answered: questions to the database, and what the answers mean.

What each number counts is written down in docs/figures.md, and on the console's page in the same words.
"""
