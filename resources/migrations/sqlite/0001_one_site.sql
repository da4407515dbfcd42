-- SPDX-FileCopyrightText: 2026 The Cartage authors
-- SPDX-License-Identifier: GPL-3.0-or-later
-- One site: packages, distribution points, distributions, attempts, status messages, audit.
-- Times: UTC milliseconds. States: names. Errors: JSON {code, operation, path, errno, scope, object, names, parameters}.

CREATE TABLE site (
    one          INTEGER PRIMARY KEY CHECK (one = 1),
    code         TEXT NOT NULL,
    name         TEXT NOT NULL,
    site_id      TEXT NOT NULL,          -- random, made with the site
    key_id       TEXT NOT NULL,
    public_key   TEXT NOT NULL,
    epoch        INTEGER NOT NULL DEFAULT 1,
    parent_code  TEXT,
    library_path TEXT NOT NULL,          -- escaped path
    next_package INTEGER NOT NULL DEFAULT 1,
    next_token   INTEGER NOT NULL DEFAULT 1,
    created_at   INTEGER NOT NULL
) STRICT;

CREATE TABLE setting (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

-- One engine at a time. token only rises; every transaction of the engine checks it.
CREATE TABLE engine_lease (
    one        INTEGER PRIMARY KEY CHECK (one = 1),
    token      INTEGER NOT NULL,
    host       TEXT NOT NULL DEFAULT '',
    boot_id    TEXT NOT NULL DEFAULT '',
    pid        INTEGER NOT NULL DEFAULT 0,   -- 0: nobody
    process_start INTEGER NOT NULL DEFAULT 0, -- clock ticks since boot, field 22 of /proc/PID/stat
    pid_namespace TEXT NOT NULL DEFAULT '',
    program    TEXT NOT NULL DEFAULT '',
    since      INTEGER NOT NULL DEFAULT 0,
    asked      INTEGER NOT NULL DEFAULT 0    -- 1: somebody wants to know whether the holder answers; it does by setting 0
) STRICT;
INSERT INTO engine_lease (one, token) VALUES (1, 0);

CREATE TABLE package (
    package_id      TEXT PRIMARY KEY,
    name            TEXT NOT NULL,
    name_folded     TEXT NOT NULL UNIQUE,
    product_version TEXT NOT NULL DEFAULT '',
    manufacturer    TEXT NOT NULL DEFAULT '',
    priority        TEXT NOT NULL DEFAULT 'normal',
    source          TEXT NOT NULL,           -- escaped path
    held_by         TEXT, held_reason TEXT, held_at INTEGER,
    problem         TEXT,                    -- error JSON: source_missing, content_damaged ...
    problem_since   INTEGER,
    removing        INTEGER NOT NULL DEFAULT 0,
    created_at      INTEGER NOT NULL
) STRICT;

CREATE TABLE package_version (
    package_id TEXT NOT NULL REFERENCES package ON DELETE CASCADE,
    version    INTEGER NOT NULL,
    epoch      INTEGER NOT NULL,
    manifest   TEXT NOT NULL,                -- SHA-256 of the manifest file, hex
    files      INTEGER NOT NULL,
    entries    INTEGER NOT NULL,
    bytes      INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    pruned_at  INTEGER,                      -- content let go
    PRIMARY KEY (package_id, version)
) STRICT;

-- A snapshot in progress. Content is never deleted while one is open whose process lives.
CREATE TABLE intake (
    intake_id  TEXT PRIMARY KEY,
    package_id TEXT NOT NULL,                -- the package, or the folded name of one that is being added
    boot_id    TEXT NOT NULL,
    pid        INTEGER NOT NULL,
    process_start INTEGER NOT NULL,
    pid_namespace TEXT NOT NULL,
    host       TEXT NOT NULL,
    started_at INTEGER NOT NULL,
    UNIQUE (package_id)
) STRICT;

CREATE TABLE dp (
    dp_key        INTEGER PRIMARY KEY AUTOINCREMENT,
    dp_guid       TEXT NOT NULL UNIQUE,
    name          TEXT NOT NULL,
    name_folded   TEXT NOT NULL UNIQUE,
    path          TEXT NOT NULL,             -- escaped path
    settings      TEXT NOT NULL DEFAULT '{}', -- JSON object KEY -> text, only what differs from the default
    abilities     TEXT NOT NULL DEFAULT '',
    file_system   TEXT NOT NULL DEFAULT '',
    network       INTEGER NOT NULL DEFAULT 0,
    free_bytes    INTEGER NOT NULL DEFAULT -1,
    total_bytes   INTEGER NOT NULL DEFAULT -1,
    last_contact  INTEGER,
    slow          INTEGER NOT NULL DEFAULT 0,
    condition     TEXT,                      -- error JSON: what stops the whole DP
    failing_since INTEGER,
    breaker       TEXT NOT NULL DEFAULT 'closed',
    failures      INTEGER NOT NULL DEFAULT 0,
    failed_probes INTEGER NOT NULL DEFAULT 0,
    next_probe    INTEGER,
    last_failed   TEXT,                      -- package of the last failure that counted
    window_open   INTEGER NOT NULL DEFAULT 1, -- as last acted upon by the engine
    held_by       TEXT, held_reason TEXT, held_at INTEGER,
    stale_said    INTEGER NOT NULL DEFAULT 0,
    removing      INTEGER NOT NULL DEFAULT 0,
    added_at      INTEGER NOT NULL
) STRICT;
CREATE INDEX dp_probe ON dp (next_probe) WHERE next_probe IS NOT NULL;

-- Tables without row ids begin with the columns of their key in its order: quick_check of SQLite 3.40 looks for NULLs by stored position.
CREATE TABLE dp_group (
    name_folded TEXT NOT NULL,
    dp_key      INTEGER NOT NULL REFERENCES dp ON DELETE CASCADE,
    name        TEXT NOT NULL,
    PRIMARY KEY (name_folded, dp_key)
) STRICT, WITHOUT ROWID;
CREATE INDEX dp_group_dp ON dp_group (dp_key);

-- A group is a standing duty: a DP that joins gets the group's packages.
CREATE TABLE group_target (
    package_id  TEXT NOT NULL REFERENCES package ON DELETE CASCADE,
    name_folded TEXT NOT NULL,
    name        TEXT NOT NULL,
    given_at    INTEGER NOT NULL,
    PRIMARY KEY (package_id, name_folded)
) STRICT, WITHOUT ROWID;
CREATE INDEX group_target_name ON group_target (name_folded);

CREATE TABLE distribution (
    package_id         TEXT NOT NULL REFERENCES package,
    dp_key             INTEGER NOT NULL REFERENCES dp,
    -- facts
    installed_version  INTEGER,
    installed_epoch    INTEGER,
    installed_manifest TEXT,
    proof_kind         TEXT,
    proof_at           INTEGER,
    mixed              INTEGER NOT NULL DEFAULT 0,
    -- duty
    state              TEXT NOT NULL,
    wanted_version     INTEGER NOT NULL,     -- 0: the duty is removal
    attempt            INTEGER NOT NULL DEFAULT 0,
    again              INTEGER NOT NULL DEFAULT 0 CHECK (again = CASE WHEN attempt > 0 THEN 1 ELSE 0 END), -- a retry; for the index
    due_at             INTEGER,
    waiting_since      INTEGER NOT NULL,
    failing_since      INTEGER,
    tried_at           INTEGER,              -- when the last attempt ended
    updated_at         INTEGER NOT NULL,     -- times stand before texts: lists are sorted by them
    class              INTEGER NOT NULL DEFAULT 1, -- of the package's priority: 0 high, 1 normal, 2 low
    error              TEXT,
    error_code         TEXT,                 -- of error, for grouping
    error_object       TEXT,
    token              INTEGER NOT NULL DEFAULT 0,
    after_publish      TEXT,
    force              INTEGER NOT NULL DEFAULT 0,
    publish_only       INTEGER NOT NULL DEFAULT 0,
    stage_left         INTEGER NOT NULL DEFAULT 0, -- a stage of it may lie there
    held_by            TEXT, held_reason TEXT, held_at INTEGER,
    stopped_by         TEXT, stopped_reason TEXT, stopped_at INTEGER,
    -- progress
    bytes_total        INTEGER NOT NULL DEFAULT 0,
    bytes_done         INTEGER NOT NULL DEFAULT 0,
    files_total        INTEGER NOT NULL DEFAULT 0,
    files_done         INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (package_id, dp_key)
) STRICT, WITHOUT ROWID;
-- Questions about states, of one DP, of some, or of all (then each DP in turn: they are few beside the rows).
CREATE INDEX distribution_dp_state ON distribution (dp_key, state, error_code);
-- What the planner asks: due rows of one DP by class, new ones and retries apart; with a loose scan also who has any, and the next due time.
CREATE INDEX distribution_due ON distribution (dp_key, class, again, due_at, waiting_since) WHERE due_at IS NOT NULL;
-- What a kill between a delivery and its clean-up has left: few, and asked for at every start.
CREATE INDEX distribution_stage_left ON distribution (dp_key, package_id) WHERE stage_left = 1;
-- Rows that are held by themselves: few.
CREATE INDEX distribution_held ON distribution (package_id, dp_key) WHERE held_by IS NOT NULL;
-- Problems are counted from the index alone.
CREATE INDEX distribution_error ON distribution (error_code, error_object, dp_key, state, failing_since, due_at, tried_at) WHERE error_code IS NOT NULL;

CREATE TABLE attempt (
    attempt_id INTEGER PRIMARY KEY,
    package_id TEXT NOT NULL,
    dp_key     INTEGER NOT NULL,
    number     INTEGER NOT NULL,
    version    INTEGER NOT NULL,
    token      INTEGER NOT NULL,
    started_at INTEGER NOT NULL,
    ended_at   INTEGER,
    outcome    TEXT NOT NULL DEFAULT 'running',
    bytes      INTEGER NOT NULL DEFAULT 0,
    wait_ms    INTEGER NOT NULL DEFAULT 0,
    error      TEXT
) STRICT;
CREATE INDEX attempt_row ON attempt (package_id, dp_key);
CREATE INDEX attempt_running ON attempt (outcome) WHERE outcome = 'running';
-- Which rows ever failed, for the retry history.
CREATE INDEX attempt_failed ON attempt (package_id, dp_key) WHERE outcome IN ('failed', 'blocked');

-- What the last validation of a row found; replaced by the next one.
CREATE TABLE file_difference (
    package_id TEXT NOT NULL,
    dp_key     INTEGER NOT NULL,
    path       TEXT NOT NULL,                -- escaped
    finding    TEXT NOT NULL,
    expected   TEXT, found TEXT,
    size       INTEGER,
    error      TEXT,
    PRIMARY KEY (package_id, dp_key, path)
) STRICT, WITHOUT ROWID;

CREATE TABLE status_message (
    record_id   INTEGER PRIMARY KEY AUTOINCREMENT,
    message_guid TEXT NOT NULL,
    id          INTEGER NOT NULL,
    severity    TEXT NOT NULL,
    component   TEXT NOT NULL,
    site        TEXT NOT NULL,
    machine     TEXT NOT NULL,
    created_at  INTEGER NOT NULL,
    received_at INTEGER,
    strings     TEXT NOT NULL DEFAULT '[]',  -- JSON array
    package_id  TEXT,                        -- attribute 400
    dp          TEXT,                        -- attribute 404
    version     TEXT,                        -- attribute 410
    attributes  TEXT NOT NULL DEFAULT '[]'   -- JSON array [[id, value], ...] of the others
) STRICT;
-- Lists are in the order of created_at: each index gives one part of the messages in that order.
CREATE INDEX status_message_created ON status_message (created_at);
CREATE INDEX status_message_kind ON status_message (severity, component, id, created_at);
CREATE INDEX status_message_package ON status_message (package_id, created_at) WHERE package_id IS NOT NULL;
CREATE INDEX status_message_dp ON status_message (dp, created_at) WHERE dp IS NOT NULL;

CREATE TABLE audit (
    audit_id  INTEGER PRIMARY KEY AUTOINCREMENT,
    at        INTEGER NOT NULL,
    actor     TEXT NOT NULL,                 -- login name, with SUDO_USER: "anna (root)"
    host      TEXT NOT NULL,
    via       TEXT NOT NULL,                 -- program
    action    TEXT NOT NULL,                 -- "retries clear"
    arguments TEXT NOT NULL,                 -- JSON object
    reason    TEXT,
    changed   INTEGER NOT NULL DEFAULT 0,
    refused   INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX audit_time ON audit (at);

-- Which rows an action touched, for trail and evidence.
CREATE TABLE audit_row (
    package_id TEXT NOT NULL,
    dp_key     INTEGER NOT NULL,
    audit_id   INTEGER NOT NULL REFERENCES audit ON DELETE CASCADE,
    was        TEXT NOT NULL,
    now        TEXT NOT NULL,
    PRIMARY KEY (package_id, dp_key, audit_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX audit_row_audit ON audit_row (audit_id);

CREATE TABLE problem_ack (
    key     TEXT PRIMARY KEY,
    by      TEXT NOT NULL,
    until   INTEGER,
    reason  TEXT,
    at      INTEGER NOT NULL
) STRICT;

-- What a command asks the engine at work to carry out: validate, dp test. The asker waits for done_at.
CREATE TABLE request (
    request_id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind       TEXT NOT NULL,                -- validate, test
    package_id TEXT,
    dp_key     INTEGER NOT NULL,
    asked_at   INTEGER NOT NULL,
    started_at INTEGER,
    done_at    INTEGER,
    result     TEXT                          -- JSON
) STRICT;
CREATE INDEX request_open ON request (done_at) WHERE done_at IS NULL;
