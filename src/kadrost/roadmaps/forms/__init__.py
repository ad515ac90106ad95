"""Forms of the control of plans, page by page."""
