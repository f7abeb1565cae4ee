"""newskb: a knowledge base made from news articles, and the API that answers questions about it."""
