"""The libraries an export is measured against, in a folder of their own that is not part of the program.

They are installed from `peers.lock`, with its hashes, the first time they are asked for; the folder is not kept in the
repository and may be deleted at any time.
"""

import hashlib
import subprocess
import sys
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[2]
LOCK = Path(__file__).with_name("peers.lock")
FOLDER = HOUSE / ".bench" / f"peers-{sys.version_info[0]}.{sys.version_info[1]}"


def bring() -> Path:
    """The folder with exactly the locked packages, installed when it is not there yet or the lock is another."""
    stamp = FOLDER / "lock.txt"
    digest = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text("utf-8") == digest:
        return FOLDER
    print(f"Bringing the libraries to measure against into {FOLDER.relative_to(HOUSE)} …", file=sys.stderr)
    options = ["--quiet", "--disable-pip-version-check", "--no-deps", "--only-binary=:all:", "--require-hashes"]
    where = ["--upgrade", "--target", str(FOLDER), "-r", str(LOCK)]
    if subprocess.call([sys.executable, "-m", "pip", "install", *options, *where]):
        raise SystemExit("The libraries to measure against could not be installed; the reason stands above.")
    stamp.write_text(digest, "utf-8")
    return FOLDER
