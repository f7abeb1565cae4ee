"""Rules as data: the words that extraction relies on, in TOML, a loader beside each file."""
