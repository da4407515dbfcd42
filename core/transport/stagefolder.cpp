// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transport/stagefolder.h"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <unordered_map>
#include <unordered_set>

#include "core/io/fileops.h"
#include "core/transport/rights.h"

namespace cartage::transport {

namespace {

constexpr std::string_view removalWord = "removal";

template <class Number>
std::optional<Number> number(std::string_view text)
{
    Number value{};
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (problem != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    return value;
}

/// The files of a stage that a new attempt may use. Walks what lies there, not what the list says: all else must go.
class Cut
{
public:
    Cut(DpVisit &visit, const io::Handle &content, Layout layout, const ProvenList::Lines &lines, bool acceptWritten)
        : m_visit(visit)
        , m_fs(visit.fs())
        , m_content(content)
        , m_layout(layout)
        , m_lines(lines)
        , m_acceptWritten(acceptWritten)
    { }

    io::IoResult<Kept> run(const content::Manifest &wanted)
    {
        for (content::Manifest::Cursor at(wanted); !at.atEnd(); at.next()) {
            const content::Manifest::View &entry = at.current();
            if (entry.type == content::EntryType::Folder && m_layout == Layout::Tree)
                m_folders.insert(entry.path);
            else if (entry.type == content::EntryType::File && isListed(entry))
                m_files.emplace(m_layout == Layout::Flat ? flatName(entry.path) : std::string(entry.path), entry.path);
        }
        std::vector<std::string> folders{""};
        while (!folders.empty()) {
            const std::string folder = std::move(folders.back());
            folders.pop_back();
            const auto done = cutFolder(folder, folders);
            if (!done)
                return failure(done.error());
        }
        return std::move(m_kept);
    }

private:
    [[nodiscard]] bool isListed(const content::Manifest::View &entry) const
    {
        const auto line = m_lines.find(std::string(entry.path));
        if (line == m_lines.end() || line->second.sha256 != entry.sha256)
            return false;
        return line->second.how != Staged::How::Written || m_acceptWritten;
    }

    io::IoResult<void> cutFolder(const std::string &folder, std::vector<std::string> &folders)
    {
        auto handle = m_fs.openFolderAt(m_content, folder);
        if (!handle)
            return failure(handle.error());
        std::vector<std::string> unwanted, files;
        const std::string prefix = folder.empty() ? folder : folder + '/';
        const auto listed = m_fs.list(*handle, [&](const io::FolderEntry &entry) {
            const std::string path = prefix + std::string(entry.name);
            if (entry.type == io::FileType::Folder && m_folders.count(path) > 0)
                folders.push_back(path);
            else if (entry.type == io::FileType::Regular && m_files.count(path) > 0)
                files.emplace_back(entry.name);
            else
                unwanted.emplace_back(entry.name);
            return true;
        });
        if (!listed)
            return failure(listed.error());
        for (const std::string &name : files) {
            const auto fits = keep(*handle, name, std::string(m_files.at(prefix + name)));
            if (!fits)
                return failure(fits.error());
            if (!*fits)
                unwanted.push_back(name);
        }
        // A former try may have given the folder its final bits, which can forbid its owner, who is us, to change it.
        if (!folder.empty() && m_visit.abilities().permissionBits) {
            if (const auto opened = m_fs.setMode(*handle, 0700); !opened)
                return opened;
        }
        for (const std::string &name : unwanted) {
            m_visit.control.moved();
            const auto removed = io::removeTree(m_fs, *handle, name);
            if (!removed)
                return removed;
        }
        return {};
    }

    io::IoResult<bool> keep(const io::Handle &folder, const std::string &name, const std::string &path)
    {
        const Staged &line = m_lines.at(path);
        const auto status = m_fs.statusAt(folder, name);
        if (!status)
            return failure(status.error());
        const bool fits = line.how == Staged::How::Part
                              ? status->size >= line.size
                              : status->size == line.size
                                    && (!m_visit.keepsMtimes() || m_visit.abilities().sameMtime(line.mtimeNs, status->mtimeNs));
        if (fits)
            m_kept.emplace(path, line);
        return fits;
    }

    DpVisit &m_visit;
    io::FileSystem &m_fs;
    const io::Handle &m_content;
    Layout m_layout;
    const ProvenList::Lines &m_lines;
    bool m_acceptWritten;
    std::unordered_set<std::string_view> m_folders;
    std::unordered_map<std::string, std::string_view> m_files; ///< by place in the stage
    Kept m_kept;
};

} // namespace

std::string StageName::text() const
{
    return package.value() + '-' + (isRemoval() ? std::string(removalWord) : std::to_string(version)) + '-' + std::to_string(token);
}

std::optional<StageName> StageName::parse(std::string_view text)
{
    const std::size_t first = text.find('-');
    const std::size_t second = first == std::string_view::npos ? first : text.find('-', first + 1);
    if (second == std::string_view::npos)
        return std::nullopt;
    const auto package = parsePackageId(text.substr(0, first));
    const std::string_view version = text.substr(first + 1, second - first - 1);
    const auto parsed = version == removalWord ? std::optional<int>(0) : number<int>(version);
    const auto token = number<std::int64_t>(text.substr(second + 1));
    if (!package || !parsed || !token || (*parsed <= 0 && version != removalWord))
        return std::nullopt;
    return StageName{*package, *parsed, *token};
}

io::IoResult<io::Handle> openStages(DpVisit &visit) { return io::ensureFolder(visit.fs(), visit.ours(), stagesFolder, folderMode(visit.fs(), visit.ours())); }

io::IoResult<std::vector<StageName>> listStages(DpVisit &visit, const std::optional<PackageId> &package)
{
    std::vector<StageName> stages;
    const auto folder = openStages(visit);
    if (!folder)
        return failure(folder.error());
    const auto listed = visit.fs().list(*folder, [&](const io::FolderEntry &entry) {
        const auto name = StageName::parse(entry.name);
        if (name && (!package || name->package == *package))
            stages.push_back(*name);
        return true;
    });
    if (!listed)
        return failure(listed.error());
    std::sort(stages.begin(), stages.end(), [](const StageName &a, const StageName &b) {
        return std::tie(a.package, b.token, b.version) < std::tie(b.package, a.token, a.version);
    });
    return stages;
}

std::string StageFolder::path(std::string_view relative) const
{
    return std::string(ourFolder) + '/' + stagesFolder + '/' + m_name + '/' + std::string(relative);
}

std::string flatName(std::string_view path) { return sha256(asBytes(path)).hex().substr(0, 32); }

io::IoResult<StagePlaces::Place> StagePlaces::of(std::string_view path)
{
    m_name = m_layout == Layout::Flat ? flatName(path) : std::string();
    const auto split = m_layout == Layout::Flat ? io::SplitPath{"", m_name} : io::splitPath(path);
    const auto folder = m_folders.at(split.folder);
    if (!folder)
        return failure(folder.error());
    return Place{*folder, split.name};
}

io::IoResult<bool> StageFolder::hasLayout(io::FileSystem &fs, Layout layout) const
{
    const auto whole = io::exists(fs, *m_handle, wholeFile);
    if (!whole)
        return failure(whole.error());
    return *whole == (layout == Layout::Tree);
}

Result<StageFolder> StageFolder::take(DpVisit &visit, const StageName &name, const content::Manifest &wanted, Layout layout, bool acceptWritten)
{
    io::FileSystem &fs = visit.fs();
    StageFolder stage;
    stage.m_name = name.text();
    const auto fail = [&](const io::IoError &error) { return failure(visit.error(error, stage.path(""), Doing::Root)); };
    const auto stages = openStages(visit);
    if (!stages)
        return fail(stages.error());
    const auto there = listStages(visit, name.package);
    if (!there)
        return fail(there.error());
    bool taken = false;
    for (const StageName &other : *there) {
        if (other.isRemoval())
            continue;
        const auto done = taken ? io::removeTree(fs, *stages, other.text())
                          : other == name ? io::IoResult<void>() : fs.rename(*stages, other.text(), *stages, stage.m_name);
        if (!done)
            return fail(done.error());
        taken = true;
    }
    auto handle = io::ensureFolder(fs, *stages, stage.m_name, folderMode(fs, *stages));
    if (!handle)
        return fail(handle.error());
    stage.m_handle = std::make_unique<io::Handle>(std::move(*handle));
    const auto fits = taken ? stage.hasLayout(fs, layout) : io::IoResult<bool>(true);
    const auto emptied = fits && !*fits ? io::removeTree(fs, *stage.m_handle, newFolder) : io::IoResult<void>();
    if (!fits || !emptied)
        return fail(fits ? emptied.error() : fits.error());
    auto content = io::ensureFolder(fs, *stage.m_handle, newFolder, 0755);
    if (!content)
        return fail(content.error());
    stage.m_content = std::make_unique<io::Handle>(std::move(*content));
    if (!taken)
        return stage;

    const auto oldGone = io::removeTree(fs, *stage.m_handle, oldFolder);
    if (!oldGone)
        return fail(oldGone.error());
    const auto lines = ProvenList::read(fs, *stage.m_handle);
    if (!lines)
        return fail(lines.error());
    auto kept = Cut(visit, *stage.m_content, layout, *lines, acceptWritten).run(wanted);
    if (!kept)
        return fail(kept.error());
    stage.m_kept = std::move(*kept);
    if (stage.m_kept.size() != lines->size()) {
        const auto replaced = ProvenList::replace(fs, *stage.m_handle, stage.m_kept);
        if (!replaced)
            return fail(replaced.error());
    }
    // What lies there was found for another attempt.
    const auto fromGone = fs.removeFile(*stage.m_handle, fromFile);
    if (!fromGone && fromGone.error().error != ENOENT)
        return fail(fromGone.error());
    return stage;
}

} // namespace cartage::transport
