"""What authors may write beyond Markdown, one kind a module."""
