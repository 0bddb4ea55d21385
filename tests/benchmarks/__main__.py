"""All benchmarks: ``python -m tests.benchmarks``. They print ratios and assert nothing."""

from tests.benchmarks import program, storage

storage.main()
program.main()
