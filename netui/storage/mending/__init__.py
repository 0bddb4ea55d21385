"""Examining a document's files, and mending what is safe to mend.

``survey`` reads all files, ``diagnosis`` finds what is wrong, ``words`` says it, ``mend`` does what is safe,
``restoring`` puts a backup over a document that cannot be opened. Only the last two write.
"""
