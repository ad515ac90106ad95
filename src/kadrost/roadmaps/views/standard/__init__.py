"""Pages of the Standard: coverage, ties, self-assessment, comparison of plans, drafts of plans."""
