// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/statuscheck.h"

#include <array>
#include <set>

#include "core/components/statusmanager.h"
#include "core/domain/escape.h"
#include "core/inbox/statusfile.h"
#include "core/io/fileops.h"

namespace cartage::engine {

namespace {

constexpr const char *quarantineFolder = "inbox/quarantine";
constexpr std::string_view retired = "retired_client_"; // the site's own ones go as retired_message_...
constexpr const char *startAnew = "Start the engine anew: it puts the list of the quarantine right.";

struct Account {
    std::int64_t accepted = 0, retired = 0, there = 0;
    std::vector<std::pair<std::string, std::string>> broken;
    std::vector<std::string> recorded;
    bool engineWorks = false; ///< it moves files and writes their rows one after the other
};

Result<Account> readAccount(Site &site)
{
    return site.database().read<Account>([&site](store::Connection &db) -> Result<Account> {
        Account account;
        for (const auto &[name, value] : store::counts(db)) {
            if (name == "accepted")
                account.accepted = value;
            else if (name.starts_with(retired))
                account.retired += value;
        }
        account.there = store::clientMessageCount(db);
        account.broken = store::brokenAccounts(db);
        account.recorded = store::quarantineNames(db);
        account.engineWorks = engineLives(site, store::lease(db));
        return account;
    });
}

/// The message of a file in quarantine is in the database as well: the file is a left-over of a kill.
bool isTakenIn(Site &site, const io::Handle &folder, const std::string &name)
{
    const auto bytes = io::readFile(site.files(), folder, name, inbox::longestStatusFile);
    const auto read = bytes ? inbox::parseStatusFile(*bytes) : failure(inbox::StatusProblem{});
    if (!read)
        return false;
    const Xxh128 guid = components::uuidBytes(read->report.guid).value_or(Xxh128());
    const std::array<Xxh128, 2> ids{guid, components::otherId(guid, read->content)};
    const auto seen = site.database().read<std::unordered_map<Xxh128, Xxh128>>(
        [&ids](store::Connection &db) -> Result<std::unordered_map<Xxh128, Xxh128>> { return store::seenContents(db, ids); });
    if (!seen)
        return false;
    const auto own = seen->find(ids[0]);
    return (own != seen->end() && own->second == read->content) || seen->contains(ids[1]);
}

Finding finding(const std::string &code, const std::string &object, const std::string &path, const std::string &text, const std::string &advice)
{
    return {code, Scope::Site, object, path, text, advice};
}

void checkFiles(Site &site, const std::vector<std::string> &recorded, std::vector<Finding> &findings)
{
    const auto folder = site.files().openFolderAt(site.root(), quarantineFolder);
    if (!folder)
        return;
    std::set<std::string> missing(recorded.begin(), recorded.end());
    std::vector<std::string> names;
    static_cast<void>(site.files().list(*folder, [&](const io::FolderEntry &entry) {
        names.emplace_back(entry.name);
        return true;
    }));
    for (const std::string &name : names) {
        const std::string path = std::string(quarantineFolder) + '/' + name;
        if (missing.erase(name) == 0)
            findings.push_back(finding("quarantine_not_recorded", site.row().code.value(), path, escapePath(path) + " stands in no list.", startAnew));
        if (isTakenIn(site, *folder, name))
            findings.push_back(finding("message_twice", site.row().code.value(), path, escapePath(path) + " is in the database as well.",
                                       "Look at it with `cartage quarantine show`, then discard it."));
    }
    for (const std::string &name : missing)
        findings.push_back(finding("quarantine_file_missing", site.row().code.value(), std::string(quarantineFolder) + '/' + name,
                                   escapePath(name) + " stands in the list of the quarantine and is not there.", startAnew));
}

} // namespace

Result<std::vector<Finding>> checkStatusMessages(Site &site)
{
    const auto account = readAccount(site);
    if (!account)
        return failure(account.error());
    std::vector<Finding> findings;
    if (account->accepted != account->there + account->retired)
        findings.push_back(finding("messages_missing", site.row().code.value(), {},
                                   std::to_string(account->accepted) + " messages of clients were accepted, " + std::to_string(account->there)
                                       + " are there and " + std::to_string(account->retired) + " were retired.",
                                   "Restore a backup."));
    for (const auto &[sender, text] : account->broken)
        findings.push_back(finding("sender_account", sender, {}, "Sender " + sender + ": " + text + ".", "Restore a backup."));
    if (!account->engineWorks)
        checkFiles(site, account->recorded, findings);
    return findings;
}

} // namespace cartage::engine
