"""Pages of the priorities of staffing."""
