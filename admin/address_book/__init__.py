"""The address book in the back office: who may be invited, who was, who came."""
