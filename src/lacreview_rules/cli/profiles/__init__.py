"""Commands about profiles: list, show, start, check, compare."""
