"""`sdrdesk practice` opens a call at once, and no byte of the desk is another afterwards."""

from pathlib import Path

from whole.conftest import Start
from whole.rep import Rep


def test_a_copy_of_an_account_is_called_and_the_desk_stays_as_it_was(start_desk: Start, tmp_path: Path) -> None:
    rep = Rep(start_desk, tmp_path)
    rep.run("add", "Halden", "--person", "Priya Nair", "--next", "call today")
    before = rep.desk.read_bytes()
    terminal = start_desk("--db", rep.desk, "practice", "halden")
    terminal.wait("PRACTICE . Halden")
    terminal.press("n they retype every order", "<enter>")
    terminal.wait("they retype every order.*Priya")
    terminal.press("<esc>", "<esc>")
    assert terminal.wait_end() == 0
    assert "nothing of it was kept" in terminal.screen()
    assert rep.desk.read_bytes() == before


def test_who_has_no_desk_yet_practises_on_an_invented_account(start_desk: Start, tmp_path: Path) -> None:
    terminal = start_desk("practice")
    terminal.wait("PRACTICE . Nordhafen")
    terminal.press("<esc>", "<esc>")
    assert terminal.wait_end() == 0
    assert not list(tmp_path.rglob("*.db"))
