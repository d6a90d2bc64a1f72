"""The pages of the six steps."""
