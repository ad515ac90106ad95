"""Forms of the registry, and what all forms of the region share."""
