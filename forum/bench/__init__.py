"""The figures: what the forum does in a second, each beside a ceiling measured in the same run."""
