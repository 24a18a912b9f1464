"""The people of the back office: the team, and one's own account."""

from litestar import Router

from admin.people.account import router as account
from admin.people.team import router as team

router = Router("/", route_handlers=[team, account])
