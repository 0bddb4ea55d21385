"""The language of one line (rules.md, section 9): prose in, a reading out."""
