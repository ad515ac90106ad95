"""Priorities of staffing: lists by the year, what serves them, who trains for them, papers; participants of the Standard."""
