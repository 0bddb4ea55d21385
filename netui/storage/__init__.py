"""The only rooms that know TinyDB and the disk.

:class:`Store` opens a document and its journal; :class:`Change` says what was done; errors are those of
:mod:`netui.errors`.
"""

from netui.storage.backups import Backup
from netui.storage.changes import Change, Operation, Touched
from netui.storage.codec import MisfitError, Unknown, Value, read_value
from netui.storage.collector import collector_off, collector_on, emptying, set_aside
from netui.storage.document import Store
from netui.storage.files import try_lock
from netui.storage.ids import highest_id
from netui.storage.layout import read_document
from netui.storage.past import PastChanges, PastLine
from netui.storage.resident import ForkedError
from netui.storage.transaction import Staged, Transaction, staged

__all__ = [
    "Backup",
    "Change",
    "ForkedError",
    "MisfitError",
    "Operation",
    "PastChanges",
    "PastLine",
    "Staged",
    "Store",
    "Touched",
    "Transaction",
    "Unknown",
    "Value",
    "collector_off",
    "collector_on",
    "emptying",
    "highest_id",
    "read_document",
    "read_value",
    "set_aside",
    "staged",
    "try_lock",
]
