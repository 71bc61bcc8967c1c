"""How much each sign weighs that a name is meant as a place; see signs.py."""

FOR_KIND = FOR_BARE = FOR_AGE = 3
FOR_BESIDE = 2
FOR_HINT = 1
AGAINST = -5
FOR_TURN = 5
"""'một tuần ở với ba Thốt Nốt, một tuần …': it is a place and no person."""
