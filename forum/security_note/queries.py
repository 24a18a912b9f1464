"""The facts of this deployment, read where the program itself reads them: nothing here is written twice."""

from __future__ import annotations

from forum import clock
from forum.backups import keeper
from forum.backups import queries as backups
from forum.backups.rules import KEPT_DAYS, KEPT_HOURS, KEPT_MONTHS, KEPT_WEEKS
from forum.door.service.enrol import OFFER_LASTS
from forum.editions.retention import KINDS
from forum.editions.values import EditionValue
from forum.mail.smtp import read_url
from forum.people import queries as people
from forum.people.passwords import LEAST, hasher
from forum.people.recovery import HOW_MANY
from forum.people.service import SESSION_LENGTH, TRIES_A_MINUTE
from forum.security_note.values import Facts
from forum.settings import settings
from forum.team.service import LINK_LASTS


async def facts(edition: EditionValue) -> Facts:
    """The facts as they are now. Two questions."""
    told = await backups.told(await keeper.openings())
    newest = told.backups[0] if told.backups else None
    team = await people.team()
    here = settings()
    mail = read_url(here.smtp_url) if here.smtp_url else None
    argon = hasher()
    return Facts(
        forum=edition.name,
        controller=edition.controller_name,
        dpo=edition.dpo_email,
        address=here.base_url,
        https=here.https,
        made_on=clock.now(),
        engine="SQLite" if here.database_url.startswith("sqlite") else "PostgreSQL",
        sessions=dict(SESSION_LENGTH),
        link_lasts=LINK_LASTS,
        door_link_lasts=OFFER_LASTS,
        least_password=LEAST,
        memory_mib=argon.memory_cost // 1024,
        passes=argon.time_cost,
        tries_a_minute=TRIES_A_MINUTE,
        recovery_codes=HOW_MANY,
        team=len(team),
        team_doubly_verified=sum(one.has_totp for one in team),
        hsts=here.https,
        backups=here.backups,
        backups_aside=not here.backup_dir.is_relative_to(here.data_dir),
        backups_kept=(KEPT_HOURS, KEPT_DAYS, KEPT_WEEKS, KEPT_MONTHS),
        last_backup=newest.at if newest else None,
        last_backup_checked=newest.checked_at if newest else None,
        backup_failure=told.failure if told.failed_at else "",
        mail_host=mail.host if mail else "",
        mail_sealed=mail is not None and (mail.nearby or mail.tls in ("at-once", "required")),
        requests_logged=here.log_requests,
        metrics=here.metrics_token is not None,
        erased=tuple((KINDS[kind].name, on) for kind, on in edition.erase_on.items()),
    )
