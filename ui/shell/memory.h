// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QJsonObject>
#include <QVariant>
#include <memory>

#include "ui/views/view.h"

class QSettings;

namespace cartage::ui {

struct KnownSite {
    QString folder, code, name;
    QDateTime opened; ///< when it was last
};

/// A filter under a name, in the sidebar.
struct SavedFilter {
    QString name;
    Location where; ///< without a selection
    bool operator==(const SavedFilter &) const = default;
};

/// What the console remembers from one start to the next: of the window, and of each site that it had open.
class Memory final
{
public:
    /// Without a file it remembers nothing past its own end.
    explicit Memory(const QString &file);
    ~Memory();

    /// Newest first.
    [[nodiscard]] QList<KnownSite> sites() const;
    void noteSite(const KnownSite &site);
    /// With everything that is remembered of it.
    void forgetSite(const QString &folder);

    [[nodiscard]] QList<SavedFilter> filters(const QString &folder) const;
    void setFilters(const QString &folder, const QList<SavedFilter> &filters);
    /// Key of the view that was last shown; empty: none.
    [[nodiscard]] QString lastView(const QString &folder) const;
    void setLastView(const QString &folder, const QString &view);

    /// Of a site's lists, by the key of their view.
    [[nodiscard]] QJsonObject lists(const QString &folder) const;
    void setLists(const QString &folder, const QJsonObject &lists);

    /// Of the window.
    [[nodiscard]] QVariant value(const QString &key) const;
    void setValue(const QString &key, const QVariant &value);

private:
    [[nodiscard]] QJsonObject site(const QString &folder) const;
    void setSite(const QString &folder, const QJsonObject &site);

    std::unique_ptr<QSettings> m_file;
    QVariantMap m_values; ///< where there is no file
};

} // namespace cartage::ui
