"""Import: what files bring, weighed against what is here, looked at, and written as one change."""

from netui.network.importing.gathering import MOST_CONTACTS, MOST_RECORDS, Gathered
from netui.network.importing.importing import WRITTEN_AT, Import, done_in_words, gather
from netui.network.importing.plan import DESCRIBED, Coming, Counts, Pair, Plan

__all__ = [
    "DESCRIBED",
    "MOST_CONTACTS",
    "MOST_RECORDS",
    "WRITTEN_AT",
    "Coming",
    "Counts",
    "Gathered",
    "Import",
    "Pair",
    "Plan",
    "done_in_words",
    "gather",
]
