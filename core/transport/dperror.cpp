// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transport/dperror.h"

#include <cerrno>

namespace cartage::transport {

Meaning meaningOf(int systemError, Doing doing, bool rootOpen)
{
    switch (systemError) {
    case ENOENT:
    case ENOTDIR:
        if (!rootOpen)
            return {Code::DpNotThere, Scope::Dp};
        return {Code::IoError, Scope::Distribution, true};
    case ENODEV:
    case ENXIO:
    case ENOMEDIUM:
        return {Code::DpNotThere, Scope::Dp};
    case ETIMEDOUT:
    case EHOSTDOWN:
    case EHOSTUNREACH:
    case ENETUNREACH:
    case ENETDOWN:
        return {Code::DpNotResponding, Scope::Dp};
    case ECONNRESET:
    case ECONNABORTED:
    case ECONNREFUSED:
    case ENOTCONN:
    case ESHUTDOWN:
    case EPIPE:
    case ESTALE:
        return {Code::ConnectionLost, Scope::Distribution, true};
    case EROFS:
        return {Code::DpReadOnly, Scope::Dp};
    case EACCES:
    case EPERM:
        return {Code::DpPermission, Scope::Dp};
    case ENOSPC:
        return {Code::NoSpace, Scope::Distribution};
    case EDQUOT:
        return {Code::Quota, Scope::Distribution};
    case EFBIG:
        return {Code::FileTooLarge, Scope::Distribution};
    case ENAMETOOLONG:
    case EINVAL:
    case EILSEQ:
        if (doing == Doing::Create)
            return {Code::NameNotStorable, Scope::Distribution};
        return {};
    case EBUSY:
    case ETXTBSY:
        return {Code::FileInUse, Scope::Distribution};
    case EIO:
        return {Code::IoError, Scope::Distribution, true};
    default:
        return {};
    }
}

bool isRefusal(int systemError)
{
    return systemError == EACCES || systemError == EPERM || systemError == EBUSY || systemError == ETXTBSY;
}

bool isOutage(int systemError)
{
    switch (systemError) {
    case EIO:
    case ENODEV:
    case ENXIO:
    case ENOMEDIUM:
    case EROFS:
        return true;
    default: {
        const Code code = meaningOf(systemError, Doing::Write, true).code;
        return code == Code::DpNotResponding || code == Code::ConnectionLost;
    }
    }
}

} // namespace cartage::transport
