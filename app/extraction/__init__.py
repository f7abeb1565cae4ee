"""What an article says: Article in, Extraction out; nothing is stored and nothing fetched."""
