"""Letters to many at once: the general message, the reminders and thanks of an edition, a word to a part of the people."""
