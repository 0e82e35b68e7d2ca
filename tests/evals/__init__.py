"""The eval suite itself is held to account: its graders must fail what is bad and its comparisons what got worse."""
