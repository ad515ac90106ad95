"""Legal and methodical acts: their register, renewal, what measures ask for, import from a table."""
