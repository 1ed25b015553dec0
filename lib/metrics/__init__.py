"""Typed functions around the SQL files: every number is computed here and nowhere else."""
