"""The SQLite file: all SQL of the product is here."""
