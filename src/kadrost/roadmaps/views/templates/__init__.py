"""Pages of templates: a region's plan made step by step, its blanks, and its comparison with the template."""
