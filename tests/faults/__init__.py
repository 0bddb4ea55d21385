"""Faults of every kind, and what must hold after each: "Nothing is ever lost".

Each row of :data:`tests.faults.rows.ROWS` does one kind of harm to real files, in rounds, and asserts after
each that what was acknowledged is there, once, and that what was refused said so. ``pytest`` runs few rounds
of each; ``python -m tests.faults`` runs them all and prints what held.
"""
