"""Editions of a plan."""
