"""Somebody signed in at the back office, for the tests of its pages."""

from __future__ import annotations

import uuid

import httpx

from forum import clock
from forum.people import service as people
from forum.people import sessions
from forum.people.tables import Account, StaffRole


async def open_session(role: str = "organizer", name: str = "Odile") -> str:
    """A session of a new account with that role: the cookie's value."""
    account = uuid.uuid4()
    epci = "243900479" if role == "territory_lead" else None
    await Account(id=account, email=f"{name}-{role}@exemple.fr".lower(), name=name, created_at=clock.now()).save()
    await StaffRole(id=uuid.uuid4(), account=account, role=role, epci_siren=epci).save()
    return await people.open_session("staff", account, None)


async def sign_in(client: httpx.AsyncClient, role: str = "organizer", name: str = "Odile") -> None:
    """Give this client such a session."""
    client.cookies.set(sessions.cookie_name(), await open_session(role, name))
