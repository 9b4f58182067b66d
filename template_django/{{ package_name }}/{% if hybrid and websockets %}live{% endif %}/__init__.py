"""Events of calls: a table that a trigger fills, for the API, which streams them."""
