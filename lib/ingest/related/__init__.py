"""Tables that only together say who bought what when: found, joined, kept as one upload.

finding.py    which files belong together, written as one pack
profile.py    what each file holds         keys.py      which column names rows of another file
planning.py   what each table adds         pack.py      the files and the plan in one file
staging.py    the joined table
"""
