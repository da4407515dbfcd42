-- SPDX-FileCopyrightText: 2026 The Cartage authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- How another site's inbox is reached. What is owed to a site goes with its address, in one transaction.
CREATE TABLE address (
    site          TEXT PRIMARY KEY,
    relation      TEXT NOT NULL,             -- child, parent
    inbox         TEXT NOT NULL,             -- escaped path
    public_key    TEXT NOT NULL,             -- of the other site, base64
    key_id        TEXT NOT NULL,
    max_sendings  INTEGER NOT NULL DEFAULT 3,
    settings      TEXT NOT NULL DEFAULT '{}', -- JSON object: window, timezone, rate
    peer_epoch    INTEGER NOT NULL DEFAULT 0, -- the highest that has come from there
    lists_sequence INTEGER NOT NULL DEFAULT 0, -- of the report whose lists were taken in last
    report_digest TEXT NOT NULL DEFAULT '',   -- of the lists that were last reported to it
    reported_to_at INTEGER,                   -- when all was reported to it, and not just what had changed
    messages_upto INTEGER NOT NULL DEFAULT 0, -- of a parent: the last record id of a status message that it has acknowledged
    settled_epoch INTEGER NOT NULL DEFAULT 0, -- own epoch under which its lists were taken in last; 0: never
    settled_peer  INTEGER NOT NULL DEFAULT 0, -- its epoch then; -1: it goes on from another state, and its lists tell which
    settled_joined INTEGER NOT NULL DEFAULT 0, -- since when it has this site as its parent, as they say; 0: not told
    listed        TEXT NOT NULL DEFAULT '[]', -- codes of the sites that its last lists named
    heard_at      INTEGER,
    reported_at   INTEGER,                   -- of its last report, by its own clock
    last_contact  INTEGER,
    failures      INTEGER NOT NULL DEFAULT 0,
    failing_since INTEGER,
    next_try      INTEGER,
    error         TEXT,
    added_at      INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX address_parent ON address (relation) WHERE relation = 'parent';

-- Sites below, and their DPs, as they have told.
CREATE TABLE remote_site (
    site   TEXT PRIMARY KEY,
    via    TEXT NOT NULL REFERENCES address ON DELETE CASCADE,
    parent TEXT NOT NULL,
    name   TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX remote_site_via ON remote_site (via);

CREATE TABLE remote_dp (
    site        TEXT NOT NULL,
    name_folded TEXT NOT NULL,
    name        TEXT NOT NULL,
    via         TEXT NOT NULL REFERENCES address ON DELETE CASCADE,
    groups      TEXT NOT NULL DEFAULT '[]',  -- JSON array
    state       TEXT NOT NULL,
    PRIMARY KEY (site, name_folded)
) STRICT, WITHOUT ROWID;
CREATE INDEX remote_dp_via ON remote_dp (via);

-- A standing duty: a package at a DP of a site below. Owed until the wanted version is told to be there, proven.
CREATE TABLE remote_target (
    package_id     TEXT NOT NULL REFERENCES package,
    site           TEXT NOT NULL,
    dp_folded      TEXT NOT NULL,
    dp             TEXT NOT NULL,
    via            TEXT NOT NULL REFERENCES address ON DELETE CASCADE,
    wanted_version INTEGER NOT NULL,         -- 0: removal
    asked_at       INTEGER NOT NULL,
    gone           INTEGER NOT NULL DEFAULT 0,
    state          TEXT,                     -- as told
    told_wanted    INTEGER NOT NULL DEFAULT 0,
    attempt        INTEGER NOT NULL DEFAULT 0,
    installed_version  INTEGER,
    installed_manifest TEXT,
    proof_kind     TEXT,
    proof_at       INTEGER,
    error          TEXT,
    error_code     TEXT,                     -- of error, for grouping
    error_object   TEXT,
    told_at        INTEGER,                  -- by the site's clock
    received_at    INTEGER,                  -- by ours: when the site next to it had heard so
    arrived_at     INTEGER,                  -- and when that came here
    told_epoch     INTEGER NOT NULL DEFAULT 0,
    told_sequence  INTEGER NOT NULL DEFAULT 0,
    since_epoch    INTEGER,                  -- the first instruction that told of this wish; NULL: none yet, and nothing that is told is believed
    since_sequence INTEGER,
    waits_for      TEXT,                     -- as told: waits_for of docs/cli.md
    waits_site     TEXT,                     -- at which site
    waits_to       TEXT,                     -- for the line to which one; NULL: it is at its own site
    waits_until    INTEGER,
    PRIMARY KEY (package_id, site, dp_folded)
) STRICT, WITHOUT ROWID;
CREATE INDEX remote_target_via ON remote_target (via, package_id);
CREATE INDEX remote_target_error ON remote_target (error_code, error_object, site, dp_folded, state) WHERE error_code IS NOT NULL;

-- A number for each DP below that was ever given something, by which lists know its rows from one question to the next.
CREATE TABLE below_dp (
    below_dp_id INTEGER PRIMARY KEY,
    site        TEXT NOT NULL,
    dp_folded   TEXT NOT NULL,
    UNIQUE (site, dp_folded)
) STRICT;

-- What was taken away at the word of this site, and was told to be gone: a site that comes back from a backup with it is told so again, and of nothing else.
CREATE TABLE taken_away (
    package_id TEXT NOT NULL,
    site       TEXT NOT NULL,
    dp_folded  TEXT NOT NULL,
    via        TEXT NOT NULL REFERENCES address ON DELETE CASCADE,
    since_epoch    INTEGER NOT NULL,         -- the instruction that told to
    since_sequence INTEGER NOT NULL,
    told_epoch     INTEGER NOT NULL,         -- of the child, when it had told that it is gone
    PRIMARY KEY (package_id, site, dp_folded)
) STRICT, WITHOUT ROWID;

-- The duty to tell a child of a version, to bring it there, or to have it taken away.
CREATE TABLE forward (
    forward_id INTEGER PRIMARY KEY AUTOINCREMENT,
    package_id TEXT NOT NULL,
    version    INTEGER NOT NULL,
    child      TEXT NOT NULL REFERENCES address ON DELETE CASCADE,
    kind       TEXT NOT NULL,
    generation INTEGER NOT NULL,
    state      TEXT NOT NULL,
    whole      INTEGER NOT NULL DEFAULT 0,
    needs      INTEGER NOT NULL DEFAULT 0,   -- how often in a row the child has asked for it again
    not_before INTEGER,
    created_at INTEGER NOT NULL,
    done_at    INTEGER,
    UNIQUE (package_id, version, child, kind, generation)
) STRICT;
CREATE INDEX forward_state ON forward (state, forward_id) WHERE state IN ('pending', 'requested', 'delivered');
CREATE INDEX forward_child ON forward (child, package_id, kind, forward_id);
CREATE INDEX forward_done ON forward (done_at) WHERE done_at IS NOT NULL;

-- One sending to one address. A claim is one statement; token and generation are looked at when its outcome is written.
CREATE TABLE send_request (
    request_id  INTEGER PRIMARY KEY AUTOINCREMENT,
    forward_id  INTEGER REFERENCES forward ON DELETE CASCADE,
    site        TEXT NOT NULL REFERENCES address ON DELETE CASCADE,
    kind        TEXT NOT NULL,
    package_id  TEXT,
    version     INTEGER NOT NULL DEFAULT 0,
    class       INTEGER NOT NULL DEFAULT 1,  -- of the priority: 0 high, 1 normal, 2 low
    state       TEXT NOT NULL,
    instruction TEXT NOT NULL UNIQUE,        -- id
    sequence    INTEGER NOT NULL,
    lines       TEXT NOT NULL,
    targets     TEXT NOT NULL DEFAULT '',
    manifest    TEXT,
    base        TEXT,
    part        TEXT,
    part_bytes  INTEGER NOT NULL DEFAULT 0,
    part_there  INTEGER NOT NULL DEFAULT 0,
    bytes_total INTEGER NOT NULL DEFAULT 0,
    bytes_left  INTEGER NOT NULL DEFAULT 0,
    sync_point  INTEGER NOT NULL DEFAULT 0,
    connects    INTEGER NOT NULL DEFAULT 0,
    attempt     INTEGER NOT NULL DEFAULT 0,
    owner       TEXT NOT NULL DEFAULT '',
    token       INTEGER NOT NULL DEFAULT 0,
    generation  INTEGER NOT NULL DEFAULT 0,
    due_at      INTEGER,
    failing_since INTEGER,
    error       TEXT,
    created_at  INTEGER NOT NULL,
    sent_at     INTEGER,
    acknowledged_at INTEGER
) STRICT;
CREATE INDEX send_request_due ON send_request (due_at, site) WHERE due_at IS NOT NULL;
CREATE INDEX send_request_site ON send_request (site, state);
CREATE INDEX send_request_forward ON send_request (forward_id);
CREATE INDEX send_request_error ON send_request (site) WHERE error IS NOT NULL;
CREATE INDEX send_request_manifest ON send_request (site, manifest) WHERE manifest IS NOT NULL;
CREATE INDEX send_request_abandoned ON send_request (site) WHERE state = 'cancelled' AND part IS NOT NULL AND sent_at IS NULL;

-- The version that a child has acknowledged last: the base of its next update.
CREATE TABLE child_version (
    child      TEXT NOT NULL REFERENCES address ON DELETE CASCADE,
    package_id TEXT NOT NULL,
    version    INTEGER NOT NULL,
    manifest   TEXT NOT NULL,
    at         INTEGER NOT NULL,
    PRIMARY KEY (child, package_id)
) STRICT, WITHOUT ROWID;

-- Package files in outbox/.
CREATE TABLE part_file (
    part     TEXT PRIMARY KEY,               -- its SHA-256 and its name
    manifest TEXT NOT NULL,
    base     TEXT NOT NULL DEFAULT '',
    bytes    INTEGER NOT NULL,
    UNIQUE (manifest, base)
) STRICT, WITHOUT ROWID;

-- Instructions that were carried out: each takes effect once, however often it comes. Old ones go, and leave their highest sequence in inbox_retired.
CREATE TABLE inbox_instruction (
    key_id     TEXT NOT NULL,
    epoch      INTEGER NOT NULL,
    sequence   INTEGER NOT NULL,
    instruction TEXT NOT NULL,
    kind       TEXT NOT NULL,
    package_id TEXT NOT NULL,
    answer     TEXT NOT NULL,                -- lines of the acknowledgement, given again when it comes again
    done_at    INTEGER NOT NULL,
    PRIMARY KEY (key_id, epoch, package_id, sequence)
) STRICT, WITHOUT ROWID;

CREATE INDEX inbox_instruction_done ON inbox_instruction (done_at);
CREATE INDEX inbox_instruction_id ON inbox_instruction (instruction);

-- Content that came and cannot be taken into the library now, for a reason of this site: tried again each half minute.
CREATE TABLE put_off (
    instruction TEXT PRIMARY KEY,            -- id
    site        TEXT NOT NULL REFERENCES address ON DELETE CASCADE,
    package_id  TEXT NOT NULL,
    version     INTEGER NOT NULL,
    error       TEXT NOT NULL,
    since       INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Of those that are no longer kept one by one: what comes with this sequence or a lower one was carried out, or is too late to be.
CREATE TABLE inbox_retired (
    key_id     TEXT NOT NULL,
    epoch      INTEGER NOT NULL,
    package_id TEXT NOT NULL,
    sequence   INTEGER NOT NULL,
    PRIMARY KEY (key_id, epoch, package_id)
) STRICT, WITHOUT ROWID;

-- What the parent has asked for, here and below; the newest instruction that named a target.
CREATE TABLE asked_target (
    package_id     TEXT NOT NULL,
    site           TEXT NOT NULL,
    dp_folded      TEXT NOT NULL,
    dp             TEXT NOT NULL,
    wanted_version INTEGER NOT NULL,
    epoch          INTEGER NOT NULL,
    sequence       INTEGER NOT NULL,
    told           INTEGER NOT NULL DEFAULT 0, -- digest of what the parent was told of it last; 0: nothing
    PRIMARY KEY (package_id, site, dp_folded)
) STRICT, WITHOUT ROWID;

-- What the parent has told of its packages.
CREATE TABLE package_information (
    package_id      TEXT PRIMARY KEY,
    lines           TEXT NOT NULL,           -- as told
    version         INTEGER NOT NULL,
    epoch           INTEGER NOT NULL,
    from_site       TEXT NOT NULL,
    received_at     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Lists of a report that is larger than one instruction, until all of them are there.
CREATE TABLE report_part (
    site     TEXT NOT NULL REFERENCES address ON DELETE CASCADE,
    epoch    INTEGER NOT NULL,
    list     INTEGER NOT NULL,               -- rises with each report of that site
    part     INTEGER NOT NULL,               -- from 1
    lines    TEXT NOT NULL,
    PRIMARY KEY (site, part)
) STRICT, WITHOUT ROWID;

-- What an operator of this site or above has asked of a DP: here, or below.
CREATE TABLE site_order (
    order_id   TEXT NOT NULL,                -- the same at every site on its way
    action     TEXT NOT NULL,
    package_id TEXT NOT NULL DEFAULT '',     -- '': the whole DP
    site       TEXT NOT NULL,
    dp_folded  TEXT NOT NULL,
    dp         TEXT NOT NULL,
    via        TEXT REFERENCES address ON DELETE CASCADE, -- the child that leads there; NULL: to be carried out here
    asked_by   TEXT NOT NULL,
    asked_from TEXT NOT NULL,                -- site of that operator
    asked_at   INTEGER NOT NULL,
    reason     TEXT NOT NULL DEFAULT '',
    from_site  TEXT,                         -- the parent that has told of it; NULL: asked here
    epoch      INTEGER NOT NULL DEFAULT 0,   -- of the parent's instruction
    sequence   INTEGER NOT NULL DEFAULT 0,
    number     INTEGER NOT NULL,             -- the order in which they came
    state      TEXT NOT NULL,
    detail     TEXT NOT NULL DEFAULT '',
    done_at    INTEGER,
    request_id INTEGER,                      -- of the engine (validate)
    told       INTEGER NOT NULL DEFAULT 0,   -- the parent has acknowledged the outcome
    PRIMARY KEY (order_id, package_id, site, dp_folded)
) STRICT, WITHOUT ROWID;
CREATE INDEX site_order_target ON site_order (site, dp_folded, package_id);
CREATE INDEX site_order_open ON site_order (state, number) WHERE done_at IS NULL;
CREATE INDEX site_order_untold ON site_order (number) WHERE done_at IS NOT NULL AND told = 0 AND from_site IS NOT NULL;

-- A message of a site below: the child that has told of it, and the id of the client that had sent it there.
ALTER TABLE status_message ADD COLUMN via TEXT;
ALTER TABLE status_message ADD COLUMN client TEXT;
-- What this site says itself; and what is to be left out where its own components are counted.
DROP INDEX status_message_own;
CREATE INDEX status_message_own ON status_message (record_id) WHERE sender_key IS NULL AND via IS NULL;
CREATE INDEX status_message_client ON status_message (client) WHERE client IS NOT NULL;
CREATE INDEX status_message_below ON status_message (severity, component, id, created_at) WHERE via IS NOT NULL;
-- What of another site was not believed.
CREATE INDEX quarantine_instruction ON quarantine (sender, reason, received_at) WHERE kind = 'instruction';
