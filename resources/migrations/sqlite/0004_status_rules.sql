-- SPDX-FileCopyrightText: 2026 The Cartage authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- A short text that a status filter rule has put on a message.
ALTER TABLE status_message ADD COLUMN mark TEXT;

-- What is done with messages that a filter lets pass.
CREATE TABLE status_rule (
    rule_key     INTEGER PRIMARY KEY AUTOINCREMENT,
    name         TEXT NOT NULL,
    name_folded  TEXT NOT NULL UNIQUE,
    filter       TEXT NOT NULL,              -- as in lists
    mark         TEXT,
    program      TEXT,                       -- escaped path
    arguments    TEXT NOT NULL DEFAULT '[]', -- JSON array
    after_record INTEGER NOT NULL,           -- the newest message when it was made: it looks at later ones only
    matched      INTEGER NOT NULL DEFAULT 0,
    matched_at   INTEGER,
    dropped      INTEGER NOT NULL DEFAULT 0, -- runs that found the queue full
    failed       INTEGER NOT NULL DEFAULT 0, -- runs
    failed_said  INTEGER NOT NULL DEFAULT 0, -- of these, said by message so far
    said_at      INTEGER,
    added_at     INTEGER NOT NULL
) STRICT;

-- A program that is to run, runs or ran for one message. It is written as running before it is begun, so that none is begun twice.
CREATE TABLE rule_run (
    run_id     INTEGER PRIMARY KEY AUTOINCREMENT,
    rule_key   INTEGER NOT NULL REFERENCES status_rule ON DELETE CASCADE,
    record_id  INTEGER NOT NULL,
    state      TEXT NOT NULL,                -- waiting, running, done, failed, timed_out, interrupted
    queued_at  INTEGER NOT NULL,
    started_at INTEGER,
    ended_at   INTEGER,
    exit_code  INTEGER,
    signal     INTEGER,
    error      TEXT,                         -- error JSON: it could not be begun
    output     TEXT NOT NULL DEFAULT '',     -- its last 4 KiB, escaped
    message    TEXT NOT NULL                 -- what it gets: one line of JSON; empty once it has ended
) STRICT;
CREATE INDEX rule_run_open ON rule_run (state, run_id) WHERE ended_at IS NULL;
CREATE INDEX rule_run_rule ON rule_run (rule_key, run_id);

-- What operators have said of a component: halted, or other thresholds.
CREATE TABLE component (
    name         TEXT PRIMARY KEY,
    state        TEXT NOT NULL DEFAULT 'running',
    state_by     TEXT,
    state_reason TEXT,
    state_at     INTEGER,
    limits       TEXT NOT NULL DEFAULT '{}'  -- JSON object KEY -> text, only what differs from the default
) STRICT, WITHOUT ROWID;
