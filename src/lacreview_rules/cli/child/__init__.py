"""Commands about one child: its schedule, one date and its working, pictures, calendars, what changed."""
