"""Lines of a table as files that a spreadsheet opens."""

import csv
import io
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import xlsxwriter

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
    """In constant memory, however many lines; words stay words."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(str(path), options) as book:
        sheet, bold = book.add_worksheet(title[:31]), book.add_format({"bold": True})
        sheet.freeze_panes(1, 0)
        for number, line in enumerate(lines):
            if number == 0:
                sheet.set_column(0, len(line) - 1, WIDTH)
            sheet.write_row(number, 0, line, bold if number == 0 else None)
