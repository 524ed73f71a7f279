"""What a file's text is before it is anybody's concept: the places of its keys, dates, tables.

Only modules that read or write files import this room. It knows no child, profile or date rule.
"""
