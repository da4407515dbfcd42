// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/duty.h"

namespace cartage {

Distribution newRow(const Package &package, const Dp &dp, int version, Time now)
{
    Distribution row;
    row.package = package.id;
    row.dp = dp.key;
    row.wantedVersion = version;
    row.waitingSince = now;
    row.updatedAt = now;
    if (package.held || dp.held)
        row.state = State::Paused;
    else
        row.dueAt = now;
    return row;
}

bool hasNothingThere(const Distribution &row)
{
    const bool neverStaged = row.bytesTotal == 0 && row.filesTotal == 0;
    return !row.installedVersion && !row.mixed && !isAtWork(row.state) && neverStaged && !row.stageLeft;
}

bool isGoing(const Distribution &row)
{
    return row.wantedVersion == 0 || row.state == State::Removed || row.state == State::Removing || row.afterPublish == State::Removing;
}

} // namespace cartage
