// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/actions/previewpane.h"

namespace cartage::ui {

/// "Remove 3 distribution points"
[[nodiscard]] QString phraseOf(const Deed &deed, std::int64_t touched);
/// A plan in the preview's words. `site`: its code.
[[nodiscard]] PreviewPane::Content contentOf(const Deed &deed, const Planned &plan, const QString &note, const QString &site);

} // namespace cartage::ui
