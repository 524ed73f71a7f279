"""What a profile says: its tasks, its timescales, its words; and which of them contradict each other.

No file is read here: `lacreview_rules.profile_files` does that.
"""
