"""Extraction against gold: what is right, what is wrong, and how sure that figure is."""
