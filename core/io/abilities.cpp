// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/io/abilities.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <initializer_list>
#include <set>
#include <utility>

#include "core/io/fileops.h"

namespace cartage::io {

namespace {

constexpr std::string_view probeFile = "cartage-try";
constexpr std::int64_t second = 1'000'000'000;

/// True where the file system refuses by its nature; other failures (EIO, ENOSPC, ESTALE, EACCES of a share that is going away) must not
/// be taken for a lacking ability that then stands in the DP's row.
bool isRefusal(int error)
{
    switch (error) {
    case EINVAL:
    case EILSEQ:
    case ENOENT: // Linux's SMB client for names that the server cannot have
    case EPERM:
    case EACCES: // NFS and SMB servers for what they do not offer
    case EOPNOTSUPP:
    case ENOSYS:
    case EMLINK:
    case EXDEV:
    case ENAMETOOLONG:
        return true;
    default:
        return false;
    }
}

/// One try. What it makes is removed again when the next begins or the whole ends (sweep).
class Attempt final
{
public:
    Attempt(FileSystem &fs, const Handle &folder)
        : m_fs(fs)
        , m_folder(folder)
    { }

    IoResult<Abilities> all()
    {
        IoResult<void> step = sweep();
        using Step = IoResult<void> (Attempt::*)();
        static constexpr std::array<Step, 10> steps{&Attempt::tryMount,    &Attempt::tryFile,      &Attempt::tryModes,        &Attempt::tryTimes,
                                                    &Attempt::tryHardLink, &Attempt::tryNoReplace, &Attempt::trySymbolicLink, &Attempt::tryTwins,
                                                    &Attempt::tryOddNames, &Attempt::tryLength};
        for (const Step next : steps) {
            if (step)
                step = (this->*next)();
        }
        const IoResult<void> swept = sweep();
        if (!step)
            return failure(step.error());
        if (!swept)
            return failure(swept.error());
        return m_abilities;
    }

private:
    /// Also what an earlier try left behind when it was killed.
    IoResult<void> sweep()
    {
        std::vector<std::pair<std::string, bool>> entries;
        const auto listed = m_fs.list(m_folder, [&entries](const FolderEntry &entry) {
            entries.emplace_back(entry.name, entry.type == FileType::Folder);
            return true;
        });
        if (!listed)
            return listed;
        for (const auto &[name, isFolder] : entries) {
            auto removed = isFolder ? m_fs.removeFolder(m_folder, name) : m_fs.removeFile(m_folder, name);
            if (!removed)
                removed = removeTree(m_fs, m_folder, name);
            if (!removed)
                return removed;
        }
        return {};
    }

    IoResult<void> tryMount()
    {
        const auto mount = m_fs.mount(m_folder);
        if (!mount)
            return failure(mount.error());
        m_abilities.fileSystem = mount->type;
        m_abilities.network = mount->network;
        m_abilities.device = mount->device;
        // Not tried: it would write 4 GiB. The type is certain, as vfat is a format and not a server's choice.
        if (mount->type == "vfat" || mount->type == "msdos")
            m_abilities.largestFile = 0xFFFF'FFFF;
        return {};
    }

    IoResult<void> tryFile()
    {
        const auto file = m_fs.createFile(m_folder, probeFile, 0600);
        if (!file)
            return failure(file.error());
        return {};
    }

    /// `made`: the call succeeded; a refusal is "no", anything else fails the try.
    static IoResult<bool> answer(const IoResult<void> &made)
    {
        if (made)
            return true;
        if (isRefusal(made.error().error))
            return false;
        return failure(made.error());
    }

    IoResult<void> tryModes()
    {
        m_abilities.permissionBits = true;
        // The second one is kept by most that ignore modes, and leaves the file writable for its removal.
        for (const std::uint32_t mode : {0444U, 0750U}) {
            const auto set = answer(m_fs.setModeAt(m_folder, probeFile, mode));
            if (!set)
                return failure(set.error());
            const auto status = m_fs.statusAt(m_folder, probeFile);
            if (!status)
                return failure(status.error());
            m_abilities.permissionBits = m_abilities.permissionBits && *set && status->mode == mode;
        }
        // A server may have made the file read-only at 0444 and keep it so; a file that cannot be removed would stay behind.
        (void)m_fs.setModeAt(m_folder, probeFile, 0644);
        return {};
    }

    IoResult<void> tryTimes()
    {
        // Odd in each unit: the coarsest step that divides what comes back is the step, whichever way it was rounded.
        constexpr std::int64_t wanted = 1'234'567'891LL * second + 123'456'789;
        const auto set = answer(m_fs.setMtimeAt(m_folder, probeFile, wanted));
        if (!set)
            return failure(set.error());
        const auto status = m_fs.statusAt(m_folder, probeFile);
        if (!status)
            return failure(status.error());
        m_abilities.timeStepNs = 0;
        if (!*set)
            return {};
        static constexpr std::array<std::int64_t, 6> steps{2 * second, second, 1'000'000, 1'000, 100, 1};
        for (const std::int64_t step : steps) {
            if (status->mtimeNs % step == 0 && std::abs(status->mtimeNs - wanted) < step) {
                m_abilities.timeStepNs = step;
                break;
            }
        }
        return {};
    }

    IoResult<void> tryHardLink()
    {
        const auto linked = answer(m_fs.hardLink(m_folder, probeFile, m_folder, "cartage-link"));
        if (!linked)
            return failure(linked.error());
        m_abilities.hardLinks = *linked;
        return {};
    }

    IoResult<void> tryNoReplace()
    {
        // Onto a name that is free and onto one that is taken: a file system that replaces all the same is worse than one that refuses.
        const auto moved = answer(m_fs.renameNoReplace(m_folder, probeFile, m_folder, "cartage-moved"));
        if (!moved)
            return failure(moved.error());
        m_abilities.renameNoReplace = *moved;
        if (!*moved)
            return {};
        const auto other = m_fs.createFile(m_folder, probeFile, 0600);
        if (!other)
            return failure(other.error());
        const auto replaced = m_fs.renameNoReplace(m_folder, "cartage-moved", m_folder, probeFile);
        if (!replaced && replaced.error().error != EEXIST)
            return replaced;
        m_abilities.renameNoReplace = !replaced;
        return {};
    }

    IoResult<void> trySymbolicLink()
    {
        const auto made = answer(m_fs.makeLink(m_folder, "cartage-symlink", "cartage/aim"));
        if (!made)
            return failure(made.error());
        m_abilities.symbolicLinks = *made;
        if (*made) {
            const auto target = m_fs.readLink(m_folder, "cartage-symlink");
            if (!target && !isRefusal(target.error().error))
                return failure(target.error());
            m_abilities.symbolicLinks = target && *target == "cartage/aim";
        }
        return {};
    }

    /// Two names that are one on a file system that folds them: the second cannot be made.
    IoResult<bool> bothKept(std::string_view first, std::string_view other)
    {
        for (const std::string_view name : {first, other}) {
            const auto made = makes(name);
            if (!made || !*made)
                return made;
        }
        return true;
    }

    IoResult<void> tryTwins()
    {
        const auto byCase = bothKept("cartage-Case", "cartage-cASE");
        if (!byCase)
            return failure(byCase.error());
        m_abilities.caseSensitive = *byCase;
        const auto forms = bothKept("cartage-\xc3\xa9", "cartage-e\xcc\x81"); // e acute: NFC, NFD
        if (!forms)
            return failure(forms.error());
        m_abilities.unicodeForms = *forms;
        return {};
    }

    IoResult<bool> makes(std::string_view name)
    {
        const auto made = m_fs.makeFolder(m_folder, name, 0700);
        if (!made && made.error().error == EEXIST)
            return false;
        return answer(made);
    }

    /// Listed by exactly this name: servers map what they cannot keep, or cut it.
    IoResult<bool> allListed(std::set<std::string, std::less<>> wanted)
    {
        const auto listed = m_fs.list(m_folder, [&wanted](const FolderEntry &entry) {
            if (const auto found = wanted.find(entry.name); found != wanted.end())
                wanted.erase(found);
            return !wanted.empty();
        });
        if (!listed)
            return failure(listed.error());
        return wanted.empty();
    }

    IoResult<bool> allKept(std::initializer_list<std::string_view> names)
    {
        for (const std::string_view name : names) {
            const auto made = makes(name);
            if (!made || !*made)
                return made;
        }
        return allListed({names.begin(), names.end()});
    }

    IoResult<void> tryOddNames()
    {
        const auto bytes = allKept({"cartage-\xff\xfe"});
        if (!bytes)
            return failure(bytes.error());
        m_abilities.anyBytes = *bytes;
        const auto windows = allKept({"cartage-<>:\"|?*\\", "cartage-dot.", "cartage-space ", "CON"});
        if (!windows)
            return failure(windows.error());
        m_abilities.windowsNames = *windows;
        return {};
    }

    IoResult<void> tryLength()
    {
        std::uint32_t known = 0;
        std::uint32_t least = 1;
        std::uint32_t most = 255;
        // From the top first: nearly all keep 255.
        for (std::uint32_t length = most; least <= most; length = least + (most - least) / 2) {
            const auto stored = allKept({std::string(length, 'n')});
            if (!stored)
                return failure(stored.error());
            if (*stored) {
                known = length;
                least = length + 1;
            } else {
                most = length - 1;
            }
        }
        m_abilities.longestName = known;
        return {};
    }

    FileSystem &m_fs;
    const Handle &m_folder;
    Abilities m_abilities;
};

} // namespace

bool Abilities::sameMtime(std::int64_t wantedNs, std::int64_t foundNs) const
{
    // Below one step either way: whether a file system rounds down, up or to the nearest is its own affair.
    return timeStepNs == 0 || std::abs(wantedNs - foundNs) < timeStepNs;
}

IoResult<Abilities> tryAbilities(FileSystem &fs, const Handle &folder) { return Attempt(fs, folder).all(); }

} // namespace cartage::io
