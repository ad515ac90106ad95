"""Pages of a plan's editions: those that were in force, and the next one while it is looked at."""
