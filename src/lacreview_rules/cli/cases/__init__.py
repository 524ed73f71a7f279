"""Commands about the worked cases: list, show, run them here or against another system."""
