"""What callers did in total: figures that a task keeps, so that no request has to count calls."""
