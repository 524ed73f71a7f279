"""What the workbench asks: a page in the browser in which one person works with a child's dates, a profile or a caseload.

The page speaks JSON with one object, `requests.Workbench`; each request is answered by calls that the library has anyway. So a
date in the page is the date of the command, and no rule is written twice. Files that the user opens lie in a folder that the
page gives; in the browser it exists in memory only, and nothing leaves it.
"""
