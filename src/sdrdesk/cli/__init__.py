"""The same use cases, for pipes and cron."""
