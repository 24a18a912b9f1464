"""The real app in a process of its own, for the tests that kill it: python -m tests.door.server PORT."""

import sys

import uvicorn

from forum.app import create_app

if __name__ == "__main__":
    uvicorn.run(create_app(), port=int(sys.argv[1]), log_level="error", timeout_graceful_shutdown=30)
