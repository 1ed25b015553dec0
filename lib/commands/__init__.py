"""The commands of ``python -m lib``: one file per subject, each adds its own to the parser."""
