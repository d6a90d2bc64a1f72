"""How the person wants the program to look, and which keys do what."""
