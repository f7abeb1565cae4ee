"""Everything that the API may ask, a module a resource."""
