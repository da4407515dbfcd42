// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/transport/readback.h"

namespace cartage::transport {

/// What lies at a DP of what a manifest names, where that is not known: a manifest of its own. Files are hashed on the medium; one that
/// cannot be read counts as different. What no manifest names is not ours and is not in it.
class Survey
{
public:
    enum class Content { Hashed, Unknown }; ///< Unknown: every file counts as different (force)

    Survey(DpVisit &visit, RateLimit &rate, Block &block) : m_visit(visit), m_rate(rate), m_block(block) { }
    /// `formers`: what our record there names, as far as the library still knows it. Null when stopped.
    Result<std::shared_ptr<const content::Manifest>> take(const io::Handle &packageFolder, const content::Manifest &wanted,
                                                          const std::vector<std::shared_ptr<const content::Manifest>> &formers,
                                                          Content content);

private:
    void forgive(content::Entry &entry, const content::Manifest::View &expected) const;
    Result<std::optional<content::Entry>> look(FolderCursor &folders, std::string_view path, Content content);
    Result<void> hash(const io::Handle &folder, std::string_view name, content::Entry &entry);

    DpVisit &m_visit;
    RateLimit &m_rate;
    Block &m_block;
    bool m_stopped = false;
};

} // namespace cartage::transport
