"""The profile and the weights that rank accounts: the rep's own files where there are any, else the shipped ones."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple, TypeVar

from sdrdesk.domain.errors import DeskError
from sdrdesk.domain.icp import Icp
from sdrdesk.domain.queue import Weights
from sdrdesk.domain.scoring import Engagement
from sdrdesk.files.icp import NAME as ICP_FILE
from sdrdesk.files.icp import load_icp
from sdrdesk.files.paths import config_folder
from sdrdesk.files.weights import NAME as WEIGHTS_FILE
from sdrdesk.files.weights import Weighing, load_weights

T = TypeVar("T")


class Ranking(NamedTuple):
    """The profile and weights in force, what was wrong with a file of the rep's own, and the folder of such files."""

    icp: Icp
    queue: Weights
    engagement: Engagement
    trouble: str
    folder: str


def read_ranking() -> Ranking:
    """The rep's own profile and weights where there are files, else the shipped ones; a broken one is told."""
    folder = config_folder()
    icp, icp_trouble = _read(folder / ICP_FILE, load_icp, Icp(), "fit is unknown until it is mended")
    weights, trouble = _read(folder / WEIGHTS_FILE, load_weights, Weighing(), "the built-in weights are used")
    told = " ".join(part for part in (icp_trouble, trouble) if part)
    return Ranking(icp, weights.queue, weights.engagement, told, str(folder))


def _read(path: Path, load: Callable[[Path], T], plain: T, otherwise: str) -> tuple[T, str]:
    if not path.exists():
        return plain, ""
    try:
        return load(path), ""
    except DeskError as error:
        return plain, f"{error}; {otherwise}."
