// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <unordered_map>

#include "core/domain/escape.h"
#include "core/domain/messagecatalogue.h"
#include "core/domain/messageid.h"
#include "core/engine/change.h"
#include "core/engine/queries.h"
#include "core/store/listing.h"
#include "core/store/packagerepository.h"

/// What a detail pane asks for one row, and what changed last.
namespace cartage::engine {

namespace {

constexpr int packageAttribute = 400;
constexpr int dpAttribute = 404;
constexpr Span together = std::chrono::minutes(1);

/// What is known of paths at the DP.
struct Known {
    int version = 0;
    std::optional<Error> error;
    std::unordered_map<std::string, store::DifferenceRow> differences;
};

Result<Known> knownOf(Site &site, const PackageId &package, const std::string &dp)
{
    return site.database().read<Known>([&](store::Connection &db) -> Result<Known> {
        auto dps = resolveDps(db, {dp});
        if (!dps)
            return failure(dps.error());
        const auto row = store::distribution(db, package, dps->front().key);
        if (!row)
            return failure(refusalError(Code::NotFound, package.value()));
        Known known;
        known.version = row->wantedVersion > 0 ? row->wantedVersion : row->installedVersion.value_or(0);
        known.error = row->error;
        for (store::DifferenceRow &each : store::differences(db, package, dps->front().key))
            known.differences.emplace(each.path, std::move(each));
        return known;
    });
}

class FileCollector
{
public:
    FileCollector(Known known, const std::string &text)
        : m_known(std::move(known))
        , m_text(foldName(text))
    {
        if (m_known.error) {
            for (const std::string &offender : m_known.error->names)
                m_failing.insert(offender);
            if (!m_known.error->path.empty())
                m_failing.insert(m_known.error->path);
        }
    }

    void add(const content::Manifest::View &entry)
    {
        FileView file;
        file.path = std::string(entry.path);
        file.folder = entry.type == content::EntryType::Folder;
        file.link = entry.type == content::EntryType::Link;
        file.size = entry.size;
        if (entry.type == content::EntryType::File)
            file.sha256 = entry.sha256;
        describe(file);
    }

    /// What was found there and does not belong, and what failed without being one of its files.
    FilesView finish(std::int64_t from, int most)
    {
        std::vector<FileView> extra;
        for (const auto &[path, difference] : m_known.differences) {
            FileView file;
            file.path = path;
            file.size = static_cast<std::uint64_t>(std::max<std::int64_t>(0, difference.size));
            extra.push_back(std::move(file));
        }
        std::sort(extra.begin(), extra.end(), [](const FileView &a, const FileView &b) { return a.path < b.path; });
        for (FileView &file : extra)
            describe(file);
        m_view.failing = std::ssize(m_bad);
        m_view.entries = m_view.failing + std::ssize(m_good);
        std::move(m_good.begin(), m_good.end(), std::back_inserter(m_bad));
        const auto begin = std::min<std::int64_t>(std::max<std::int64_t>(0, from), std::ssize(m_bad));
        const auto end = std::min<std::int64_t>(begin + std::max(0, most), std::ssize(m_bad));
        m_view.rows.assign(std::make_move_iterator(m_bad.begin() + begin), std::make_move_iterator(m_bad.begin() + end));
        return std::move(m_view);
    }

private:
    void describe(FileView &file)
    {
        bool bad = false;
        if (const auto found = m_known.differences.find(file.path); found != m_known.differences.end()) {
            file.finding = found->second.finding;
            file.found = found->second.found;
            file.error = found->second.error;
            m_known.differences.erase(found);
            bad = true;
        }
        if (m_known.error && m_failing.contains(file.path)) {
            file.error = file.error ? file.error : m_known.error;
            bad = true;
        }
        if (m_text.empty() || foldName(file.path).find(m_text) != std::string::npos)
            (bad ? m_bad : m_good).push_back(std::move(file));
    }

    Known m_known;
    std::string m_text;
    std::set<std::string, std::less<>> m_failing;
    std::vector<FileView> m_bad, m_good;
    FilesView m_view;
};

std::string attributeOf(const StatusMessage &message, int id)
{
    for (const StatusMessage::Attribute &each : message.attributes) {
        if (each.id == id)
            return each.value;
    }
    return {};
}

bool isChange(const StatusMessage &message)
{
    const CatalogueEntry *entry = catalogueEntry(message.id);
    return !entry || (entry->type != "detail" && message.id != int(MessageId::ProcessingStarted));
}

/// Whether a message (older) belongs to the change that is shown already.
bool joins(const ChangeView &change, const StatusMessage &message)
{
    return change.message.id == message.id && change.message.time - message.time <= together
           && attributeOf(change.message, packageAttribute) == attributeOf(message, packageAttribute)
           && !attributeOf(message, packageAttribute).empty();
}

/// The other site that a message about a package names; empty: none.
std::string siteOf(const StatusMessage &message)
{
    const auto text = [&message](std::size_t number) { return number <= message.strings.size() ? message.strings[number - 1] : std::string(); };
    switch (MessageId(message.id)) {
    case MessageId::InformationSent:
        return text(4);
    case MessageId::ForwardWithdrawn:
    case MessageId::ForwardRefused:
    case MessageId::ForwardComplete:
    case MessageId::PackageReceived:
        return text(3);
    default:
        return {};
    }
}

void addUnique(std::vector<std::string> &names, const std::string &name)
{
    if (!name.empty() && std::find(names.begin(), names.end(), name) == names.end())
        names.push_back(name);
}

void addMessage(std::vector<ChangeView> &changes, StatusMessage message)
{
    const std::string dp = attributeOf(message, dpAttribute), site = siteOf(message);
    auto change = std::find_if(changes.begin(), changes.end(), [&message](const ChangeView &each) { return joins(each, message); });
    if (change == changes.end()) {
        changes.push_back({std::move(message), {}, {}, {}});
        change = std::prev(changes.end());
    }
    addUnique(change->dps, dp);
    addUnique(change->sites, site);
}

} // namespace

Result<FilesView> files(Site &site, const PackageId &package, const std::string &dp, const std::string &text, std::int64_t from, int most)
{
    auto known = dp.empty() ? Result<Known>(Known()) : knownOf(site, package, dp);
    if (!known)
        return failure(known.error());
    const std::optional<int> version = known->version > 0 ? std::optional(known->version) : std::nullopt;
    FileCollector files(std::move(*known), text);
    if (const auto read = eachEntry(site, package, version, [&files](const content::Manifest::View &entry) { files.add(entry); }); !read)
        return failure(read.error());
    return files.finish(from, most);
}

Result<std::vector<ChangeView>> latestChanges(Site &site, int most)
{
    return site.database().read<std::vector<ChangeView>>([&](store::Connection &db) -> Result<std::vector<ChangeView>> {
        std::vector<ChangeView> changes;
        store::MessageFilter filter;
        filter.ownOnly = true;
        filter.limit = std::max(0, most) * 20; // details stand between milestones, and many of these are one change
        for (StatusMessage &message : store::messages(db, filter)) {
            if (isChange(message))
                addMessage(changes, std::move(message));
        }
        changes.resize(std::min(changes.size(), static_cast<std::size_t>(std::max(0, most))));
        for (ChangeView &change : changes) {
            if (const auto package = store::package(db, PackageId(attributeOf(change.message, packageAttribute))))
                change.packageName = package->name;
        }
        return changes;
    });
}

} // namespace cartage::engine
