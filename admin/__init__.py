"""The back office: organisers only, one guard at the gate."""
