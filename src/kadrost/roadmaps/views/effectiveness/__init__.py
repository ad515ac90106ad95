"""Pages of the analysis of a plan's effectiveness."""
