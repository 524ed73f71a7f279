"""Commands about bank holidays."""
