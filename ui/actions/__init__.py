"""The list of actions, and what agencies report on them."""
