// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/statement.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSqlDriver>
#include <QSqlError>

#include "core/domain/errorjson.h"
#include "core/domain/escape.h"

namespace cartage::store {

namespace {

[[noreturn]] void raise(const QSqlError &error) { throw SqlFailure{error.nativeErrorCode().toInt() & 0xFF, error.text().toStdString()}; }

} // namespace

Statement::Statement(const QSqlDatabase &database, const std::string &sql)
    : m_query(database)
{
    m_query.setForwardOnly(true);
    if (!m_query.prepare(QString::fromStdString(sql)))
        raise(m_query.lastError());
}

void Statement::execute()
{
    if (!m_query.exec())
        raise(m_query.lastError());
}

Statement &Statement::runAll(const std::vector<QVariant> &values)
{
    int place = 0;
    for (const QVariant &value : values)
        m_query.bindValue(place++, value);
    execute();
    return *this;
}

bool Statement::next()
{
    if (m_query.next())
        return true;
    const QSqlError error = m_query.lastError();
    m_query.finish();
    if (error.isValid())
        raise(error);
    return false;
}

void *Statement::handle() const
{
    const QVariant handle = m_query.driver()->handle();
    return handle.isValid() && qstrcmp(handle.typeName(), "sqlite3*") == 0 ? *static_cast<void *const *>(handle.constData()) : nullptr;
}

std::string Statement::text(int column) const { return m_query.value(column).toString().toStdString(); }

std::optional<std::int64_t> Statement::maybeInteger(int column) const { return isNull(column) ? std::nullopt : std::optional(integer(column)); }

std::optional<std::string> Statement::maybeText(int column) const { return isNull(column) ? std::nullopt : std::optional(text(column)); }

std::optional<Time> Statement::maybeTime(int column) const { return isNull(column) ? std::nullopt : std::optional(time(column)); }

std::optional<Error> Statement::maybeError(int column) const { return isNull(column) ? std::nullopt : errorFromJson(text(column)); }

std::optional<Distribution::Mark> Statement::maybeMark(int column) const
{
    if (isNull(column))
        return std::nullopt;
    return Distribution::Mark{text(column), text(column + 1), time(column + 2)};
}

std::string Statement::path(int column) const { return unescapePath(text(column)).value_or(std::string()); }

std::optional<Sha256> Statement::maybeSha256(int column) const { return isNull(column) ? std::nullopt : Sha256::fromHex(text(column)); }

QVariant Statement::toVariant(std::string_view value) { return QVariant(QString::fromUtf8(value.data(), static_cast<qsizetype>(value.size()))); }

QVariant Statement::toVariant(const Error &value) { return toVariant(errorToJson(value)); }

std::string jsonArray(const std::vector<std::string> &texts)
{
    QJsonArray array;
    for (const std::string &text : texts)
        array.append(QString::fromStdString(text));
    return QJsonDocument(array).toJson(QJsonDocument::Compact).toStdString();
}

std::string jsonNumbers(const std::vector<std::int64_t> &numbers)
{
    std::string array = "[";
    for (const std::int64_t number : numbers)
        array += (array.size() > 1 ? "," : "") + std::to_string(number);
    return array + "]";
}

} // namespace cartage::store
