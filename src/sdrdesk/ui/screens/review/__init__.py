"""The weekly review: half an hour, step by step, ended with a page of decisions."""
