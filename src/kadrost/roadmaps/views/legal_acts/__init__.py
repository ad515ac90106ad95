"""Pages of legal and methodical acts."""
