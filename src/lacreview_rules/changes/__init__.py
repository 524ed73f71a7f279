"""What moved and why: between two histories, two written schedules, two calendars; and what if."""
