"""Principles as files: their schema, how they are loaded, how their cues are found."""
