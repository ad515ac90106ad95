"""The Standard of workforce provision: its provisions, what serves each, and how a region assesses itself by them."""
