"""The playbooks there are: the shipped ones and the rep's own, and which one a name means."""

from __future__ import annotations

from sdrdesk.domain.errors import Ambiguous, NotFound
from sdrdesk.domain.text import clean, visible
from sdrdesk.files.paths import config_folder
from sdrdesk.files.playbooks import FOLDER, Listed, list_playbooks

__all__ = ["Listed", "find_playbook", "folder", "listed"]


def folder() -> str:
    """Where the rep's own playbooks lie. It need not exist."""
    return str(config_folder() / FOLDER)


def listed() -> tuple[Listed, ...]:
    """Every playbook to choose from, each with what is wrong with a file of the rep's own."""
    return list_playbooks(config_folder() / FOLDER)


def find_playbook(text: str) -> str:
    """The id of the playbook of this id, or of the only one that begins so. Raises NotFound or Ambiguous."""
    wanted = clean(text).strip().casefold()
    ids = [one.id for one in listed()]
    found = [one for one in ids if one.casefold() == wanted] or [
        one for one in ids if wanted and one.casefold().startswith(wanted)
    ]
    if len(found) == 1:
        return found[0]
    if found:
        several = f"“{visible(text)}” begins several playbooks: {', '.join(found)}."
        raise Ambiguous(several, [(one, one) for one in found])
    raise NotFound(f"There is no playbook “{visible(text)}”; there are {', '.join(ids)}. Your own lie in {folder()}.")
