"""All benchmarks: ``python -m tests.benchmarks``. They print ratios and assert nothing."""

from tests.benchmarks import importing, program, storage

storage.main()
program.main()
importing.main()
