"""What a run and a comparison look like: terminal, Markdown, HTML, JSON, JUnit."""
