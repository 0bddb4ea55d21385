"""The rules: pure functions of the records and of *now*."""
