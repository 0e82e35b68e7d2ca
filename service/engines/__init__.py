"""Engines: what writes edits."""
