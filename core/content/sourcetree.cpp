// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/content/sourcetree.h"

#include <algorithm>
#include <cerrno>
#include <map>
#include <mutex>

#include "core/content/packagerules.h"
#include "core/content/workqueue.h"
#include "core/domain/escape.h"

namespace cartage::content {

namespace {

/// Items of one task: large enough that opening their folder again costs nothing beside looking at them.
constexpr std::size_t itemsATask = 1024;

/// What was listed and is not there, or not of that kind, any more: the next walk will tell.
bool hasMoved(int error)
{
    return error == ENOENT || error == ENOTDIR || error == ELOOP || error == EXDEV || error == EAGAIN;
}

class Walk
{
public:
    Walk(io::FileSystem &fs, unsigned threads, const std::atomic<bool> &stop) : m_fs(&fs), m_stop(&stop), m_queue(threads) { }

    io::IoResult<SourceTree> run(const std::string &source)
    {
        io::IoResult<io::Handle> root = m_fs->openFolder(source);
        if (!root) {
            return failure(root.error());
        }
        m_tree.root = std::move(*root);
        m_queue.add({&m_tree.folders.emplace_back(), 0, 0});
        m_queue.run([this](Task &task) { work(task); });
        if (*m_stop) {
            return failure(io::IoError{"list", ECANCELED});
        }
        for (SourceFolder &folder : m_tree.folders) {
            std::erase_if(folder.items, [](const SourceItem &item) { return !item.present; });
        }
        return std::move(m_tree);
    }

private:
    /// A folder to list, or (`last` not 0) items of a listed one to look at.
    struct Task {
        SourceFolder *folder = nullptr;
        std::size_t first = 0;
        std::size_t last = 0;
    };

    void work(const Task &task)
    {
        if (*m_stop) {
            m_queue.abandon();
            return;
        }
        io::Handle opened;
        const io::Handle *handle = &m_tree.root;
        if (!task.folder->path.empty()) {
            // From the top each time: a walk needs one descriptor a thread, however deep the tree is.
            io::IoResult<io::Handle> folder = m_fs->openFolderAt(m_tree.root, task.folder->path);
            if (!folder) {
                if (!hasMoved(folder.error().error)) {
                    note(Offender::Why::Unreadable, task.folder->path, folder.error());
                }
                return;
            }
            opened = std::move(*folder);
            handle = &opened;
        }
        if (task.last != 0) {
            look(*handle, *task.folder, task.first, task.last);
        } else {
            list(*handle, *task.folder);
        }
    }

    void list(const io::Handle &handle, SourceFolder &folder)
    {
        std::vector<SourceItem> &items = folder.items;
        const io::IoResult<void> listed = m_fs->list(handle, [&](const io::FolderEntry &entry) {
            if (isPackageName(entry.name)) {
                items.emplace_back().name = entry.name;
            } else {
                note(Offender::Why::Name, pathIn(folder, entry.name), {"list", EINVAL});
            }
            return true;
        });
        if (!listed && !hasMoved(listed.error().error)) {
            note(Offender::Why::Unreadable, folder.path, listed.error());
        }
        std::sort(items.begin(), items.end(), [](const SourceItem &a, const SourceItem &b) { return a.name < b.name; });
        // Some file systems list a name twice while their folder changes.
        items.erase(std::unique(items.begin(), items.end(), [](const SourceItem &a, const SourceItem &b) { return a.name == b.name; }), items.end());
        for (std::size_t first = itemsATask; first < items.size(); first += itemsATask) {
            m_queue.add({&folder, first, std::min(first + itemsATask, items.size())});
        }
        look(handle, folder, 0, std::min(itemsATask, items.size()));
    }

    void look(const io::Handle &handle, SourceFolder &folder, std::size_t first, std::size_t last)
    {
        for (std::size_t i = first; i < last; ++i) {
            SourceItem &item = folder.items[i];
            const io::IoResult<io::FileStatus> status = m_fs->statusAt(handle, item.name);
            if (status) {
                take(handle, folder, item, *status);
            } else if (!hasMoved(status.error().error)) {
                note(Offender::Why::Unreadable, pathIn(folder, item.name), status.error());
            }
        }
    }

    void take(const io::Handle &handle, SourceFolder &folder, SourceItem &item, const io::FileStatus &status)
    {
        item.mark = markOf(status);
        switch (status.type) {
        case io::FileType::Regular:
            item.present = true;
            return;
        case io::FileType::Folder:
            takeFolder(folder, item);
            return;
        case io::FileType::Link:
            takeLink(handle, folder, item);
            return;
        case io::FileType::Other:
            note(Offender::Why::Kind, pathIn(folder, item.name), {"stat", 0});
            return;
        }
    }

    void takeFolder(SourceFolder &folder, SourceItem &item)
    {
        item.type = EntryType::Folder;
        item.present = true;
        // Size and ctime of a folder tell of names that came and went, and of nothing that a package keeps.
        item.mark.size = 0;
        item.mark.ctimeNs = 0;
        std::string path = pathIn(folder, item.name);
        if (path.size() > longestPath) {
            note(Offender::Why::Name, std::move(path), {"list", ENAMETOOLONG});
            return;
        }
        {
            const std::scoped_lock lock(m_mutex);
            item.folder = &m_tree.folders.emplace_back();
        }
        item.folder->path = std::move(path);
        m_queue.add({item.folder, 0, 0});
    }

    void takeLink(const io::Handle &handle, const SourceFolder &folder, SourceItem &item)
    {
        item.type = EntryType::Link;
        item.mark.mode = 0777;
        io::IoResult<std::string> target = m_fs->readLink(handle, item.name);
        if (target) {
            item.present = true;
            item.link = std::move(*target);
        } else if (target.error().error != EINVAL && !hasMoved(target.error().error)) {
            note(Offender::Why::Unreadable, pathIn(folder, item.name), target.error());
        }
    }

    void note(Offender::Why why, std::string path, const io::IoError &error)
    {
        const std::scoped_lock lock(m_mutex);
        m_tree.offenders.push_back({why, std::move(path), error});
    }

    io::FileSystem *m_fs;
    const std::atomic<bool> *m_stop;
    std::mutex m_mutex; ///< guards the list of folders and the offenders; a folder belongs to the task that has it
    SourceTree m_tree;
    WorkQueue<Task> m_queue;
};

bool isAsItWas(const SourceItem &before, const SourceItem &after)
{
    return before.type == after.type && before.mark == after.mark && before.link == after.link;
}

/// Compares two trees folder by folder.
class Comparison
{
public:
    std::vector<std::string> run(const SourceTree &before, SourceTree &after)
    {
        m_open.emplace_back(&before.folders.front(), &after.folders.front());
        while (!m_open.empty()) {
            const auto [old, now] = m_open.back();
            m_open.pop_back();
            compare(*old, *now);
        }
        std::sort(m_differing.begin(), m_differing.end(), pathLess);
        return std::move(m_differing);
    }

private:
    void compare(const SourceFolder &before, SourceFolder &after)
    {
        auto old = before.items.begin();
        auto now = after.items.begin();
        while (old != before.items.end() || now != after.items.end()) {
            const int order = old == before.items.end() ? 1 : now == after.items.end() ? -1 : old->name.compare(now->name);
            if (order < 0) {
                m_differing.push_back(pathIn(before, (old++)->name));
            } else if (order > 0) {
                m_differing.push_back(pathIn(after, (now++)->name));
            } else {
                compare(after, *old++, *now++);
            }
        }
    }

    void compare(const SourceFolder &folder, const SourceItem &old, SourceItem &now)
    {
        if (!isAsItWas(old, now) || (old.type == EntryType::File && !old.read)) {
            m_differing.push_back(pathIn(folder, now.name));
        } else if (now.type == EntryType::File) {
            now.read = true;
            now.sha256 = old.sha256;
            now.xxh128 = old.xxh128;
        }
        if (old.folder != nullptr && now.folder != nullptr) {
            m_open.emplace_back(old.folder, now.folder);
        }
    }

    std::vector<std::pair<const SourceFolder *, SourceFolder *>> m_open;
    std::vector<std::string> m_differing;
};

bool isAscii(std::string_view name)
{
    return std::all_of(name.begin(), name.end(), [](char byte) { return static_cast<unsigned char>(byte) < 0x80; });
}

/// As foldName; nearly all names are ASCII, where folding is this.
std::string folded(const std::string &name)
{
    if (!isAscii(name)) {
        return foldName(name);
    }
    std::string result = name;
    for (char &byte : result) {
        byte = byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte - 'A' + 'a') : byte;
    }
    return result;
}

void addTwins(const SourceFolder &folder, std::vector<std::string> &twins)
{
    std::vector<std::pair<std::string, const std::string *>> names;
    names.reserve(folder.items.size());
    for (const SourceItem &item : folder.items) {
        names.emplace_back(folded(item.name), &item.name);
    }
    std::sort(names.begin(), names.end(), [](const auto &a, const auto &b) { return a.first < b.first; });
    for (std::size_t i = 0; i < names.size(); ++i) {
        const bool likeFormer = i > 0 && names[i - 1].first == names[i].first;
        const bool likeNext = i + 1 < names.size() && names[i + 1].first == names[i].first;
        if (likeFormer || likeNext) {
            twins.push_back(pathIn(folder, *names[i].second));
        }
    }
}

} // namespace

std::string pathIn(const SourceFolder &folder, std::string_view name)
{
    std::string path;
    path.reserve(folder.path.size() + 1 + name.size());
    path += folder.path;
    if (!path.empty()) {
        path += '/';
    }
    path += name;
    return path;
}

FileMark markOf(const io::FileStatus &status)
{
    // Set-user-id, set-group-id and sticky bits do not travel: at a DP the files belong to somebody else.
    return {status.size, status.mtimeNs, status.ctimeNs, status.inode, status.mode & 0777};
}

io::IoResult<SourceTree> walkSource(io::FileSystem &fs, const std::string &source, unsigned threads, const std::atomic<bool> &stop)
{
    return Walk(fs, threads, stop).run(source);
}

std::vector<std::string> carryOver(const SourceTree &before, SourceTree &after)
{
    return Comparison().run(before, after);
}

std::vector<std::string> twinsOf(SourceTree &tree)
{
    std::vector<std::string> twins;
    for (const SourceFolder &folder : tree.folders) {
        addTwins(folder, twins);
    }
    std::sort(twins.begin(), twins.end(), pathLess);
    return twins;
}

} // namespace cartage::content
