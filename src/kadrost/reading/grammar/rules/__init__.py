"""The rules and word lists of the grammar, as text files that need no Python to be read or mended."""
