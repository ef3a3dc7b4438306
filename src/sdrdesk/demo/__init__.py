"""A deterministic desk full of people: for `sdrdesk demo`, for sample.db, for tests and benchmarks."""

from .build import BASE_DAY, SEED, build
from .large import build_large
from .shifting import shift

__all__ = ["BASE_DAY", "SEED", "build", "build_large", "shift"]
