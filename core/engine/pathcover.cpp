// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/pathcover.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QRegularExpression>
#include <algorithm>
#include <array>

#include "core/domain/escape.h"

namespace cartage::engine {

namespace {

QString covered() { return QStringLiteral("<path>"); }

/// Where it stands as a word of its own: a file may be called "a".
void replaceWord(QString &text, const QString &word, const QString &by)
{
    const auto within = [&text](qsizetype at) { return at >= 0 && at < text.size() && (text.at(at).isLetterOrNumber() || text.at(at) == QLatin1Char('_')); };
    for (qsizetype at = text.indexOf(word); at >= 0; at = text.indexOf(word, at)) {
        if (within(at - 1) || within(at + word.size())) {
            at += word.size();
            continue;
        }
        text.replace(at, word.size(), by);
        at += by.size();
    }
}

bool isPathField(const QString &field)
{
    static const std::array fields{"path", "path_base64", "names", "source", "library_path", "link", "file", "folder", "library"};
    return std::any_of(fields.begin(), fields.end(), [&field](const char *each) { return field == QLatin1String(each); });
}

/// Which of a message's strings are paths or lists of them, counted from 0 (resources/messages/catalogue.json); -1: none.
int pathString(int message)
{
    switch (message) {
    case 2306:
    case 20411:
        return 2;
    case 2328:
        return 4;
    case 2382:
    case 2385:
    case 20207:
    case 20208:
    case 20211:
        return 3;
    case 2391:
    case 2399:
    case 20413:
    case 20414:
        return 1;
    case 20301:
    case 20302:
        return 0;
    default:
        return -1;
    }
}

} // namespace

void PathCover::know(const std::string &path, const std::string &name)
{
    if (path.empty() || path == "/")
        return;
    m_names.insert_or_assign(QString::fromStdString(escapePath(path)), QString::fromStdString(name));
}

void PathCover::know(const std::string &path)
{
    if (!path.empty() && path != "/")
        m_names.emplace(QString::fromStdString(escapePath(path)), covered());
}

QString PathCover::cover(const QString &text) const
{
    QString result = text;
    for (const auto &[path, name] : m_names)
        replaceWord(result, path, name);
    static const QRegularExpression word(QStringLiteral("[^\\s\"=<>]*/[^\\s\"<>]*[^\\s\"<>.,:;)]"));
    return result.replace(word, covered());
}

QJsonValue PathCover::cover(const QJsonValue &value) const
{
    if (value.isString())
        return cover(value.toString());
    if (value.isArray()) {
        QJsonArray array;
        for (const QJsonValue &each : value.toArray())
            array.append(cover(each));
        return array;
    }
    if (!value.isObject())
        return value;
    QJsonObject object = value.toObject();
    for (auto field = object.begin(); field != object.end(); ++field)
        *field = isPathField(field.key()) ? QJsonValue(QJsonValue::Null) : cover(QJsonValue(field.value()));
    return object;
}

StatusMessage PathCover::cover(StatusMessage message) const
{
    const int at = pathString(message.id);
    if (at >= 0 && static_cast<std::size_t>(at) < message.strings.size())
        message.strings[static_cast<std::size_t>(at)] = covered().toStdString();
    return message;
}

void PathCover::learn(const QJsonValue &value)
{
    if (value.isArray()) {
        for (const QJsonValue &each : value.toArray())
            learn(each);
    }
    const QJsonObject object = value.toObject();
    for (auto field = object.begin(); field != object.end(); ++field) {
        if (field.key() == QLatin1String("path") && field.value().isString() && !field.value().toString().isEmpty())
            m_names.emplace(field.value().toString(), covered());
        else
            learn(field.value());
    }
}

} // namespace cartage::engine
