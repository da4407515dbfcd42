// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/domain/values.h"
#include "core/store/database.h"

/// Functions here and in the other repositories run inside Connection::write or Connection::read of the caller and throw SqlFailure to it.
namespace cartage::store {

struct SiteRow {
    SiteCode code;
    std::string name;
    std::string siteId;
    std::string keyId;
    std::string publicKey;
    std::int64_t epoch = 1;
    std::optional<SiteCode> parent;
    std::string libraryPath; ///< raw bytes, absolute
    Time createdAt{};
    [[nodiscard]] SiteIdentity identity() const { return {code, keyId, epoch}; }
};

/// A process, so that another can tell whether it still lives.
struct ProcessMark {
    std::string host;
    std::string bootId;
    std::int64_t pid = 0;
    std::int64_t processStart = 0;
    std::string pidNamespace;
    bool operator==(const ProcessMark &) const = default;
};

struct LeaseRow {
    std::int64_t token = 0;
    ProcessMark holder; ///< pid 0: nobody
    std::string program;
    Time since{};
    bool asked = false; ///< whether it answers
};

struct IntakeRow {
    std::string id;
    std::string package;
    ProcessMark owner;
    Time startedAt{};
};

void insertSite(Connection &db, const SiteRow &row);
[[nodiscard]] SiteRow site(Connection &db);
/// After a restore. Numbers and tokens that were handed out since the backup are not handed out again.
void raiseEpoch(Connection &db);
/// Another key signs from now on; the site's key id, which its DPs know it by, stays.
void setPublicKey(Connection &db, const std::string &publicKey);
void setLibraryPath(Connection &db, const std::string &path);
/// Hands out the next package number and raises it.
[[nodiscard]] std::int64_t takePackageNumber(Connection &db);
/// Tokens of distributions: one sequence for the site, only rising.
[[nodiscard]] std::int64_t takeToken(Connection &db);

/// Raw texts by key, only those set.
[[nodiscard]] std::map<std::string, std::string> settings(Connection &db);
void setSetting(Connection &db, const std::string &key, const std::optional<std::string> &value);

[[nodiscard]] LeaseRow lease(Connection &db);
/// Raises the token and writes the holder; the new token.
[[nodiscard]] std::int64_t takeLease(Connection &db, const ProcessMark &holder, const std::string &program, Time now);
/// Asks the holder whether it answers; it does by taking the question back.
void askHolder(Connection &db, bool asked);
/// Only when the token is still `token`.
void releaseLease(Connection &db, std::int64_t token);

/// False when the package has one already (its row is given).
[[nodiscard]] bool insertIntake(Connection &db, const IntakeRow &row);
[[nodiscard]] std::optional<IntakeRow> intakeOf(Connection &db, const std::string &package);
[[nodiscard]] std::vector<IntakeRow> intakes(Connection &db);
void deleteIntake(Connection &db, const std::string &id);

} // namespace cartage::store
