"""How fast the desk is, as ratios taken in one run: `python -m bench`."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))  # the pseudo-terminal of the tests is the one that measures
