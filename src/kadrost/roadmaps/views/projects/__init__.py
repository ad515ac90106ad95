"""Pages of projects and programmes."""
