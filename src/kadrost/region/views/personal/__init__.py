"""Pages about personal data: one's own, and those of an administrator."""
