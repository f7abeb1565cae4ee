"""Measurements: quality, speed and memory. Nothing in here is imported by the application."""
