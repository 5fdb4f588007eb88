"""Registers on paper: record formats, workbooks out and in. The only place that knows openpyxl."""
