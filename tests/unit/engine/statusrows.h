// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include "core/engine/site.h"
#include "core/store/statement.h"

namespace cartage::test {

/// The sender id of client `number`.
inline std::string senderOf(int number)
{
    const std::string digits = std::to_string(number);
    return std::string(32 - digits.size(), '0') + digits;
}

/// Clients as rows alone, PC-00001 ...: each has sent ten messages (the newest number seconds ago; of every tenth client the last one is an error).
/// Of every 7th client the numbers 3, 4 and 6 have not come, every 11th is a clone, every 13th is five minutes ahead, every 17th two minutes behind,
/// every 19th was last heard of two days ago.
inline void fillClients(engine::Site &site, int clients)
{
    const std::int64_t now = toMs(site.now());
    const auto filled = site.database().write<bool>([&](store::Connection &db) -> Result<bool> {
        const std::string numbers = "WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < ?) ";
        db.once("INSERT INTO sender (sender_key, sender, machine, first_at, last_at, skew_ms, highest, received, repeated, cloned_at) " + numbers
                + "SELECT n, printf('%032d', n), 'PC-' || printf('%05d', n), ? - 864000000, CASE WHEN n % 19 = 0 THEN ? - 172800000 ELSE ? - n * 1000 END, "
                  "CASE WHEN n % 13 = 0 THEN 300000 WHEN n % 17 = 0 THEN -120000 WHEN n % 5 <> 0 THEN n % 700 END, 10, 10, n % 3, CASE WHEN n % 11 = 0 THEN ? - 3600000 END FROM n")
            .run(clients, now, now, now, now);
        db.once("INSERT INTO sender_gap (sender_key, first, last, since) SELECT sender_key, 3, 4, ? - 7200000 FROM sender WHERE sender_key % 7 = 0").run(now);
        db.once("INSERT INTO sender_gap (sender_key, first, last, since) SELECT sender_key, 6, 6, ? - 3600000 FROM sender WHERE sender_key % 7 = 0").run(now);
        db.once("INSERT INTO status_message (message_guid, id, severity, component, site, machine, created_at, received_at, strings, sender_key, sequence) "
                "SELECT lower(hex(randomblob(16))), CASE WHEN s = 10 AND sender_key % 10 = 0 THEN 10006 ELSE 10003 END, "
                "CASE WHEN s = 10 AND sender_key % 10 = 0 THEN 'error' ELSE 'information' END, 'Software Distribution', 'CEN', machine, "
                "last_at - (10 - s) * 1000, last_at - (10 - s) * 1000, '[\"Office\"]', sender_key, s "
                "FROM sender CROSS JOIN (WITH RECURSIVE k (s) AS (SELECT 1 UNION ALL SELECT s + 1 FROM k WHERE s < 10) SELECT s FROM k)").run();
        return true;
    });
    if (!filled)
        qFatal("cannot fill: %s", filled.error().parameters.at("text").c_str());
}

/// A row of quarantine for a file that the caller has put there.
inline std::int64_t addQuarantined(engine::Site &site, const std::string &name, const std::string &reason, const std::string &type, std::optional<std::int64_t> size,
                                   const std::string &sender = {}, Span ago = {})
{
    std::int64_t id = 0;
    const auto filled = site.database().write<bool>([&](store::Connection &db) -> Result<bool> {
        id = db.once("INSERT INTO quarantine (name, kind, sender, reason, detail, type, size, received_at) VALUES (?, 'status', ?, ?, 'line 3', ?, ?, ?)")
                 .run(name, sender.empty() ? store::Statement::null() : store::Statement::toVariant(sender), reason, type, size, site.now() - ago).lastId();
        return true;
    });
    if (!filled)
        qFatal("cannot fill: %s", cartage::name(filled.error().code).data());
    return id;
}

} // namespace cartage::test
