// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/statement.h"
#include "tests/unit/engine/operatorsite.h"

namespace cartage::test {

/// Fills a site's database: packages and DPs as rows alone, of every four distributions one failed, one retrying, messages of a few kinds.
inline void fillLargeSite(engine::Site &site, int packages, int dps, int messages)
{
    const std::int64_t now = toMs(site.now());
    const std::string error = R"({"code": "io_error", "operation": "write", "path": "a", "errno": 5, "scope": "distribution", "object": "cause"})";
    const auto filled = site.database().write<bool>([&](store::Connection &db) -> Result<bool> {
        const std::string numbers = "WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < ?) ";
        db.once("INSERT INTO package (package_id, name, name_folded, source, created_at) " + numbers
                + "SELECT 'CEN' || printf('%05X', n), 'Package ' || n, 'package ' || n, '/nowhere', ? FROM n").run(packages, now);
        db.once("INSERT INTO package_version (package_id, version, epoch, manifest, files, entries, bytes, created_at) "
                "SELECT package_id, 1, 1, printf('%064d', rowid), 1, 1, 1000, created_at FROM package").run();
        db.once("INSERT INTO dp (dp_guid, name, name_folded, path, last_contact, added_at) " + numbers
                + "SELECT 'guid' || n, 'dp' || n, 'dp' || n, '/dp' || n, ?, ? FROM n").run(dps, now, now);
        db.once(R"(INSERT INTO distribution (package_id, dp_key, installed_version, proof_kind, proof_at, state, wanted_version, attempt, again, due_at,
                     waiting_since, error, error_code, error_object, failing_since, tried_at, updated_at)
                   SELECT p.package_id, d.dp_key, CASE WHEN k > 1 THEN 1 END, CASE WHEN k > 1 THEN 'read_back' END,
                     CASE WHEN k > 1 THEN ? - (p.rowid * 7919 + d.dp_key) % 1000003 END,
                     CASE k WHEN 0 THEN 'failed' WHEN 1 THEN 'retrying' ELSE 'installed' END, 1, CASE k WHEN 0 THEN 100 WHEN 1 THEN 3 ELSE 0 END, k < 2,
                     CASE k WHEN 1 THEN ? + p.rowid END, ? - p.rowid * 60000, CASE WHEN k < 2 THEN ? END,
                     CASE k WHEN 0 THEN 'io_error' WHEN 1 THEN 'dp_not_responding' END, CASE WHEN k < 2 THEN 'cause' END,
                     CASE WHEN k < 2 THEN ? - p.rowid * 60000 END, CASE WHEN k < 2 THEN ? - p.rowid END, ? - (p.rowid + d.dp_key) % 86400000
                   FROM (SELECT rowid, package_id FROM package) p CROSS JOIN dp d CROSS JOIN (SELECT 4 AS four)
                   CROSS JOIN (SELECT 0 AS k UNION SELECT 1 UNION SELECT 2 UNION SELECT 3) ON k = (p.rowid + d.dp_key) % four)")
            .run(now, now, now, error, now, now, now);
        db.once(R"(INSERT INTO attempt (package_id, dp_key, number, version, token, started_at, ended_at, outcome, bytes)
                   SELECT package_id, dp_key, 1, 1, 0, ? - 60000, ? - 30000, CASE WHEN error_code IS NULL THEN 'installed' ELSE 'failed' END, 1000
                   FROM distribution)").run(now, now);
        db.once("INSERT INTO status_message (message_guid, id, severity, component, site, machine, created_at, strings, package_id, dp) " + numbers + R"(
                SELECT 'guid' || n, CASE WHEN n % 1000 = 0 THEN 2328 WHEN n % 50 = 0 THEN 20205 ELSE 2330 + n % 20 END,
                  CASE WHEN n % 1000 = 0 THEN 'error' WHEN n % 50 = 0 THEN 'warning' ELSE 'information' END,
                  CASE n % 3 WHEN 0 THEN 'DistributionManager' WHEN 1 THEN 'StatusManager' ELSE 'Scheduler' END, 'CEN', 'host' || (n % 7), ? - (? - n) * 1000,
                  '["CEN00001","dp1","text ' || n || '"]', 'CEN' || printf('%05X', 1 + n % ?), 'dp' || (1 + n % ?) FROM n)")
            .run(messages, now, messages, packages, dps);
        return true;
    });
    if (!filled)
        qFatal("cannot fill: %s", name(filled.error().code).data());
}

} // namespace cartage::test
