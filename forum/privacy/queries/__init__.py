"""Questions of privacy: what is held about one person, who is found, what is still kept and what was erased."""
