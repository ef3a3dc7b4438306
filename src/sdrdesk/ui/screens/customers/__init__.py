"""The customers: who wants looking after, what they buy and when the next order is due."""
