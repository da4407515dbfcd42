// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transport/dpvisit.h"

#include <cerrno>

#include "core/io/fileops.h"
#include "core/io/groups.h"
#include "core/transport/dperror.h"
#include "core/transport/rights.h"

namespace cartage::transport {

DpVisit::DpVisit(Services &shared, const DpAddress &address, WorkControl &workControl)
    : services(shared)
    , dp(address)
    , control(workControl)
{ }

std::optional<Error> DpVisit::open(Writing writing)
{
    control.moved();
    if (auto error = openRoot())
        return error;
    if (auto error = checkMarker())
        return error;
    seen.contact = true;
    const auto status = fs().status(m_root);
    if (!status)
        return error(status.error(), "", Doing::Root);
    if (dp.abilities)
        m_abilities = *dp.abilities;
    if ((dp.abilities && dp.abilities->device == status->device) || writing == Writing::Never)
        return std::nullopt;
    return tryAbilities();
}

std::optional<Error> DpVisit::openRoot()
{
    auto root = fs().openFolder(dp.path);
    if (!root)
        return error(root.error(), dp.path, Doing::Root);
    m_root = std::move(*root);
    return std::nullopt;
}

std::optional<Error> DpVisit::checkMarker()
{
    auto ours = fs().openFolderAt(m_root, ourFolder);
    if (!ours) {
        const int why = ours.error().error;
        if (why == ENOENT || why == ENOTDIR || why == ELOOP) // a file or a link of our folder's name holds no marker
            return withoutMarker(why != ENOENT);
        return error(ours.error(), ourFolder, Doing::Root);
    }
    m_ours = std::move(*ours);
    const auto marker = readMarker(fs(), m_ours);
    const std::string path = std::string(ourFolder) + '/' + markerFile;
    if (!marker)
        return error(marker.error(), path, Doing::Root);
    if (!*marker)
        return withoutMarker(true);
    const Marker &found = **marker;
    if (found.guid == dp.guid && found.site.code == dp.site.code && found.site.keyId == dp.site.keyId)
        return std::nullopt;
    Error other = error(Code::DpOtherIdentity, path, Scope::Dp);
    other.parameters["expected"] = dp.guid;
    other.parameters["found"] = found.guid;
    other.parameters["site"] = found.site.code.value();
    return other;
}

/// An empty folder without a marker is a mount point whose disk or share is not there.
std::optional<Error> DpVisit::withoutMarker(bool oursIsThere)
{
    bool empty = !oursIsThere;
    if (empty) {
        const auto listed = fs().list(m_root, [&empty](const io::FolderEntry &) { return empty = false; });
        if (!listed)
            return error(listed.error(), dp.path, Doing::Root);
    }
    return error(empty ? Code::DpNotThere : Code::DpMarkerMissing, dp.path, Scope::Dp);
}

io::IoResult<std::optional<Marker>> DpVisit::readMarkerThere()
{
    auto ours = fs().openFolderAt(m_root, ourFolder);
    if (!ours) {
        if (ours.error().error == ENOENT)
            return std::optional<Marker>();
        return failure(ours.error());
    }
    m_ours = std::move(*ours);
    return readMarker(fs(), m_ours);
}

io::IoResult<void> DpVisit::makeOurFolder()
{
    auto ours = io::ensureFolder(fs(), m_root, ourFolder, 0700);
    if (!ours)
        return failure(ours.error());
    m_ours = std::move(*ours);
    if (dp.group && io::giveToGroup(m_ours, *dp.group)) {
        if (const auto shared = fs().setMode(m_ours, 02770); !shared)
            return failure(shared.error());
    }
    for (const char *folder : {"stage", "packages", "probe", "found"}) {
        if (const auto made = io::ensureFolder(fs(), m_ours, folder, folderMode(fs(), m_ours)); !made)
            return failure(made.error());
    }
    return {};
}

std::optional<Error> DpVisit::joinSync()
{
    auto member = services.sync.join(m_root);
    if (!member)
        return error(member.error(), "", Doing::Root);
    m_sync = std::move(*member);
    return std::nullopt;
}

std::optional<Error> DpVisit::readSpace()
{
    const auto space = fs().space(m_root);
    if (!space)
        return error(space.error(), "", Doing::Root);
    seen.space = *space;
    return std::nullopt;
}

std::optional<Error> DpVisit::tryAbilities()
{
    control.moved();
    const auto folder = io::ensureFolder(fs(), m_ours, "probe", folderMode(fs(), m_ours));
    if (!folder)
        return error(folder.error(), std::string(ourFolder) + "/probe", Doing::Root);
    const auto tried = io::tryAbilities(fs(), *folder);
    control.moved();
    if (!tried)
        return error(tried.error(), std::string(ourFolder) + "/probe", Doing::Root);
    m_abilities = *tried;
    seen.abilities = *tried;
    return std::nullopt;
}

io::IoResult<void> DpVisit::tryWriting()
{
    const auto folder = io::ensureFolder(fs(), m_ours, "probe", folderMode(fs(), m_ours));
    if (!folder)
        return failure(folder.error());
    const std::string name = "try-" + services.random.hex(8);
    auto file = fs().createFile(*folder, name, 0600);
    if (!file)
        return failure(file.error());
    auto result = io::writeAll(fs(), *file, asBytes(name));
    auto closed = fs().close(std::move(*file));
    const auto removed = fs().removeFile(*folder, name);
    if (result && !closed)
        return closed;
    return result ? removed : result;
}

Error DpVisit::error(Code code, std::string_view path, Scope scope) const
{
    Error error;
    error.code = code;
    error.scope = scope;
    error.path = path;
    error.object = dp.name;
    return error;
}

/// Something that was there is missing or dead: the DP may have been taken away under our hands (F25).
std::optional<Error> DpVisit::lookAgain()
{
    if (m_explaining || !m_root.isOpen())
        return std::nullopt;
    DpVisit again(services, dp, control);
    again.m_explaining = true;
    auto found = again.openRoot();
    if (!found)
        found = again.checkMarker();
    return found && found->scope == Scope::Dp ? found : std::nullopt;
}

Error DpVisit::error(const io::IoError &failed, std::string_view path, Doing doing)
{
    control.moved();
    Error error = this->error(Code::IoError, path);
    error.operation = failed.operation;
    error.systemError = failed.error;
    const Meaning meaning = meaningOf(failed.error, doing, m_root.isOpen());
    error.code = meaning.code;
    error.scope = meaning.scope;
    if (meaning.lookAgain) {
        if (const auto gone = lookAgain()) {
            error.code = gone->code;
            error.scope = gone->scope;
        }
    }
    if (error.code == Code::NameNotStorable)
        error.names.emplace_back(path);
    if ((error.code == Code::NoSpace || error.code == Code::Quota) && m_root.isOpen()) {
        if (const auto space = fs().space(m_root)) {
            seen.space = *space;
            error.parameters["free"] = std::to_string(space->free);
        }
    }
    return error;
}

} // namespace cartage::transport
