"""The floor of an import: csv and executemany, nothing understood: `python -m bench.plain FILE.csv OUT.db`."""

import csv
import sqlite3
import sys


def load(table_file: str, database_file: str) -> int:
    """Copies the rows of a CSV file into one table, and returns how many there are."""
    with open(table_file, newline="", encoding="utf-8") as lines:
        rows = csv.reader(lines)
        columns = [f'"{name}" TEXT' for name in next(rows)]
        database = sqlite3.connect(database_file)
        database.execute("PRAGMA journal_mode = wal")
        database.execute(f"CREATE TABLE lead ({', '.join(columns)}) STRICT")
        database.executemany(f"INSERT INTO lead VALUES ({', '.join('?' * len(columns))})", rows)
        database.commit()
        (count,) = database.execute("SELECT count(*) FROM lead").fetchone()
        database.close()
    return int(count)


if __name__ == "__main__":
    print(load(sys.argv[1], sys.argv[2]))
