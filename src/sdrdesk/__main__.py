"""`python -m sdrdesk` opens the desk, as the `sdrdesk` command does."""

from sdrdesk.cli.main import main

if __name__ == "__main__":
    main()
