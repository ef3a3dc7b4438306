"""The outside world that is not SQLite: tables, playbooks, paths, backups."""
