"""The arrival plan: every slot against the pace of its gate, the sheets of the day, the certificate after it."""
