"""HTTP: a controller a resource; it knows no text rules."""
