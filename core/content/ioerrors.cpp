// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/content/ioerrors.h"

#include <cerrno>

namespace cartage::content {

namespace {

Error errorOf(Code code, Scope scope, const io::IoError &error, std::string path)
{
    Error result;
    result.code = code;
    result.scope = scope;
    result.operation = error.operation;
    result.systemError = error.error;
    result.path = std::move(path);
    return result;
}

} // namespace

bool isNoSpace(int systemError)
{
    return systemError == ENOSPC || systemError == EDQUOT;
}

Error libraryError(const io::IoError &error, std::string path)
{
    Code code = Code::IoError;
    if (isNoSpace(error.error)) {
        code = Code::LibraryNoSpace;
    } else if (error.error == EACCES || error.error == EPERM) {
        code = Code::NotPermitted;
    }
    return errorOf(code, Scope::Site, error, std::move(path));
}

Error noSpaceError(const io::IoError &error, std::string path, std::uint64_t need, std::uint64_t free)
{
    Error result = errorOf(Code::LibraryNoSpace, Scope::Site, error, std::move(path));
    result.parameters = {{"need", std::to_string(need)}, {"free", std::to_string(free)}};
    return result;
}

Error damagedError(const Sha256 &hash, std::string path, const io::IoError &error)
{
    Error result = errorOf(Code::ContentDamaged, Scope::Package, error, std::move(path));
    result.names = {hash.hex()};
    return result;
}

} // namespace cartage::content
