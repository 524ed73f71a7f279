"""Many children, counted and judged; as JSON, CSV and one HTML page.

`child` judges one child, `report` gathers the figures. `csv`, `html`, `json`, `records` and `profile_choices` read and write files.
"""
