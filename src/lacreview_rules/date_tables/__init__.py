"""The law as a table: for every day, the dates that count from it, for those who join tables instead of asking for a child.

A column is a task. Its dates are made by the rules of the profile themselves, and its words say what a join cannot know.
"""
