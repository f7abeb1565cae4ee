"""The operations under /v1, a module a collection."""
