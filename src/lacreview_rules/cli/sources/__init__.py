"""Commands about where histories come from."""
