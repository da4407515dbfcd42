// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QVariant>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/clock.h"
#include "core/base/digest.h"
#include "core/domain/distribution.h"
#include "core/store/database.h"

namespace cartage::store {

/// A prepared statement of one connection. Values are bound in order; columns are read by number. Throws SqlFailure.
class Statement final
{
public:
    Statement(const QSqlDatabase &database, const std::string &sql);

    /// Executes with these values; rows follow by next().
    template <class... Values>
    Statement &run(const Values &...values)
    {
        int place = 0;
        (m_query.bindValue(place++, toVariant(values)), ...);
        execute();
        return *this;
    }
    /// The same for a list of values that is known only when it runs.
    Statement &runAll(const std::vector<QVariant> &values);
    bool next();
    /// run() and next() where there is one row at most.
    template <class... Values>
    bool one(const Values &...values)
    {
        return run(values...).next();
    }

    [[nodiscard]] bool isNull(int column) const { return m_query.isNull(column); }
    [[nodiscard]] std::int64_t integer(int column) const { return m_query.value(column).toLongLong(); }
    [[nodiscard]] std::string text(int column) const;
    [[nodiscard]] std::optional<std::int64_t> maybeInteger(int column) const;
    [[nodiscard]] std::optional<std::string> maybeText(int column) const;
    [[nodiscard]] Time time(int column) const { return timeFromMs(integer(column)); }
    [[nodiscard]] std::optional<Time> maybeTime(int column) const;
    [[nodiscard]] std::optional<Error> maybeError(int column) const;
    /// Three columns: by, reason, at.
    [[nodiscard]] std::optional<Distribution::Mark> maybeMark(int column) const;
    /// Paths are stored escaped.
    [[nodiscard]] std::string path(int column) const;
    [[nodiscard]] std::optional<Sha256> maybeSha256(int column) const;

    [[nodiscard]] std::int64_t changes() const { return m_query.numRowsAffected(); }
    [[nodiscard]] std::int64_t lastId() const { return m_query.lastInsertId().toLongLong(); }
    /// SQLite's own handle of the connection; null where the driver is another.
    [[nodiscard]] void *handle() const;
    /// Lets the rows go, so that nothing holds a read transaction open.
    void finish() { m_query.finish(); }

    static QVariant null() { return QVariant(QMetaType::fromType<qlonglong>()); }
    static QVariant toVariant(std::int64_t value) { return QVariant(static_cast<qlonglong>(value)); }
    static QVariant toVariant(int value) { return QVariant(value); }
    static QVariant toVariant(bool value) { return QVariant(value ? 1 : 0); }
    static QVariant toVariant(std::string_view value);
    static QVariant toVariant(const std::string &value) { return toVariant(std::string_view(value)); }
    static QVariant toVariant(const char *value) { return toVariant(std::string_view(value)); }
    static QVariant toVariant(Time value) { return toVariant(toMs(value)); }
    static QVariant toVariant(const Error &value);
    static QVariant toVariant(const Sha256 &value) { return toVariant(value.hex()); }
    static QVariant toVariant(State value) { return toVariant(name(value)); }
    static QVariant toVariant(const QVariant &value) { return value; }
    template <class Tag, class Value>
    static QVariant toVariant(const Id<Tag, Value> &id)
    {
        return toVariant(id.value());
    }
    template <class T>
    static QVariant toVariant(const std::optional<T> &value)
    {
        return value ? toVariant(*value) : null();
    }

private:
    void execute();
    QSqlQuery m_query;
};

/// ["a","b"] for json_each.
[[nodiscard]] std::string jsonArray(const std::vector<std::string> &texts);
[[nodiscard]] std::string jsonNumbers(const std::vector<std::int64_t> &numbers);

} // namespace cartage::store
