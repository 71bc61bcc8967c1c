"""What a page has told of a case, as its forms send it back."""

import re

from hotline.casework.changes import MOST, changes_since, lines_of_people
from hotline.casework.lines import Line
from hotline.casework.news import news_of
from hotline.console.cases.access import Work

LINES = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,9})*")


def seen_on(work: Work) -> dict[str, str]:
    """What the page is about to tell, asked before all else: what comes meanwhile may be shown, but isn't promised."""
    news = news_of(work.session, work.case.id, who=work.who)
    lines = lines_of_people(work.session, work.case.id)
    return {"lines": ".".join(map(str, lines)), "news": f"{news.contacts}-{news.taken}"}


def unseen_changes(work: Work, sent: str) -> list[Line]:
    """What others have done that the page did not tell: it knew these lines, or none if they make no sense."""
    known = [int(line) for line in sent.split(".")[:MOST]] if LINES.fullmatch(sent) else []
    return changes_since(work.session, work.case, known, but_by=work.who)
