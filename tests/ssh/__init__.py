"""netui over a real OpenSSH server on the loopback, with keys and a configuration of the test's own."""
