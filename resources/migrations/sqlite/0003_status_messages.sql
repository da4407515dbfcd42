-- SPDX-FileCopyrightText: 2026 The Cartage authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- Who sends status messages: a client's spool.
CREATE TABLE sender (
    sender_key INTEGER PRIMARY KEY AUTOINCREMENT,
    sender     TEXT NOT NULL UNIQUE,         -- 32 hexadecimal digits, made with the spool
    machine    TEXT NOT NULL,                -- what it calls itself: a label
    first_at   INTEGER NOT NULL,             -- receipt of its first message
    last_at    INTEGER NOT NULL,             -- and of its last one
    skew_ms    INTEGER,                      -- of its last message: its clock minus the inbox's when it was brought
    highest    INTEGER NOT NULL,             -- sequence number
    received   INTEGER NOT NULL,
    repeated   INTEGER NOT NULL DEFAULT 0,   -- same id and content once more
    cloned_at  INTEGER                       -- a number came twice, with different ids
) STRICT;

-- Sequence numbers of a sender that have not come.
CREATE TABLE sender_gap (
    sender_key INTEGER NOT NULL,
    first      INTEGER NOT NULL,
    last       INTEGER NOT NULL,
    since      INTEGER NOT NULL,
    PRIMARY KEY (sender_key, first)
) STRICT, WITHOUT ROWID;

-- Ids that were taken in, also after their messages were retired: kept for a year.
CREATE TABLE message_seen (
    guid    BLOB PRIMARY KEY,                -- 16 bytes
    content BLOB NOT NULL,                   -- XXH3-128 of the message
    seen_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What lies in inbox/quarantine, and why.
CREATE TABLE quarantine (
    quarantine_id INTEGER PRIMARY KEY AUTOINCREMENT,
    name          TEXT NOT NULL UNIQUE,      -- in inbox/quarantine, escaped
    kind          TEXT NOT NULL,             -- status
    sender        TEXT,                      -- as its name or its content says
    reason        TEXT NOT NULL,
    detail        TEXT NOT NULL DEFAULT '',
    type          TEXT NOT NULL,             -- file, folder, link, other
    size          INTEGER,
    received_at   INTEGER NOT NULL,
    message_guid  TEXT
) STRICT;

-- What was counted since the site was made: accepted, repeated, retired ...
CREATE TABLE status_count (
    name  TEXT PRIMARY KEY,
    value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

ALTER TABLE status_message ADD COLUMN sender_key INTEGER;
ALTER TABLE status_message ADD COLUMN sequence INTEGER;
-- A client's messages, and how many errors of the last day are among them without a look at the rows.
CREATE INDEX status_message_sender ON status_message (sender_key, received_at, severity) WHERE sender_key IS NOT NULL;
-- What the site says itself, among a million messages of clients.
CREATE INDEX status_message_own ON status_message (record_id) WHERE sender_key IS NULL;
