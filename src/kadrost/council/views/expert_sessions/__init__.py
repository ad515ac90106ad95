"""Pages of expert sessions."""
