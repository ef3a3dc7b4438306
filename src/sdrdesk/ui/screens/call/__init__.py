"""The call: the dial card, the guided questions, and the end in the same strip."""
