"""One page each for those who have five minutes: the exhibitor, the teacher, the volunteer at the door; with this edition's dates."""
