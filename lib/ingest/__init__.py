"""From an uploaded file to canonical tables: reading, recognising, typing, rules, loading."""
