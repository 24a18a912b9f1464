"""An independent recount of a whole report, slow and plain: nothing in this folder imports anything of the forum.

    python -m tests.attendance.naive journal-interne.csv forum-2026-12-01.zip [EDITION]

prints the figures as JSON, from the raw journal of the door and the registrations of the open export. It walks each day once,
keeps who is where, and writes down what changed after every line.
"""
