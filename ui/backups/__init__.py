"""How the backups of a vault stand, and what is done with them."""
