"""The look: tokens turned into palettes and a style sheet."""
