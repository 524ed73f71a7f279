"""Where histories come from, other than our own JSON. A folder for each source."""
