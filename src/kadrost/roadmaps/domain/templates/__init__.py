"""A template becomes a region's plan: terms shifted by a rule, executors named, blanks kept in sight until they are filled."""
