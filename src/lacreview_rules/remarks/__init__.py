"""What is told of a history beside its due dates: words nobody knows, what changed nothing, and what leaves doubt.

No due date depends on anything here. Each remark is a `Problem`: its place in the record, what is so, and the remedy. `engine.problems`
asks for them all, in the order in which they are told.
"""
