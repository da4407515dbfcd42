// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"
#include "core/components/statusmessages.h"
#include "core/inbox/instructionbody.h"
#include "core/store/database.h"

namespace cartage::components {

/// What an instruction of the parent makes of this site's rows: the package and its version, distributions at own DPs, targets at sites below. Each target
/// remembers the newest instruction that named it, so that an older one that comes late changes nothing. Decides only. Control thread.
class ReceivedDuties final
{
public:
    ReceivedDuties(SiteCode own, StatusWriter messages, Random &random) : m_own(std::move(own)), m_messages(std::move(messages)), m_random(&random) { }

    /// Package and version are there after this; own distributions of the package want the version if it is its newest.
    void keepVersion(store::Connection &db, const inbox::PackageInformation &information, Time now) const;
    /// Gives the targets that do not exist.
    [[nodiscard]] std::vector<Target> give(store::Connection &db, const inbox::Instruction &instruction, const inbox::ContentBody &body, Time now) const;
    [[nodiscard]] std::vector<Target> remove(store::Connection &db, const inbox::Instruction &instruction, const inbox::RemovalBody &body, Time now) const;

private:
    void giveHere(store::Connection &db, const PackageId &package, const std::string &dp, int version, Time now) const;

    SiteCode m_own;
    StatusWriter m_messages;
    Random *m_random;
};

} // namespace cartage::components
