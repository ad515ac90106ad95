"""Papers: content made once, laid out as docx and xlsx."""
