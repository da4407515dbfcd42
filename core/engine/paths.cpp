// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/paths.h"

#include "core/engine/site.h"

#include <cerrno>

namespace cartage::engine {
namespace {

constexpr const char *ownDescriptors = "/proc/self/fd";

std::optional<std::string> canonicalPath(io::FileSystem &fs, const io::Handle &folder)
{
    auto descriptors = fs.openFolder(ownDescriptors);
    if (!descriptors)
        return std::nullopt;
    auto target = fs.readLink(*descriptors, std::to_string(folder.descriptor()));
    if (!target || !target->starts_with('/'))
        return std::nullopt;
    return *target;
}

std::string parentOf(const std::string &path)
{
    const std::size_t slash = path.rfind('/');
    return slash == 0 || slash == std::string::npos ? "/" : path.substr(0, slash);
}

bool isInside(const std::string &inner, const std::string &outer)
{
    return outer == "/" || inner == outer || (inner.starts_with(outer) && inner[outer.size()] == '/');
}

} // namespace

std::string cleanPath(const std::string &path)
{
    std::string clean;
    std::size_t at = 0;
    while (at <= path.size()) {
        const std::size_t slash = std::min(path.find('/', at), path.size());
        const std::string_view part = std::string_view(path).substr(at, slash - at);
        if (!part.empty() && part != ".") {
            if (!clean.empty() || path.starts_with('/'))
                clean += '/';
            clean += part;
        }
        at = slash + 1;
    }
    if (clean.empty())
        return path.starts_with('/') ? "/" : ".";
    return clean;
}

io::IoResult<FolderIdentity> identifyFolder(io::FileSystem &fs, const std::string &path)
{
    auto folder = fs.openFolder(path);
    if (!folder)
        return failure(folder.error());
    const auto status = fs.status(*folder);
    if (!status)
        return failure(status.error());
    FolderIdentity identity;
    identity.self = {status->device, status->inode};
    identity.path = canonicalPath(fs, *folder).value_or(cleanPath(path));
    for (std::string at = identity.path; at != "/";) {
        at = parentOf(at);
        auto parent = fs.openFolder(at);
        if (!parent)
            continue;
        if (const auto above = fs.status(*parent))
            identity.around.insert({above->device, above->inode});
    }
    return identity;
}

FolderIdentity namedFolder(const std::string &path) { return {cleanPath(path), std::nullopt, {}}; }

void SeenFolders::look(io::FileSystem &fs, const std::string &path)
{
    if (auto identity = identifyFolder(fs, path))
        m_seen.insert_or_assign(path, std::move(*identity));
}

FolderIdentity SeenFolders::at(const std::string &path) const
{
    const auto seen = m_seen.find(path);
    return seen == m_seen.end() ? namedFolder(path) : seen->second;
}

bool isSameFolder(const FolderIdentity &a, const FolderIdentity &b) { return a.path == b.path || (a.self && a.self == b.self); }

bool overlap(const FolderIdentity &a, const FolderIdentity &b)
{
    return isSameFolder(a, b) || isInside(a.path, b.path) || isInside(b.path, a.path) || (a.self && b.around.contains(*a.self))
           || (b.self && a.around.contains(*b.self));
}

Error pathError(const io::IoError &failed, const std::string &path, Scope scope)
{
    Error error;
    error.operation = failed.operation;
    error.systemError = failed.error;
    error.path = path;
    error.scope = scope;
    switch (failed.error) {
    case ENOENT:
        error.code = Code::NotFound;
        break;
    case ENOTDIR:
    case EINVAL:
    case ENAMETOOLONG:
        error.code = Code::WrongValue;
        break;
    case EEXIST:
    case ENOTEMPTY:
        error.code = Code::Exists;
        break;
    case EACCES:
    case EPERM:
    case EROFS: // not_permitted is about the site; what lies elsewhere is an obstacle outside
        error.code = scope == Scope::Site              ? Code::NotPermitted
                     : scope != Scope::Dp              ? Code::IoError
                     : failed.error == EROFS           ? Code::DpReadOnly
                                                       : Code::DpPermission;
        break;
    case ENOSPC:
        error.code = Code::NoSpace;
        break;
    case EDQUOT:
        error.code = Code::Quota;
        break;
    default:
        error.code = Code::IoError;
    }
    return error;
}

} // namespace cartage::engine
