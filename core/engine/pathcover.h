// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonValue>
#include <QString>
#include <map>
#include <string>

#include "core/domain/values.h"

namespace cartage::engine {

/// Takes paths and names of files out of what goes to strangers. Whole fields go where a field is a path; in sentences goes what was told here as a path,
/// and every word with a slash in it. Values; any thread.
class PathCover final
{
public:
    /// A folder that has a name of its own in the bundle: "<dp kiel1>".
    void know(const std::string &path, const std::string &name);
    /// Something that stands in sentences, too: the path of a failure.
    void know(const std::string &path);
    [[nodiscard]] QString cover(const QString &text) const;
    [[nodiscard]] QJsonValue cover(const QJsonValue &value) const;
    [[nodiscard]] StatusMessage cover(StatusMessage message) const;
    /// Also of paths in fields: what they say is known from then on.
    void learn(const QJsonValue &value);

private:
    std::map<QString, QString, std::greater<>> m_names; ///< a longer path before the one that it begins with
};

} // namespace cartage::engine
