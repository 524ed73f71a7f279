"""Readers and writers: one file for each format. Nothing in the core imports them."""
