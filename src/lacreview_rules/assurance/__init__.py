"""A profile against the regulations: can it ever be later, and on which days?

`check_profile` is the way in.
"""
