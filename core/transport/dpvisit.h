// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "core/transport/marker.h"
#include "core/transport/services.h"

namespace cartage::transport {

/// What an item was doing when a call failed: the same errno means different things.
enum class Doing {
    Root,   ///< opening the folder, reading the marker, working in .cartage
    Create, ///< giving a name of the package to a new file, folder or link
    Write,  ///< data of the package, attributes, syncs
    Read,   ///< reading back what lies there
};

/// One work item's stay at a DP: the root opened once, the marker checked, everything below by descriptors. One thread.
class DpVisit
{
public:
    DpVisit(Services &services, const DpAddress &dp, WorkControl &control);

    /// Root, marker, identity; tries the abilities when the mount is another than the one they were tried on. Nothing is written to a folder
    /// that does not carry this DP's marker.
    enum class Writing { Allowed, Never }; ///< Never: abilities that are not known stay unknown
    std::optional<Error> open(Writing writing = Writing::Allowed);

    /// The parts of open(), for a probe.
    std::optional<Error> openRoot();
    std::optional<Error> checkMarker();
    /// For installing, after openRoot(): whose marker there is, if any; and .cartage with its folders, made where missing.
    io::IoResult<std::optional<Marker>> readMarkerThere();
    io::IoResult<void> makeOurFolder();

    [[nodiscard]] io::FileSystem &fs() const { return services.fs; }
    [[nodiscard]] const io::Handle &root() const { return m_root; }
    /// The open .cartage.
    [[nodiscard]] const io::Handle &ours() const { return m_ours; }
    [[nodiscard]] const io::Abilities &abilities() const { return m_abilities; }
    [[nodiscard]] bool keepsMtimes() const { return m_abilities.timeStepNs > 0; }

    /// Joins those who share syncs on this file system; before the first write.
    std::optional<Error> joinSync();
    [[nodiscard]] SharedSync::Member &sync() const { return *m_sync; }

    std::optional<Error> readSpace();
    std::optional<Error> tryAbilities();
    /// Whether a small file can be written in .cartage/probe: tells a file that is in use from a DP that forbids.
    [[nodiscard]] io::IoResult<void> tryWriting();

    /// `path` as people shall see it. A call that failed because the DP itself went away says so.
    [[nodiscard]] Error error(const io::IoError &failed, std::string_view path, Doing doing);
    [[nodiscard]] Error error(Code code, std::string_view path, Scope scope = Scope::Distribution) const;

    Services &services;
    const DpAddress &dp;
    WorkControl &control;
    DpSeen seen;

private:
    std::optional<Error> withoutMarker(bool oursIsThere);
    [[nodiscard]] std::optional<Error> lookAgain();

    io::Handle m_root;
    io::Handle m_ours;
    io::Abilities m_abilities;
    std::unique_ptr<SharedSync::Member> m_sync;
    bool m_explaining = false;
};

} // namespace cartage::transport
