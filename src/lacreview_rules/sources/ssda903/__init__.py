"""The SSDA903 data return: CSV files, XML or a workbook in, histories out, and what a return cannot know.

`reading` is the way in. The codes of the return and what each means are data, ``data/ssda903.toml``, which `codes` reads.
"""
