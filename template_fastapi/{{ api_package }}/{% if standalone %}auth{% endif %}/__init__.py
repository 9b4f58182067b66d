"""Who may do what: users, their sessions, and the tokens by which requests show who sent them."""
