"""The database: tables, the one writer, and the queries that the API asks."""
