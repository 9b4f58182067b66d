"""Who asks: users, sessions and access tokens are Django's, and are believed here exactly when Django believes them."""
