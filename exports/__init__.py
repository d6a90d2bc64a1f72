"""Documents out, and forms back in."""
