"""The board: Lead, Prospect, Customer."""
