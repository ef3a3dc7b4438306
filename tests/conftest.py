"""What every test stands on: a home of its own, and the shared data when it lies beside the repository."""

from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("sdrdesk", deadline=None)  # a busy machine is no failure
settings.load_profile("sdrdesk")

SHARED_DATA = Path(__file__).resolve().parents[2] / "shared" / "data"


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder that is thrown away, so that no test can touch a real desk."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(home))
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "SDRDESK_DB"):
        monkeypatch.delenv(name, raising=False)
    return home


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real and naughty input files; the test is skipped where there is none."""
    if not SHARED_DATA.is_dir():
        pytest.skip("../shared/data is not beside the repository")
    return SHARED_DATA
