// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/hierarchycheck.h"

#include <set>

#include "core/base/sitekey.h"
#include "core/domain/escape.h"
#include "core/engine/sitelayout.h"
#include "core/inbox/inboxidentity.h"
#include "core/inbox/takein.h"
#include "core/io/fileops.h"
#include "core/store/addressrepository.h"
#include "core/store/sendrepository.h"
#include "core/store/siteupkeep.h"

namespace cartage::engine {

namespace {

constexpr std::uint64_t longestKey = 64UL * 1024;
constexpr const char *startAnew = "Start the engine anew: it puts this right.";
constexpr const char *resend = "Run `cartage resend ID --to CODE` for it.";

struct Words {
    std::string_view code;
    const char *text; ///< behind the object
    const char *advice;
};
constexpr Words words[] = {
    {"complete_while_owed", "is owed and was never told of, but nothing is on its way.", resend},
    {"settled_not_complete", "is told done at all targets, but does not count as complete.", resend},
    {"forward_without_request", "counts as being sent, but no request sends it.", resend},
    {"claimed_by_nobody", "is claimed by an engine that works no more.", startAnew},
    {"request_never_due", "waits, but for no time.", resend},
    {"request_without_targets", "names no target, so nothing could ever complete it.", resend},
    {"acknowledged_without_time", "counts as acknowledged, but not since when.", "Restore a backup."},
    {"target_without_site", "is a duty at a site that is not known.", "Run `cartage undistribute` for it, or add the address of that site."},
    {"dp_without_site", "belongs to a site that is not known.", "Restore a backup."},
    {"instruction_twice", "was carried out twice.", "Restore a backup."},
    {"asked_without_parent", "is asked for by a parent that this site does not have.", "Restore a backup."},
};

struct Account {
    bool active = false;
    bool engineWorks = false;
    std::vector<store::BrokenRow> broken;
    std::vector<std::string> parts;
};

Result<Account> readAccount(Site &site)
{
    return site.database().read<Account>([&site](store::Connection &db) -> Result<Account> {
        Account account;
        const store::LeaseRow lease = store::lease(db);
        account.active = !store::addresses(db).empty();
        account.engineWorks = engineLives(site, lease);
        account.broken = store::brokenSiteRows(db, lease.token);
        account.parts = store::partNames(db);
        return account;
    });
}

std::vector<std::string> namesIn(Site &site, const std::string &path)
{
    std::vector<std::string> names;
    const auto folder = site.files().openFolderAt(site.root(), path);
    if (folder)
        static_cast<void>(site.files().list(*folder, [&names](const io::FolderEntry &entry) {
            names.emplace_back(entry.name);
            return true;
        }));
    return names;
}

bool isHash(const std::string &name)
{
    const auto hash = Sha256::fromHex(name);
    return hash && hash->hex() == name;
}

void checkFiles(Site &site, const Account &account, std::vector<Finding> &findings)
{
    const std::string own = site.row().code.value();
    const auto add = [&](const std::string &code, const std::string &path, const std::string &text, const std::string &advice) {
        findings.push_back({code, Scope::Site, own, path, escapePath(path) + " " + text, advice});
    };
    if (!account.engineWorks) {
        const std::set<std::string> known(account.parts.begin(), account.parts.end());
        for (const std::string &name : namesIn(site, "outbox")) {
            if (!known.contains(name))
                add("outbox_leftover", "outbox/" + name, "is sent by no request.", startAnew);
        }
    }
    for (const std::string &name : namesIn(site, "inbox/work")) {
        if (!inbox::isInstructionName(name))
            add("foreign_file", "inbox/work/" + name, "is no instruction.", "See who left it there, and remove it.");
    }
    for (const std::string &name : namesIn(site, "inbox/parts")) {
        const std::string path = "inbox/parts/" + name;
        const auto status = site.files().statusAt(site.root(), path);
        if (!isHash(name))
            add("foreign_file", path, "is no package file.", "See who left it there, and remove it.");
        else if (status && status->type != io::FileType::Regular)
            add("foreign_file", path, "is no file, and in the way of the package file of that name.", "Remove it, or start the engine: it puts it aside.");
    }
}

/// Also of a site that has no address of another one yet: those that add this one look at it.
void checkIdentity(Site &site, std::vector<Finding> &findings)
{
    const std::string own = site.row().code.value(), key = keyIdOf(site.row().publicKey).value_or(site.row().keyId);
    const std::string path = std::string("inbox/") + inbox::identityName;
    const auto said = inbox::readIdentity(site.files(), site.path("inbox"));
    if (said && *said && ((*said)->code.value() != own || (!(*said)->keyId.empty() && (*said)->keyId != key)))
        findings.push_back({"inbox_identity", Scope::Site, own, path, path + " names another site or key than this one's: other sites refuse the right address.", startAnew});
}

void checkKey(Site &site, std::vector<Finding> &findings)
{
    const auto pem = io::readFile(site.files(), site.root(), privateKeyName, longestKey);
    const auto key = pem ? SigningKey::fromPem(*pem) : nullptr;
    if (!pem && pem.error().error == EACCES) // another user's question
        return;
    if (!key || key->publicKey() != site.row().publicKey)
        findings.push_back({"key_differs", Scope::Site, site.row().code.value(), privateKeyName,
                            "The private key is not the one of this site's public key: other sites believe nothing of it.",
                            "Bring the file back from a backup, or run `cartage site key --renew` and give the new key to the other sites."});
}

} // namespace

Result<std::vector<Finding>> checkHierarchy(Site &site)
{
    const auto account = readAccount(site);
    if (!account)
        return failure(account.error());
    std::vector<Finding> findings;
    for (const store::BrokenRow &row : account->broken) {
        for (const Words &each : words) {
            if (each.code == row.code)
                findings.push_back({row.code, Scope::Site, row.object, {}, row.object + " " + each.text, each.advice});
        }
    }
    checkIdentity(site, findings);
    if (account->active) {
        checkFiles(site, *account, findings);
        checkKey(site, findings);
    }
    return findings;
}

} // namespace cartage::engine
