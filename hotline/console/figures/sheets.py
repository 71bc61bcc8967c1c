"""Lines of a table as files that a spreadsheet opens."""

import csv
import io
from collections.abc import Iterator
from datetime import date, datetime
from itertools import islice
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format

from hotline.console.figures.tables import Cell, Line

AT_ONCE = 500
BOM = "\ufeff"
"""By it Excel knows that the file is UTF-8."""
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""https://owasp.org/www-community/attacks/CSV_Injection"""
WIDTH = 18


def as_csv(lines: Iterator[Line]) -> Iterator[str]:
    yield BOM
    while some := list(islice(lines, AT_ONCE)):
        text = io.StringIO()
        csv.writer(text).writerows([harmless(cell) for cell in line] for line in some)
        yield text.getvalue()


def harmless(cell: Cell) -> Cell:
    """Words that a spreadsheet would take for a formula are marked as words."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(STARTS_A_FORMULA) else cell


def as_xlsx(lines: Iterator[Line], path: Path, title: str) -> None:
    """In constant memory, however many lines; words stay words, days and moments can be sorted and counted by."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(str(path), options) as book:
        sheet, bold = book.add_worksheet(title[:31]), book.add_format({"bold": True})
        days, moments = (book.add_format({"num_format": form}) for form in ("yyyy-mm-dd", "yyyy-mm-dd hh:mm:ss"))
        forms: dict[type, Format] = {date: days, datetime: moments}
        sheet.freeze_panes(1, 0)
        for number, line in enumerate(lines):
            if number == 0:
                sheet.set_column(0, len(line) - 1, WIDTH)
            for column, cell in enumerate(line):
                sheet.write(number, column, cell, bold if number == 0 else forms.get(type(cell)))
