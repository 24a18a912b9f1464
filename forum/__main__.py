"""`python -m forum`: the command line."""

from forum.cli import main

if __name__ == "__main__":
    main()
