-- SPDX-FileCopyrightText: 2026 The Cartage authors
-- SPDX-License-Identifier: GPL-3.0-or-later

-- How many distributions were in which state, written by the engine after they moved.
CREATE TABLE state_count (
    at     INTEGER PRIMARY KEY,
    counts TEXT NOT NULL                     -- JSON object {"installed": 12222, ...}; states without a row are left out
) STRICT;
