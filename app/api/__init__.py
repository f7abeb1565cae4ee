"""HTTP: parameters in, JSON out."""
