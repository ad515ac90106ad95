"""Whole journeys of a region: days go by, people go only where the pages before them lead."""
