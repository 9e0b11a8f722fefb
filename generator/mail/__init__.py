"""The mail of an issue, before it becomes files or a draft at a provider."""
