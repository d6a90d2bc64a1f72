"""How this area runs its MARAC."""
