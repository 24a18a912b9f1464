"""The first tables of every room."""

from typing import Any

from forum.database.migration import from_sql

ID = "m0001_beginnings"  # the file's own name
STATEMENTS = """
    CREATE TABLE edition (
        id {serial},
        slug VARCHAR(40) NOT NULL UNIQUE,
        name VARCHAR(120) NOT NULL,
        tagline VARCHAR(200) NOT NULL,
        place VARCHAR(120) NOT NULL,
        address VARCHAR(200) NOT NULL,
        postal_code VARCHAR(5) NOT NULL,
        city VARCHAR(80) NOT NULL,
        latitude VARCHAR(12) NOT NULL,
        longitude VARCHAR(12) NOT NULL,
        access TEXT NOT NULL,
        contact_email VARCHAR(254) NOT NULL,
        contact_phone VARCHAR(20) NOT NULL,
        emergency_phone VARCHAR(20) NOT NULL,
        controller_name VARCHAR(160) NOT NULL,
        controller_address VARCHAR(240) NOT NULL,
        dpo_email VARCHAR(254) NOT NULL,
        publication_director VARCHAR(160) NOT NULL,
        host VARCHAR(240) NOT NULL,
        notice VARCHAR(600) NOT NULL,
        stands_open_at TIMESTAMPTZ,
        stands_close_at TIMESTAMPTZ,
        classes_open_at TIMESTAMPTZ,
        classes_close_at TIMESTAMPTZ,
        visitors_open_at TIMESTAMPTZ,
        visitors_close_at TIMESTAMPTZ,
        visitors_erase_on DATE,
        scans_erase_on DATE,
        classes_erase_on DATE,
        exhibitors_erase_on DATE,
        contacts_erase_on DATE,
        journal_erase_on DATE,
        published_at TIMESTAMPTZ,
        archived_at TIMESTAMPTZ,
        copied_from INTEGER REFERENCES edition (id) ON DELETE SET NULL
    );
    CREATE TABLE day (
        id {serial},
        edition INTEGER NOT NULL REFERENCES edition (id) ON DELETE RESTRICT,
        date DATE NOT NULL,
        setup_at TIMESTAMPTZ NOT NULL,
        opens_at TIMESTAMPTZ NOT NULL,
        closes_at TIMESTAMPTZ NOT NULL,
        teardown_until TIMESTAMPTZ NOT NULL,
        CONSTRAINT day_edition_date UNIQUE (edition, date),
        CONSTRAINT day_hours CHECK (opens_at < closes_at)
    );
    CREATE TABLE hall (
        id {serial},
        edition INTEGER NOT NULL REFERENCES edition (id) ON DELETE RESTRICT,
        name VARCHAR(80) NOT NULL,
        width_cm INTEGER NOT NULL CHECK (width_cm > 0),
        depth_cm INTEGER NOT NULL CHECK (depth_cm > 0),
        capacity_limit INTEGER NOT NULL CHECK (capacity_limit > 0),
        aisle_cm INTEGER NOT NULL CHECK (aisle_cm BETWEEN 60 AND 1000),
        CONSTRAINT hall_edition_name UNIQUE (edition, name)
    );
    CREATE TABLE gate (
        id {serial},
        edition INTEGER NOT NULL REFERENCES edition (id) ON DELETE RESTRICT,
        hall INTEGER NOT NULL REFERENCES hall (id) ON DELETE RESTRICT,
        code VARCHAR(4) NOT NULL,
        name VARCHAR(60) NOT NULL,
        x_cm INTEGER NOT NULL,
        y_cm INTEGER NOT NULL,
        pace INTEGER NOT NULL CHECK (pace BETWEEN 1 AND 600),
        CONSTRAINT gate_edition_code UNIQUE (edition, code)
    );
    CREATE TABLE arrival_slot (
        id {serial},
        edition INTEGER NOT NULL REFERENCES edition (id) ON DELETE RESTRICT,
        day INTEGER NOT NULL REFERENCES day (id) ON DELETE RESTRICT,
        gate INTEGER NOT NULL REFERENCES gate (id) ON DELETE RESTRICT,
        starts_at TIMESTAMPTZ NOT NULL,
        ends_at TIMESTAMPTZ NOT NULL,
        capacity_persons INTEGER NOT NULL CHECK (capacity_persons >= 0),
        capacity_coaches INTEGER NOT NULL CHECK (capacity_coaches >= 0),
        taken_persons INTEGER NOT NULL,
        taken_coaches INTEGER NOT NULL,
        CONSTRAINT arrival_slot_gate_start UNIQUE (gate, starts_at),
        CONSTRAINT arrival_slot_persons CHECK (taken_persons BETWEEN 0 AND capacity_persons),
        CONSTRAINT arrival_slot_coaches CHECK (taken_coaches BETWEEN 0 AND capacity_coaches)
    );
    CREATE TABLE school (
        id {serial},
        uai VARCHAR(8) UNIQUE,
        name VARCHAR(160) NOT NULL,
        kind VARCHAR(8) NOT NULL,
        insee_code VARCHAR(5),
        municipality_name VARCHAR(80) NOT NULL,
        search VARCHAR(400) NOT NULL,
        added_at TIMESTAMPTZ NOT NULL
    );
    CREATE TABLE account (
        id UUID PRIMARY KEY,
        email VARCHAR(254) NOT NULL UNIQUE,
        name VARCHAR(120) NOT NULL,
        password_hash VARCHAR(200),
        totp_secret VARCHAR(64),
        totp_last_step INTEGER NOT NULL,
        created_at TIMESTAMPTZ NOT NULL,
        removed_at TIMESTAMPTZ
    );
    CREATE TABLE staff_role (
        id UUID PRIMARY KEY,
        account UUID NOT NULL REFERENCES account (id) ON DELETE CASCADE,
        role VARCHAR(20) NOT NULL CHECK (role IN ('organizer', 'territory_lead', 'door_supervisor', 'door_staff', 'viewer')),
        epci_siren VARCHAR(9),
        CONSTRAINT staff_role_account_role UNIQUE (account, role),
        CONSTRAINT staff_role_lead_has_territory CHECK ((role = 'territory_lead') = (epci_siren IS NOT NULL))
    );
    CREATE TABLE login_session (
        id VARCHAR(64) NOT NULL PRIMARY KEY,
        kind VARCHAR(12) NOT NULL CHECK (kind IN ('staff', 'exhibitor', 'teacher', 'visitor')),
        subject UUID NOT NULL,
        edition INTEGER REFERENCES edition (id) ON DELETE RESTRICT,
        created_at TIMESTAMPTZ NOT NULL,
        expires_at TIMESTAMPTZ NOT NULL,
        ended_at TIMESTAMPTZ,
        device VARCHAR(40) NOT NULL,
        confirmed BOOLEAN NOT NULL
    );
    CREATE INDEX login_session_subject ON login_session (subject);
    CREATE TABLE access_link (
        id UUID PRIMARY KEY,
        token_hash VARCHAR(64) NOT NULL UNIQUE,
        purpose VARCHAR(12) NOT NULL CHECK (purpose IN ('sign-in', 'exhibitor', 'teacher', 'visitor', 'device', 'install', 'teacher-full')),
        subject UUID NOT NULL,
        edition INTEGER REFERENCES edition (id) ON DELETE RESTRICT,
        created_at TIMESTAMPTZ NOT NULL,
        expires_at TIMESTAMPTZ NOT NULL,
        used_at TIMESTAMPTZ,
        revoked_at TIMESTAMPTZ
    );
    CREATE INDEX access_link_subject ON access_link (subject);
    CREATE TABLE audit_entry (
        id UUID PRIMARY KEY,
        edition INTEGER REFERENCES edition (id) ON DELETE RESTRICT,
        at TIMESTAMPTZ NOT NULL,
        actor_kind VARCHAR(12) NOT NULL,
        actor UUID,
        actor_name VARCHAR(120) NOT NULL,
        act VARCHAR(40) NOT NULL,
        subject_kind VARCHAR(24) NOT NULL,
        subject VARCHAR(40) NOT NULL,
        summary VARCHAR(300) NOT NULL,
        changes TEXT NOT NULL,
        undoes UUID UNIQUE,
        search VARCHAR(600) NOT NULL
    );
    CREATE INDEX audit_entry_at ON audit_entry (edition, at);
    CREATE INDEX audit_entry_subject ON audit_entry (subject);
    CREATE TABLE letter (
        id UUID PRIMARY KEY,
        edition INTEGER NOT NULL REFERENCES edition (id) ON DELETE RESTRICT,
        message_id VARCHAR(120) NOT NULL UNIQUE,
        template VARCHAR(80) NOT NULL,
        fields TEXT NOT NULL,
        to_address VARCHAR(254) NOT NULL,
        to_name VARCHAR(160) NOT NULL,
        holder UUID,
        link UUID REFERENCES access_link (id) ON DELETE SET NULL,
        badge UUID,
        ics TEXT,
        ics_method VARCHAR(10),
        ics_uid VARCHAR(160),
        ics_sequence INTEGER,
        search VARCHAR(400) NOT NULL,
        written_at TIMESTAMPTZ NOT NULL,
        next_try_at TIMESTAMPTZ NOT NULL,
        leased_until TIMESTAMPTZ,
        leased_by VARCHAR(40),
        tries INTEGER NOT NULL,
        posted_at TIMESTAMPTZ,
        failed_at TIMESTAMPTZ,
        subject VARCHAR(200),
        text TEXT
    );
    CREATE INDEX letter_waiting ON letter (next_try_at) WHERE posted_at IS NULL AND failed_at IS NULL;
    CREATE INDEX letter_edition ON letter (edition, written_at);
    CREATE INDEX letter_holder ON letter (holder);
    CREATE INDEX letter_calendar ON letter (ics_uid) WHERE ics_uid IS NOT NULL;
    CREATE INDEX letter_template ON letter (edition, template);
    CREATE TABLE letter_attempt (
        id UUID PRIMARY KEY,
        letter UUID NOT NULL REFERENCES letter (id) ON DELETE CASCADE,
        at TIMESTAMPTZ NOT NULL,
        outcome VARCHAR(12) NOT NULL CHECK (outcome IN ('posted', 'later', 'refused')),
        detail VARCHAR(300) NOT NULL
    );
    CREATE INDEX letter_attempt_letter ON letter_attempt (letter);
    CREATE TABLE letter_wording (
        id UUID PRIMARY KEY,
        edition INTEGER NOT NULL REFERENCES edition (id) ON DELETE RESTRICT,
        template VARCHAR(80) NOT NULL,
        subject VARCHAR(150),
        body TEXT,
        written_at TIMESTAMPTZ NOT NULL,
        by_name VARCHAR(120) NOT NULL
    );
    CREATE INDEX letter_wording_template ON letter_wording (edition, template, written_at);
    CREATE TABLE mailing (
        id UUID PRIMARY KEY,
        edition INTEGER NOT NULL REFERENCES edition (id) ON DELETE RESTRICT,
        kind VARCHAR(12) NOT NULL CHECK (kind IN ('general', 'now', 'follow', 'week', 'day', 'missing', 'thanks')),
        segments VARCHAR(120) NOT NULL,
        about DATE NOT NULL,
        sense VARCHAR(12) NOT NULL CHECK (sense IN ('', 'info', 'cancelled', 'postponed', 'moved', 'changed')),
        subject VARCHAR(150) NOT NULL,
        text TEXT NOT NULL,
        made_at TIMESTAMPTZ NOT NULL,
        by_name VARCHAR(120) NOT NULL,
        switched_off_at TIMESTAMPTZ,
        begun_at TIMESTAMPTZ,
        stopped_at TIMESTAMPTZ,
        finished_at TIMESTAMPTZ
    );
    CREATE UNIQUE INDEX mailing_planned ON mailing (edition, kind, segments, about) WHERE kind NOT IN ('general', 'now', 'follow');
    CREATE INDEX mailing_underway ON mailing (begun_at) WHERE begun_at IS NOT NULL AND finished_at IS NULL;
    CREATE TABLE mailing_recipient (
        id UUID PRIMARY KEY,
        mailing UUID NOT NULL REFERENCES mailing (id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        segment VARCHAR(20) NOT NULL,
        holder UUID NOT NULL,
        letter UUID,
        settled_at TIMESTAMPTZ,
        CONSTRAINT mailing_recipient_holder UNIQUE (mailing, holder)
    );
    CREATE INDEX mailing_recipient_waiting ON mailing_recipient (mailing, position) WHERE settled_at IS NULL;
    CREATE TABLE invitation (
        id UUID PRIMARY KEY,
        edition INTEGER NOT NULL REFERENCES edition (id) ON DELETE RESTRICT,
        holder UUID NOT NULL,
        part VARCHAR(12) NOT NULL,
        summary VARCHAR(200) NOT NULL,
        description TEXT NOT NULL,
        location VARCHAR(240) NOT NULL,
        starts_at TIMESTAMPTZ NOT NULL,
        ends_at TIMESTAMPTZ NOT NULL,
        attendee_address VARCHAR(254) NOT NULL,
        attendee_name VARCHAR(160) NOT NULL,
        url VARCHAR(240) NOT NULL,
        geo VARCHAR(30) NOT NULL,
        status VARCHAR(12) NOT NULL CHECK (status IN ('TENTATIVE', 'CONFIRMED', 'CANCELLED')),
        sequence INTEGER NOT NULL,
        changed_at TIMESTAMPTZ NOT NULL,
        CONSTRAINT invitation_holder_part UNIQUE (holder, part)
    );
    CREATE INDEX invitation_address ON invitation (edition, attendee_address);
    CREATE TABLE calendar_feed (
        id UUID PRIMARY KEY,
        edition INTEGER NOT NULL REFERENCES edition (id) ON DELETE RESTRICT,
        address VARCHAR(254) NOT NULL,
        token_hash VARCHAR(64) NOT NULL UNIQUE,
        made_at TIMESTAMPTZ NOT NULL,
        revoked_at TIMESTAMPTZ
    );
    CREATE UNIQUE INDEX calendar_feed_one ON calendar_feed (edition, address) WHERE revoked_at IS NULL;
    CREATE TABLE badge (
        id UUID PRIMARY KEY,
        edition INTEGER NOT NULL REFERENCES edition (id) ON DELETE RESTRICT,
        code VARCHAR(24) NOT NULL UNIQUE,
        kind VARCHAR(12) NOT NULL CHECK (kind IN ('exhibitor', 'visitor', 'class', 'chaperone', 'pupil', 'organizer', 'door', 'press', 'blank')),
        holder UUID NOT NULL,
        title VARCHAR(160) NOT NULL,
        subtitle VARCHAR(160) NOT NULL,
        detail VARCHAR(160) NOT NULL,
        pupils INTEGER NOT NULL CHECK (pupils >= 0),
        adults INTEGER NOT NULL CHECK (adults >= 0),
        photo VARCHAR(8) NOT NULL CHECK (photo IN ('yes', 'no', 'partial')),
        day INTEGER REFERENCES day (id) ON DELETE RESTRICT,
        expected_at TIMESTAMPTZ,
        issued_at TIMESTAMPTZ NOT NULL,
        changed_at TIMESTAMPTZ NOT NULL
    );
    CREATE INDEX badge_holder ON badge (holder);
    CREATE INDEX badge_edition_changed ON badge (edition, changed_at);
    CREATE TABLE badge_revocation (
        id UUID PRIMARY KEY,
        badge UUID NOT NULL UNIQUE REFERENCES badge (id) ON DELETE CASCADE,
        reason VARCHAR(12) NOT NULL CHECK (reason IN ('cancelled', 'replaced', 'withdrawn')),
        replaced_by UUID,
        at TIMESTAMPTZ NOT NULL
    );
    CREATE TABLE badge_look (
        edition INTEGER NOT NULL PRIMARY KEY REFERENCES edition (id) ON DELETE RESTRICT,
        colours TEXT NOT NULL,
        line VARCHAR(120) NOT NULL,
        back_line VARCHAR(160) NOT NULL,
        changed_at TIMESTAMPTZ NOT NULL
    );
    CREATE TABLE badge_picture (
        id UUID PRIMARY KEY,
        edition INTEGER NOT NULL REFERENCES edition (id) ON DELETE RESTRICT,
        part VARCHAR(8) NOT NULL CHECK (part IN ('logo', 'partner')),
        name VARCHAR(80) NOT NULL,
        image {bytes} NOT NULL,
        width INTEGER NOT NULL,
        height INTEGER NOT NULL,
        added_at TIMESTAMPTZ NOT NULL
    );
    CREATE INDEX badge_picture_edition ON badge_picture (edition, part);
    CREATE TABLE badge_print (
        id UUID PRIMARY KEY,
        badge UUID NOT NULL REFERENCES badge (id) ON DELETE CASCADE,
        run UUID NOT NULL,
        at TIMESTAMPTZ NOT NULL
    );
    CREATE INDEX badge_print_badge ON badge_print (badge);
    CREATE INDEX badge_print_run ON badge_print (run);
    CREATE TABLE exhibitor (
        id UUID PRIMARY KEY,
        edition INTEGER NOT NULL REFERENCES edition (id) ON DELETE RESTRICT,
        name VARCHAR(120) NOT NULL,
        kind VARCHAR(20) NOT NULL,
        sector VARCHAR(20) NOT NULL,
        siret VARCHAR(14),
        insee_code VARCHAR(5),
        website VARCHAR(200) NOT NULL,
        pitch TEXT NOT NULL,
        for_college BOOLEAN NOT NULL,
        for_lycee BOOLEAN NOT NULL,
        for_adults BOOLEAN NOT NULL,
        search VARCHAR(2000) NOT NULL,
        registered_at TIMESTAMPTZ NOT NULL
    );
    CREATE INDEX exhibitor_edition ON exhibitor (edition, name);
    CREATE TABLE exhibitor_job (
        id UUID PRIMARY KEY,
        exhibitor UUID NOT NULL REFERENCES exhibitor (id) ON DELETE CASCADE,
        rank INTEGER NOT NULL,
        rome_code VARCHAR(5),
        words VARCHAR(120) NOT NULL,
        CONSTRAINT exhibitor_job_rank UNIQUE (exhibitor, rank)
    );
    CREATE TABLE exhibitor_offer (
        id UUID PRIMARY KEY,
        exhibitor UUID NOT NULL REFERENCES exhibitor (id) ON DELETE CASCADE,
        kind VARCHAR(12) NOT NULL CHECK (kind IN ('stage_3e', 'stage_2de', 'alternance', 'saisonnier', 'emploi')),
        number INTEGER NOT NULL CHECK (number > 0),
        CONSTRAINT exhibitor_offer_kind UNIQUE (exhibitor, kind)
    );
    CREATE TABLE exhibitor_logo (
        exhibitor UUID NOT NULL PRIMARY KEY REFERENCES exhibitor (id) ON DELETE CASCADE,
        image {bytes} NOT NULL,
        width INTEGER NOT NULL,
        height INTEGER NOT NULL,
        made_at TIMESTAMPTZ NOT NULL
    );
    CREATE TABLE exhibitor_contact (
        id UUID PRIMARY KEY,
        exhibitor UUID NOT NULL REFERENCES exhibitor (id) ON DELETE CASCADE,
        rank INTEGER NOT NULL,
        first_name VARCHAR(80) NOT NULL,
        last_name VARCHAR(80) NOT NULL,
        email VARCHAR(254) NOT NULL,
        phone VARCHAR(20) NOT NULL,
        CONSTRAINT exhibitor_contact_rank UNIQUE (exhibitor, rank)
    );
    CREATE TABLE stand_person (
        id UUID PRIMARY KEY,
        exhibitor UUID NOT NULL REFERENCES exhibitor (id) ON DELETE CASCADE,
        badge UUID NOT NULL REFERENCES badge (id) ON DELETE RESTRICT,
        first_name VARCHAR(80) NOT NULL,
        last_name VARCHAR(80) NOT NULL
    );
    CREATE INDEX stand_person_exhibitor ON stand_person (exhibitor);
    CREATE INDEX stand_person_badge ON stand_person (badge);
    CREATE TABLE circuit (
        id {serial},
        edition INTEGER NOT NULL REFERENCES edition (id) ON DELETE RESTRICT,
        hall INTEGER NOT NULL REFERENCES hall (id) ON DELETE RESTRICT,
        code VARCHAR(12) NOT NULL,
        watts INTEGER NOT NULL CHECK (watts > 0),
        x_cm INTEGER,
        y_cm INTEGER,
        CONSTRAINT circuit_edition_code UNIQUE (edition, code)
    );
    CREATE TABLE stand (
        id {serial},
        edition INTEGER NOT NULL REFERENCES edition (id) ON DELETE RESTRICT,
        hall INTEGER NOT NULL REFERENCES hall (id) ON DELETE RESTRICT,
        number VARCHAR(8) NOT NULL,
        zone VARCHAR(40) NOT NULL,
        x_cm INTEGER NOT NULL,
        y_cm INTEGER NOT NULL,
        width_cm INTEGER NOT NULL CHECK (width_cm > 0),
        depth_cm INTEGER NOT NULL CHECK (depth_cm > 0),
        rotation INTEGER NOT NULL CHECK (rotation BETWEEN 0 AND 359),
        power_watts INTEGER NOT NULL CHECK (power_watts >= 0),
        water BOOLEAN NOT NULL,
        network BOOLEAN NOT NULL,
        three_phase BOOLEAN NOT NULL,
        accessible BOOLEAN NOT NULL,
        circuit INTEGER REFERENCES circuit (id) ON DELETE RESTRICT,
        CONSTRAINT stand_edition_number UNIQUE (edition, number)
    );
    CREATE TABLE stand_booking (
        id UUID PRIMARY KEY,
        edition INTEGER NOT NULL REFERENCES edition (id) ON DELETE RESTRICT,
        stand INTEGER REFERENCES stand (id) ON DELETE RESTRICT,
        exhibitor UUID NOT NULL REFERENCES exhibitor (id) ON DELETE RESTRICT,
        state VARCHAR(12) NOT NULL CHECK (state IN ('draft', 'submitted', 'validated', 'waitlisted', 'refused', 'cancelled')),
        people INTEGER NOT NULL CHECK (people >= 1),
        tables INTEGER NOT NULL CHECK (tables >= 0),
        chairs INTEGER NOT NULL CHECK (chairs >= 0),
        panels INTEGER NOT NULL CHECK (panels >= 0),
        power_watts INTEGER NOT NULL CHECK (power_watts >= 0),
        network BOOLEAN NOT NULL,
        three_phase BOOLEAN NOT NULL,
        machine BOOLEAN NOT NULL,
        note TEXT NOT NULL,
        booked_at TIMESTAMPTZ NOT NULL,
        changed_at TIMESTAMPTZ NOT NULL,
        needs_said_at TIMESTAMPTZ,
        made_under UUID,
        CONSTRAINT stand_booking_stands CHECK (state NOT IN ('submitted', 'validated') OR stand IS NOT NULL)
    );
    CREATE UNIQUE INDEX stand_booking_one_holder ON stand_booking (stand) WHERE state IN ('submitted', 'validated');
    CREATE UNIQUE INDEX stand_booking_one_stand ON stand_booking (exhibitor)
        WHERE state IN ('draft', 'submitted', 'validated', 'waitlisted');
    CREATE INDEX stand_booking_exhibitor ON stand_booking (exhibitor);
    CREATE INDEX stand_booking_waiting ON stand_booking (edition, booked_at) WHERE state = 'waitlisted';
    CREATE TABLE stand_hold (
        id UUID PRIMARY KEY,
        edition INTEGER NOT NULL REFERENCES edition (id) ON DELETE RESTRICT,
        stand INTEGER NOT NULL REFERENCES stand (id) ON DELETE CASCADE,
        booking UUID REFERENCES stand_booking (id) ON DELETE CASCADE,
        taken_at TIMESTAMPTZ NOT NULL,
        expires_at TIMESTAMPTZ NOT NULL,
        extended INTEGER NOT NULL,
        released_at TIMESTAMPTZ
    );
    CREATE UNIQUE INDEX stand_hold_one ON stand_hold (stand) WHERE released_at IS NULL;
    CREATE UNIQUE INDEX stand_hold_one_offer ON stand_hold (booking) WHERE booking IS NOT NULL AND released_at IS NULL;
    CREATE INDEX stand_hold_edition ON stand_hold (edition);
    CREATE INDEX stand_hold_booking ON stand_hold (booking) WHERE booking IS NOT NULL;
    CREATE TABLE stand_details (
        booking UUID NOT NULL PRIMARY KEY REFERENCES stand_booking (id) ON DELETE CASCADE,
        sockets INTEGER NOT NULL CHECK (sockets >= 0),
        water BOOLEAN NOT NULL,
        vehicle VARCHAR(12) NOT NULL CHECK (vehicle IN ('none', 'car', 'van', 'lorry')),
        height_cm INTEGER NOT NULL CHECK (height_cm >= 0),
        noise BOOLEAN NOT NULL,
        dust BOOLEAN NOT NULL,
        meals INTEGER NOT NULL CHECK (meals >= 0),
        parking INTEGER NOT NULL CHECK (parking >= 0),
        setup_at TIMESTAMPTZ,
        group_size INTEGER NOT NULL CHECK (group_size >= 0),
        session_minutes INTEGER NOT NULL CHECK (session_minutes >= 0),
        completed_at TIMESTAMPTZ NOT NULL
    );
    CREATE TABLE stand_half_day (
        id UUID PRIMARY KEY,
        booking UUID NOT NULL REFERENCES stand_booking (id) ON DELETE CASCADE,
        day INTEGER NOT NULL REFERENCES day (id) ON DELETE RESTRICT,
        half VARCHAR(10) NOT NULL CHECK (half IN ('morning', 'afternoon')),
        CONSTRAINT stand_half_day_once UNIQUE (booking, day, half)
    );
    CREATE TABLE machine_declaration (
        booking UUID NOT NULL PRIMARY KEY REFERENCES stand_booking (id) ON DELETE CASCADE,
        machine VARCHAR(200) NOT NULL,
        watts INTEGER NOT NULL CHECK (watts >= 0),
        moving_parts BOOLEAN NOT NULL,
        hot_surfaces BOOLEAN NOT NULL,
        laser BOOLEAN NOT NULL,
        smoke BOOLEAN NOT NULL,
        pressurised_gas BOOLEAN NOT NULL,
        guard VARCHAR(12) NOT NULL CHECK (guard IN ('distance', 'screen', 'none')),
        ppe VARCHAR(200) NOT NULL,
        hands_on BOOLEAN NOT NULL,
        least_age INTEGER NOT NULL CHECK (least_age >= 0),
        signed_by VARCHAR(160) NOT NULL,
        declared_at TIMESTAMPTZ NOT NULL
    );
    CREATE INDEX stand_circuit ON stand (circuit);
    CREATE TABLE visitor_slot (
        id {serial},
        edition INTEGER NOT NULL REFERENCES edition (id) ON DELETE RESTRICT,
        day INTEGER NOT NULL REFERENCES day (id) ON DELETE RESTRICT,
        starts_at TIMESTAMPTZ NOT NULL,
        ends_at TIMESTAMPTZ NOT NULL,
        capacity INTEGER NOT NULL CHECK (capacity >= 0),
        taken INTEGER NOT NULL,
        CONSTRAINT visitor_slot_start UNIQUE (edition, starts_at),
        CONSTRAINT visitor_slot_places CHECK (taken BETWEEN 0 AND capacity)
    );
    CREATE INDEX visitor_slot_day ON visitor_slot (day);
    CREATE TABLE visitor (
        id UUID PRIMARY KEY,
        edition INTEGER NOT NULL REFERENCES edition (id) ON DELETE RESTRICT,
        first_name VARCHAR(80) NOT NULL,
        last_name VARCHAR(80) NOT NULL,
        email VARCHAR(254) NOT NULL,
        status VARCHAR(20) NOT NULL,
        postal_code VARCHAR(10) NOT NULL,
        insee_code VARCHAR(5),
        elsewhere VARCHAR(80),
        adults INTEGER NOT NULL CHECK (adults >= 1),
        children INTEGER NOT NULL CHECK (children >= 0),
        slot INTEGER REFERENCES visitor_slot (id) ON DELETE RESTRICT,
        channel VARCHAR(8) NOT NULL CHECK (channel IN ('site', 'phone', 'desk', 'poster')),
        name_key VARCHAR(170) NOT NULL,
        search VARCHAR(300) NOT NULL,
        registered_at TIMESTAMPTZ NOT NULL
    );
    CREATE INDEX visitor_edition ON visitor (edition, registered_at);
    CREATE INDEX visitor_email ON visitor (edition, email);
    CREATE INDEX visitor_name ON visitor (edition, name_key);
    CREATE INDEX visitor_in_slot ON visitor (slot);
    CREATE TABLE visitor_cancellation (
        visitor UUID NOT NULL PRIMARY KEY REFERENCES visitor (id) ON DELETE CASCADE,
        at TIMESTAMPTZ NOT NULL
    );
    CREATE TABLE referent (
        id UUID PRIMARY KEY,
        edition INTEGER NOT NULL REFERENCES edition (id) ON DELETE RESTRICT,
        first_name VARCHAR(80) NOT NULL,
        last_name VARCHAR(80) NOT NULL,
        email VARCHAR(254) NOT NULL,
        phone VARCHAR(20) NOT NULL,
        registered_at TIMESTAMPTZ NOT NULL,
        trusted_at TIMESTAMPTZ,
        trusted_by VARCHAR(120) NOT NULL,
        CONSTRAINT referent_edition_email UNIQUE (edition, email)
    );
    CREATE TABLE class_visit (
        id UUID PRIMARY KEY,
        edition INTEGER NOT NULL REFERENCES edition (id) ON DELETE RESTRICT,
        referent UUID NOT NULL REFERENCES referent (id) ON DELETE RESTRICT,
        school INTEGER NOT NULL REFERENCES school (id) ON DELETE RESTRICT,
        slot INTEGER NOT NULL REFERENCES arrival_slot (id) ON DELETE RESTRICT,
        class_name VARCHAR(40) NOT NULL,
        class_folded VARCHAR(40) NOT NULL,
        grade_level VARCHAR(16) NOT NULL,
        pupils INTEGER NOT NULL CHECK (pupils > 0),
        adults INTEGER NOT NULL CHECK (adults > 0),
        girls INTEGER CHECK (girls >= 0),
        boys INTEGER CHECK (boys >= 0),
        special_needs INTEGER NOT NULL,
        transport VARCHAR(12) NOT NULL,
        coaches INTEGER NOT NULL CHECK (coaches >= 0),
        lunch BOOLEAN NOT NULL,
        photo VARCHAR(8) NOT NULL CHECK (photo IN ('yes', 'no', 'partial')),
        leaves_at TIMESTAMPTZ,
        sectors VARCHAR(200) NOT NULL,
        remarks TEXT NOT NULL,
        search VARCHAR(300) NOT NULL,
        registered_at TIMESTAMPTZ NOT NULL
    );
    CREATE INDEX class_visit_edition ON class_visit (edition, slot);
    CREATE INDEX class_visit_school ON class_visit (edition, school, class_folded);
    CREATE TABLE class_cancellation (
        class_visit UUID NOT NULL PRIMARY KEY REFERENCES class_visit (id) ON DELETE CASCADE,
        at TIMESTAMPTZ NOT NULL
    );
    CREATE TABLE door_enrolment (
        id UUID PRIMARY KEY,
        edition INTEGER NOT NULL REFERENCES edition (id) ON DELETE RESTRICT,
        gate INTEGER NOT NULL REFERENCES gate (id) ON DELETE RESTRICT,
        rights VARCHAR(12) NOT NULL CHECK (rights IN ('scan', 'supervise')),
        link UUID REFERENCES access_link (id) ON DELETE SET NULL,
        offered_by UUID,
        offered_at TIMESTAMPTZ NOT NULL
    );
    CREATE TABLE door_device (
        id UUID PRIMARY KEY,
        edition INTEGER NOT NULL REFERENCES edition (id) ON DELETE RESTRICT,
        gate INTEGER NOT NULL REFERENCES gate (id) ON DELETE RESTRICT,
        name VARCHAR(60) NOT NULL,
        rights VARCHAR(12) NOT NULL CHECK (rights IN ('scan', 'supervise')),
        token_hash VARCHAR(64) NOT NULL UNIQUE,
        enrolment UUID UNIQUE REFERENCES door_enrolment (id) ON DELETE RESTRICT,
        enrolled_at TIMESTAMPTZ NOT NULL,
        enrolled_by UUID,
        revoked_at TIMESTAMPTZ,
        seen_at TIMESTAMPTZ,
        queued INTEGER NOT NULL CHECK (queued >= 0)
    );
    CREATE UNIQUE INDEX door_device_live_name ON door_device (edition, name) WHERE revoked_at IS NULL;
    CREATE TABLE scan (
        id UUID PRIMARY KEY,
        edition INTEGER NOT NULL REFERENCES edition (id) ON DELETE RESTRICT,
        number INTEGER NOT NULL,
        device UUID REFERENCES door_device (id) ON DELETE RESTRICT,
        author UUID,
        supervised BOOLEAN NOT NULL,
        gate INTEGER NOT NULL REFERENCES gate (id) ON DELETE RESTRICT,
        kind VARCHAR(12) NOT NULL
            CHECK (kind IN ('scan', 'count', 'walk_in', 'click', 'undo', 'correction', 'reset', 'settle')),
        direction VARCHAR(4) NOT NULL CHECK (direction IN ('in', 'out')),
        badge UUID REFERENCES badge (id) ON DELETE SET NULL,
        badge_kind VARCHAR(12),
        code_hash VARCHAR(64),
        pupils INTEGER NOT NULL CHECK (pupils >= 0),
        adults INTEGER NOT NULL CHECK (adults >= 0),
        target UUID,
        status VARCHAR(20),
        insee_code VARCHAR(5),
        note VARCHAR(200) NOT NULL,
        verdict VARCHAR(16) NOT NULL,
        admitted BOOLEAN NOT NULL,
        answer TEXT NOT NULL,
        fingerprint VARCHAR(32) NOT NULL,
        device_at TIMESTAMPTZ NOT NULL,
        offset_ms BIGINT NOT NULL,
        corrected_at TIMESTAMPTZ NOT NULL,
        received_at TIMESTAMPTZ NOT NULL,
        offline BOOLEAN NOT NULL,
        shown VARCHAR(16),
        CONSTRAINT scan_edition_number UNIQUE (edition, number),
        CONSTRAINT scan_signed CHECK (device IS NOT NULL OR author IS NOT NULL)
    );
    CREATE TABLE frozen_figures (
        edition INTEGER NOT NULL PRIMARY KEY REFERENCES edition (id) ON DELETE RESTRICT,
        version INTEGER NOT NULL,
        last_number INTEGER NOT NULL,
        waiting VARCHAR(300) NOT NULL,
        frozen_at TIMESTAMPTZ NOT NULL,
        frozen_by VARCHAR(120) NOT NULL,
        content TEXT NOT NULL
    );
    CREATE INDEX scan_badge ON scan (badge);
    CREATE INDEX scan_edition ON scan (edition, corrected_at);
    CREATE INDEX scan_target ON scan (target) WHERE target IS NOT NULL;
    CREATE INDEX login_session_edition ON login_session (edition);
    CREATE INDEX letter_link ON letter (link);
    CREATE INDEX stand_booking_stand ON stand_booking (stand);
    CREATE INDEX class_visit_referent ON class_visit (referent);
    CREATE INDEX door_device_edition ON door_device (edition);
    CREATE INDEX scan_device ON scan (device);
    CREATE INDEX door_enrolment_edition ON door_enrolment (edition);
"""


async def forwards() -> Any:
    return from_sql(ID, __doc__, STATEMENTS)
