"""Projects and programmes: their register, the measures that belong to them, conditions, agreements."""
