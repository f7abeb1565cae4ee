"""Quotations: marked and reported speech, with its speakers."""
from app.extraction.quotes.scene import build_scene
