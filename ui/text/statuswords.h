// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "core/engine/statusviews.h"
#include "ui/look/marks.h"

/// What the console says of clients that send status messages and of what lies in quarantine. Any thread.
namespace cartage::ui::statuswords {

/// "3 numbers missing, cloned"; "all there" where nothing is to be said.
[[nodiscard]] QString stateOf(const engine::ClientView &client, Time now);
[[nodiscard]] Mark markOf(const engine::ClientView &client, Time now);
/// "5 min ahead", "2 min behind", "correct" below a minute; missing where the client did not say.
[[nodiscard]] QString clock(const std::optional<Span> &skew);
/// Exact, for tooltips: "+300.0 s".
[[nodiscard]] QString clockExactly(const std::optional<Span> &skew);
/// "3 to 4", "6"
[[nodiscard]] QString numbers(const engine::ClientView::Gap &gap);

/// Why something lies in quarantine, in a few words.
[[nodiscard]] QString reason(const std::string &reason);
/// What, effect, what to do, what happens by itself.
struct Advised {
    QString what, effect, toDo, byItself;
};
[[nodiscard]] Advised adviceOn(const engine::QuarantineView &what);
/// "file", "folder" ...
[[nodiscard]] QString typeName(const std::string &type);
[[nodiscard]] QString kindName(const std::string &kind);
/// A sender's id as far as a row has room for it; missing where it is not known.
[[nodiscard]] QString senderShort(const std::string &sender);

/// Bytes from outside as lines that can be shown: text with control, bidirectional and invalid characters escaped; what is hardly text at all as
/// hexadecimal, eight bytes a line.
struct Shown {
    QStringList lines;
    bool hexadecimal = false;
};
[[nodiscard]] Shown bytesShown(const std::string &bytes);

} // namespace cartage::ui::statuswords
