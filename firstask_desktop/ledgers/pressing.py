"""One part of a workbook, deflated in a second thread while the next rows are being made."""

import queue
import threading
import zipfile

AHEAD = 2


class PressedPart:
    """A growing part of a zip file. What goes wrong in the second thread is raised by the next `put` or by `close`."""

    def __init__(self, archive: zipfile.ZipFile, name: str) -> None:
        self.taken = 0
        self._archive = archive
        self._name = name
        self._chunks: queue.Queue[bytes | None] = queue.Queue(AHEAD)
        self._failure: BaseException | None = None
        self._thread = threading.Thread(target=self._press, name="ledger-deflate", daemon=True)
        self._thread.start()

    def put(self, chunk: bytes) -> None:
        """Add `chunk`; waits while the second thread is far behind."""
        if self._failure is not None:
            raise self._failure
        self.taken += len(chunk)
        self._chunks.put(chunk)

    def close(self) -> None:
        """Wait until everything is in the zip file."""
        self.abandon()
        if self._failure is not None:
            raise self._failure

    def abandon(self) -> None:
        """Let the second thread end, whatever became of it."""
        self._chunks.put(None)
        self._thread.join()

    def _press(self) -> None:
        coming = iter(self._chunks.get, None)
        try:
            with self._archive.open(self._name, "w") as part:
                for chunk in coming:
                    part.write(chunk)
        except BaseException as error:  # noqa: BLE001 - raised by the thread that asked
            self._failure = error
            for _ in coming:  # nobody may wait for a place; nothing comes any more when only the end of the part failed
                pass
