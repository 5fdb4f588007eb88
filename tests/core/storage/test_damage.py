"""Bits, sectors and pages of a register are damaged: it is refused, found, or all that can be shown is as before."""

import random
from pathlib import Path
from typing import Any

import pytest

from tests.benchmarks.bench_damage import put, worked
from tests.benchmarks.damaged_files import DAMAGES, Files, judged

Model = tuple[Files, dict[str, Any]]


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Model:
    return worked(tmp_path_factory.mktemp("worked") / "desk", 15)


@pytest.mark.parametrize("kind", DAMAGES)
def test_no_damage_is_silent(model: Model, kind: str, tmp_path: Path) -> None:
    files, usual = model
    broken = dict(files)
    words = DAMAGES[kind](broken, random.Random(5))
    put(tmp_path / "image", broken)
    verdict, said = judged(tmp_path / "image", usual)
    assert verdict in ("refused", "found", "same"), f"{words}: {said}"


def test_what_differs_is_noticed_and_what_is_whole_is_not(model: Model, tmp_path: Path) -> None:
    files, usual = model
    put(tmp_path / "image", files)
    assert judged(tmp_path / "image", usual) == ("same", "")
    assert judged(tmp_path / "image", usual | {"何静": "other rows"}) == ("silent", "['何静'] differ")
