"""What came of an import, in one line."""

from collections.abc import Callable

from firstask_desktop.domain.importing import ImportRun


def import_words(tr: Callable[[str], str], run: ImportRun) -> str:
    """How many rows came in, were there already, were refused."""
    words = tr("读入 %1 行：新登记 %2 件，已有 %3 件，未导入 %4 行")
    for place, count in enumerate((run.read, run.made, run.known, run.refused + run.left_out), 1):
        words = words.replace(f"%{place}", str(count))
    return words
