"""Every hostile workbook there is, some four hundred of them, each made when it is asked for (T7)."""

from collections.abc import Iterator
from itertools import chain

from tests import hostile_sheets, hostile_values, hostile_zips
from tests.hostile_parts import Named


def hostile_books() -> Iterator[Named]:
    """(name, what makes its bytes), kind by kind."""
    return chain(
        hostile_zips.containers(),
        hostile_zips.zips(),
        hostile_sheets.documents(),
        hostile_sheets.sheets(),
        hostile_values.values(),
        hostile_values.texts_and_styles(),
        hostile_values.books(),
    )
