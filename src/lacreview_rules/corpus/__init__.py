"""The worked cases that anybody can test a system with, and agreeing with them."""
