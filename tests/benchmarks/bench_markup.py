"""A guest's text is only text: forty shapes of markup stored wherever something can be written, every page and dialog opened.

    bench_markup.py [PAYLOADS]      (40 unless told)

The pictures in the markup are a file that is watched, the addresses a door that is listened at. Every widget that shows a
payload is asked how: as typed, or as markup. The control, a plain Qt label, tip and page with the same texts, must be found out,
and its picture opened. Needs Linux.
"""

import os
import sys
import tempfile
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(HOUSE))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def main(count: int = 40) -> None:
    """Print the table; what is shown as markup, touched, or a control that was not found out ends with an exit code."""
    from tests.shown_as_typed import Payloads, Shown, fill, look, traps, walk
    from tests.views.conftest import RecordingPrompts
    from tests.views.desk_fixtures import furnish
    from ui import theme
    from ui.app import application

    theme.apply(application(sys.argv[:1]), "light")
    ours, control = Shown(), Shown()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with traps(folder, ours) as (file, net):
            payloads = Payloads(file, net, count)
            front = furnish(folder / "desk")
            taken = fill(front, payloads)
            opened = walk(front, folder, RecordingPrompts(), ours, payloads)
            front.desk.close()
        with traps(folder, control) as (file, net):
            payloads = Payloads(file, net, count)
            _kept = _plain_qt(payloads)
            look(control, payloads)
    print(
        "| what shows them | stored | pages and dialogs | kinds of widgets | texts looked at | shown as markup | touched |"
    )
    print("|---|---|---|---|---|---|---|")
    for title, stored, pages, found in (("this desk", taken, opened, ours), ("control: plain Qt", count, 1, control)):
        counts = (stored, pages, len(found.widgets), found.texts, len(found.rich), len(found.touched))
        print(f"| {title} | {' | '.join(map(str, counts))} |")
    for each in (*sorted(ours.rich), *ours.touched):
        print(f"  {each}")
    if not ours.sound or not (control.rich and control.touched):
        raise SystemExit("shown as markup, touched, or a control that was not found out: see above")


def _plain_qt(payloads: object) -> list[object]:
    """The same texts as Qt shows them by itself."""
    from PySide6.QtWidgets import QApplication, QLabel, QTextBrowser

    made: list[object] = []
    for number in range(payloads.count):  # type: ignore[attr-defined]
        text = payloads.text(number)  # type: ignore[attr-defined]
        label, page = QLabel(text), QTextBrowser()
        label.setToolTip(text)
        page.setHtml(text)
        for widget in (label, page):
            widget.show()
            widget.grab()
            made.append(widget)
    QApplication.processEvents()
    return made


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
