"""Import and export: one module a format, each a reader or a writer of :mod:`netui.domain.plain` records."""
