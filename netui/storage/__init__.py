"""The only rooms that know TinyDB and the disk.

:class:`Store` opens a document and its journal; :class:`Change` says what was done; errors are those of
:mod:`netui.errors`.
"""

from netui.storage.changes import Change, Touched
from netui.storage.codec import MisfitError
from netui.storage.document import Store
from netui.storage.history import PastChanges
from netui.storage.resident import ForkedError
from netui.storage.transaction import Transaction

__all__ = ["Change", "ForkedError", "MisfitError", "PastChanges", "Store", "Touched", "Transaction"]
