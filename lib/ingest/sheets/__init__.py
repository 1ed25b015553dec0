"""Workbooks (XLSX, XLSM, ODS, XLS): sheets of rows, read without trusting the file."""
