"""Editions of a plan: matched, looked at change by change, taken in one act; the earlier ones stay readable."""
