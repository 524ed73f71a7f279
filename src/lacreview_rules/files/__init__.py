"""What a file's text is before it is anybody's concept: the places of its keys, tables as CSV, pages of HTML.

Only modules that read or write files import this room. It knows no child, profile or date rule.
"""
