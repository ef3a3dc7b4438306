"""What is true about selling: no files, no clock, no chance."""
