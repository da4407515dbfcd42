// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/sitekeys.h"

#include <cerrno>

#include "core/base/sitekey.h"
#include "core/engine/change.h"
#include "core/engine/lease.h"
#include "core/engine/sitelayout.h"
#include "core/engine/sites.h"
#include "core/inbox/inboxidentity.h"
#include "core/io/fileops.h"
#include "core/store/addressrepository.h"
#include "core/store/forwardrepository.h"

namespace cartage::engine {

namespace {

constexpr const char *newKeyName = "keys/site.key.new";
constexpr const char *besideName = "site.key.new"; ///< in keys/
constexpr std::uint64_t longestKey = 64UL * 1024;

} // namespace

Result<void> takeNewKey(Site &site, const std::string &publicKey)
{
    io::FileSystem &fs = site.files();
    const auto failed = [&site](const io::IoError &error) { return failure(pathError(error, site.path(newKeyName), Scope::Site)); };
    const auto pem = io::readFile(fs, site.root(), newKeyName, longestKey);
    if (!pem)
        return failed(pem.error());
    const auto key = SigningKey::fromPem(*pem);
    if (!key || key->publicKey() != publicKey)
        return failed({"read", EINVAL});
    const auto keys = fs.openFolderAt(site.root(), "keys");
    if (!keys)
        return failed(keys.error());
    if (auto renamed = fs.rename(*keys, besideName, *keys, "site.key"); !renamed)
        return failed(renamed.error());
    if (auto written = io::replaceFileDurably(fs, *keys, "site.pub", publicKey + "\n", 0644); !written) // syncs the folder, too
        return failed(written.error());
    static_cast<void>(inbox::tellIdentity(fs, site.path("inbox"), {site.row().code, keyIdOf(publicKey).value_or(std::string())})); // else the next engine does
    return {};
}

namespace {

bool fits(const io::IoResult<std::string> &pem, const std::string &publicKey)
{
    const auto key = pem ? SigningKey::fromPem(*pem) : nullptr;
    return key && key->publicKey() == publicKey;
}

} // namespace

Result<void> layKeyBeside(io::FileSystem &fs, const io::Handle &root, const SiteKey &key)
{
    if (fits(io::readFile(fs, root, privateKeyName, longestKey), key.publicKey))
        return {};
    const auto keys = fs.openFolderAt(root, "keys");
    const auto written = keys ? io::replaceFileDurably(fs, *keys, besideName, key.privateKeyPem, 0600) : failure(keys.error());
    return written ? Result<void>() : failure(pathError(written.error(), "keys", Scope::Site));
}

Result<void> takeKeyThatHolds(Site &site)
{
    const std::string &publicKey = site.row().publicKey;
    return fits(io::readFile(site.files(), site.root(), privateKeyName, longestKey), publicKey) ? Result<void>() : takeNewKey(site, publicKey);
}

Result<Answer> renewKey(Site &site, const Intent &intent)
{
    auto lease = Lease::take(site); // an engine at work holds the key that goes
    if (!lease)
        return failure(lease.error());
    SiteKey made;
    auto answer = carryOut(site, intent, [&site, &made](store::Connection &db) -> Result<Plan> {
        const store::SiteRow row = store::site(db);
        const std::string former = keyIdOf(row.publicKey).value_or(row.keyId);
        made = makeSiteKey(site.environment().random);
        Plan plan;
        plan.destructive = true;
        plan.otherChanges = 1;
        plan.others = "key " + former;
        plan.effect.lines.push_back("This site signs with a new key from now on.");
        for (const Address &address : store::addresses(db))
            plan.effect.lines.push_back("Site " + address.site.value() + " believes nothing of it until it is given the new one: cartage address set "
                                        + row.code.value() + " key=KEY there.");
        plan.messages.push_back(say(MessageId::KeyRenewed, {site.environment().actor, former, made.keyId}));
        plan.apply = [&site, &made](store::Connection &inner, std::int64_t) -> Result<void> {
            store::setPublicKey(inner, made.publicKey);
            store::believeEarlier(inner);
            // Beside the former one: which of them holds is what the database says.
            if (auto laid = layKeyBeside(site.files(), site.root(), made); !laid)
                return laid;
            // The former key's id would refuse the new one at the other end, if nothing could be written there later.
            const auto silent = inbox::tellIdentity(site.files(), site.path("inbox"), {site.row().code, {}});
            return silent ? Result<void>() : failure(pathError(silent.error(), site.path("inbox"), Scope::Site));
        };
        return plan;
    });
    if (answer && answer->carriedOut)
        static_cast<void>(takeNewKey(site, made.publicKey)); // else the next engine does it
    return answer;
}

} // namespace cartage::engine
