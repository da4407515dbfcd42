// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transport/survey.h"

#include <cerrno>
#include <unordered_set>

#include "core/io/fileops.h"
#include "core/transport/dperror.h"

namespace cartage::transport {

namespace {

bool isMissing(int error) { return error == ENOENT || error == ENOTDIR || error == ELOOP; }

} // namespace

Result<std::shared_ptr<const content::Manifest>> Survey::take(const io::Handle &packageFolder, const content::Manifest &wanted,
                                                              const std::vector<std::shared_ptr<const content::Manifest>> &formers,
                                                              Content content)
{
    std::vector<content::Entry> entries;
    std::optional<Error> problem;
    FolderCursor folders(m_visit.fs(), packageFolder);
    const auto add = [&](const content::Manifest::View &expected) {
        if (problem || m_stopped)
            return;
        auto found = look(folders, expected.path, content);
        if (!found) {
            problem = found.error();
        } else if (*found) {
            forgive(**found, expected);
            entries.push_back(std::move(**found));
        }
    };
    for (content::Manifest::Cursor at(wanted); !at.atEnd(); at.next())
        add(at.current());
    std::unordered_set<std::string_view> looked; // two formers may name the same
    for (const auto &former : formers) {
        content::difference(former.get(), wanted, [&](const content::Difference &each) {
            if (each.change == content::Change::Removed && looked.insert(each.before->path).second)
                add(*each.before);
        });
    }
    if (problem)
        return failure(*problem);
    if (m_stopped)
        return std::shared_ptr<const content::Manifest>();
    return content::Manifest::make(std::move(entries));
}

/// What the file system cannot keep is no difference.
void Survey::forgive(content::Entry &entry, const content::Manifest::View &expected) const
{
    if (!m_visit.abilities().permissionBits)
        entry.mode = expected.mode;
    if (m_visit.abilities().sameMtime(expected.mtimeNs, entry.mtimeNs))
        entry.mtimeNs = expected.mtimeNs;
}

Result<std::optional<content::Entry>> Survey::look(FolderCursor &folders, std::string_view path, Content content)
{
    io::FileSystem &fs = m_visit.fs();
    m_visit.control.moved();
    if (m_visit.control.stopRequested()) {
        m_stopped = true;
        return std::optional<content::Entry>();
    }
    const auto place = io::splitPath(path);
    const auto folder = folders.at(place.folder);
    const auto status = folder ? fs.statusAt(**folder, place.name) : io::IoResult<io::FileStatus>(failure(folder.error()));
    if (!status) {
        if (isMissing(status.error().error))
            return std::optional<content::Entry>();
        return failure(m_visit.error(status.error(), path, Doing::Read));
    }
    content::Entry entry;
    entry.path = path;
    entry.mode = status->mode;
    entry.mtimeNs = status->mtimeNs;
    switch (status->type) {
    case io::FileType::Folder:
        entry.type = content::EntryType::Folder;
        return entry;
    case io::FileType::Link: {
        entry.type = content::EntryType::Link;
        entry.mode = 0777;
        const auto target = fs.readLink(**folder, place.name);
        if (!target)
            return failure(m_visit.error(target.error(), path, Doing::Read));
        entry.link = *target;
        return entry;
    }
    case io::FileType::Regular: {
        entry.size = status->size;
        if (content == Content::Hashed) {
            if (const auto hashed = hash(**folder, place.name, entry); !hashed)
                return failure(hashed.error());
        }
        return entry;
    }
    case io::FileType::Other:
        break;
    }
    return std::optional<content::Entry>(); // a socket or device is nobody's we know: it is set aside when its name is needed
}

Result<void> Survey::hash(const io::Handle &folder, std::string_view name, content::Entry &entry)
{
    const auto file = m_visit.fs().openForReading(folder, name);
    const auto hashed = file ? hashMedium(m_visit, *file, m_rate, m_block) : io::IoResult<Hashed>(failure(file.error()));
    if (!hashed) {
        const int error = hashed.error().error;
        const Meaning meaning = meaningOf(error, Doing::Read, true);
        if (meaning.scope == Scope::Dp && error != EACCES && error != EPERM)
            return failure(m_visit.error(hashed.error(), entry.path, Doing::Read));
        return {}; // unreadable: no content has this hash, so it is made again
    }
    m_stopped = m_stopped || hashed->stopped;
    entry.size = hashed->size;
    entry.sha256 = hashed->sha256;
    return {};
}

} // namespace cartage::transport
