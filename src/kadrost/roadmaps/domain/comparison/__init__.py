"""Comparing plans: which measures of one are which of another. `words`, `likeness`, `matching`, `aligning` know no Django."""
