"""Acts taken back from the journal: the record is put back as it was, while nothing has moved on since."""
