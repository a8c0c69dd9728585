"""Spreadsheet and text files as rows of texts. Light on purpose: it is started as a process for every uploaded file."""
