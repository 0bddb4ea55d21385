"""The network as the program holds it, and what can be done with it."""

from netui.network.changes import Changed
from netui.network.network import Network
from netui.network.undoing import ChangedSince

__all__ = ["Changed", "ChangedSince", "Network"]
