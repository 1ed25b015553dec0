"""Workbooks that are damaged, locked or none at all end in one sentence, the shop untouched."""
