"""Files that leave the app: safe to open in any spreadsheet."""
