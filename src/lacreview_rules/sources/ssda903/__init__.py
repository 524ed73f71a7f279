"""The SSDA903 data return: CSV files, XML or a workbook in, histories out, and what a return cannot know.

`reading` is the way in; `codes` holds the codes of the return, which are data.
"""
