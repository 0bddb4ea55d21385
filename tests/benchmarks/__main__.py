"""The whole table: ``python -m tests.benchmarks [--huge]``; it asserts nothing about time."""

import sys

from tests.benchmarks import importing, program, sessions, storage, table

storage.main()
program.main(huge="--huge" in sys.argv)
sessions.main()
importing.main()
table.summary()
