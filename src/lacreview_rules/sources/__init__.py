"""Where histories come from, other than our own JSON. A folder for each source.

What the codes and headings of a source mean is data, in a file of its own: ``data/ssda903.toml``, ``data/annex_a.toml``,
``data/ssd.toml``, ``data/events_sheet.toml``.
"""
