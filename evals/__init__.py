"""Measurements: speed, and the quality of rewrites."""
