"""Profiles as files: reading and refusing them, those that are shipped, their schema and their reference.

Whether a profile fits together is seen by making its rules ready (`checks`), so this room lies outside `rules`, and nothing that
computes imports it.
"""
