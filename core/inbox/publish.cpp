// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/inbox/publish.h"

#include <cerrno>
#include <vector>

#include "core/base/digest.h"
#include "core/inbox/inboxname.h"
#include "core/io/fileops.h"

namespace cartage::inbox {

namespace {

constexpr std::uint32_t fileMode = 0644; // the site may be another user

/// The file system has no such call, or this one not.
bool isUnsupported(int error)
{
    return error == EINVAL || error == ENOSYS || error == EOPNOTSUPP || error == EPERM || error == EMLINK || error == EXDEV;
}

Publisher::Problem problemOf(const io::IoError &error, std::string path)
{
    return {error, std::move(path)};
}

} // namespace

Result<Publisher, Publisher::Problem> Publisher::open(io::FileSystem &fs, const std::string &inbox)
{
    auto folder = fs.openFolder(inbox);
    if (!folder)
        return failure(problemOf(folder.error(), ""));
    auto aside = fs.openFolderAt(*folder, "tmp");
    if (!aside)
        return failure(problemOf(aside.error(), "tmp"));
    auto published = fs.openFolderAt(*folder, "new");
    if (!published)
        return failure(problemOf(published.error(), "new"));
    return Publisher(fs, std::move(*aside), std::move(*published));
}

io::IoResult<void> Publisher::writeAside(const std::string &name, std::string_view bytes)
{
    auto file = m_fs->createFile(m_aside, name, fileMode);
    if (!file)
        return failure(file.error());
    auto written = io::writeAll(*m_fs, *file, asBytes(bytes));
    if (written)
        written = m_fs->syncFile(*file);
    auto closed = m_fs->close(std::move(*file));
    if (written)
        written = std::move(closed);
    if (!written)
        (void)m_fs->removeFile(m_aside, name);
    return written;
}

io::IoResult<void> Publisher::giveNameBy(Way way, const std::string &aside, const std::string &name)
{
    switch (way) {
    case Way::NoReplace:
        return m_fs->renameNoReplace(m_aside, aside, m_new, name);
    case Way::Link: {
        const auto linked = m_fs->hardLink(m_aside, aside, m_new, name);
        if (linked)
            (void)m_fs->removeFile(m_aside, aside); // with two names it is read ten minutes later, and what is left in tmp/ is swept
        return linked;
    }
    case Way::Placeholder: {
        // Who comes second gets EEXIST here; readers leave an empty file alone for ten minutes.
        auto place = m_fs->createFile(m_new, name, fileMode);
        if (!place)
            return failure(place.error());
        if (const auto closed = m_fs->close(std::move(*place)); !closed)
            return closed;
        const auto renamed = m_fs->rename(m_aside, aside, m_new, name);
        if (!renamed)
            (void)m_fs->removeFile(m_new, name);
        return renamed;
    }
    }
    return failure(io::IoError{"rename", EINVAL});
}

io::IoResult<void> Publisher::giveName(const std::string &aside, const std::string &name)
{
    for (;;) {
        auto given = giveNameBy(m_way, aside, name);
        if (given || m_way == Way::Placeholder || !isUnsupported(given.error().error))
            return given;
        m_way = m_way == Way::NoReplace ? Way::Link : Way::Placeholder;
    }
}

Result<Publisher::Published, Publisher::Problem> Publisher::publish(std::string_view bytes, const std::function<std::string()> &newName,
                                                                    const std::function<void(int, const std::string &)> &onTry,
                                                                    const std::function<bool()> &mayStill)
{
    std::string aside; // the first name that was free in tmp/; the file keeps it until it lies in new/
    for (int tries = 1; tries <= mostNames; ++tries) {
        const std::string name = newName();
        if (onTry)
            onTry(tries, name);
        if (aside.empty()) {
            const auto written = writeAside(name, bytes);
            if (!written && written.error().error == EEXIST)
                continue;
            if (!written)
                return failure(problemOf(written.error(), "tmp/" + name));
            aside = name;
        }
        const auto given = !mayStill || mayStill() ? giveName(aside, name) : failure(io::IoError{"rename", ECANCELED});
        if (given)
            return Published{name, tries};
        if (given.error().error != EEXIST) {
            (void)m_fs->removeFile(m_aside, aside);
            return failure(problemOf(given.error(), "new/" + name));
        }
    }
    if (!aside.empty())
        (void)m_fs->removeFile(m_aside, aside);
    return failure(problemOf({"rename", EEXIST}, "new"));
}

Result<void, Publisher::Problem> Publisher::sync()
{
    if (const auto synced = m_fs->syncFile(m_new); !synced)
        return failure(problemOf(synced.error(), "new"));
    return {};
}

} // namespace cartage::inbox
