// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/transport/directorytransport.h"

namespace cartage::transport {

/// Keeps a work item's bytes at its rate. One thread.
class RateLimit
{
public:
    RateLimit(WorkControl &control, const Pause &pause) : m_control(control), m_pause(pause) { }

    /// Waits until `bytes` more may go. Kept within 5 % over ten seconds: unused time is credited for a quarter of a second only.
    void take(std::uint64_t bytes);
    /// At most `most`; less at low rates, so that a stop is heard and progress seen.
    [[nodiscard]] std::size_t block(std::size_t most) const;

private:
    WorkControl &m_control;
    const Pause &m_pause;
    double m_freeAt = 0; ///< milliseconds since boot at which the next byte may go
};

} // namespace cartage::transport
