"""Profiles as files: reading and refusing them, those that are shipped, their schema and their reference.

A file is checked by making its rules ready, so this room lies outside `rules`, and nothing that computes imports it.
"""
