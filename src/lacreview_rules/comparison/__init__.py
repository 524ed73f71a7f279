"""Profiles side by side, and two versions of one profile; as HTML and Markdown too."""
