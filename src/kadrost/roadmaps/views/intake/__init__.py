"""Pages on which a document becomes a plan under control."""
