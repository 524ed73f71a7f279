"""What "20 working days after" and "three months" mean: periods, ages, the working calendar, bank holidays.

No child and no rule is known here. `calendar_files` reads files of bank holidays; the rest computes.
"""
