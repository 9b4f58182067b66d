"""Who asks: the users and sessions are Django's, and are read here as Django reads them."""
