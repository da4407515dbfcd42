// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/memory.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSettings>
#include <algorithm>

namespace cartage::ui {

namespace {

constexpr QLatin1String folderKey("folder"), codeKey("code"), nameKey("name"), openedKey("opened"), viewKey("view"), faceKey("face"), filtersKey("filters"), listsKey("lists"), chipsKey("chips"),
    textKey("text"), notKey("not"), valueKey("value"), keyKey("key");

/// A folder's name may hold what a key of the settings may not.
QString sitesKey(const QString &folder)
{
    return QStringLiteral("sites/") + QString::fromLatin1(QCryptographicHash::hash(folder.toUtf8(), QCryptographicHash::Sha1).toHex());
}

QJsonObject toJson(const SavedFilter &filter)
{
    QJsonArray chips;
    for (const Chip &chip : filter.where.chips)
        chips.append(QJsonObject{{keyKey, chip.key}, {valueKey, chip.value}, {notKey, chip.negated}});
    return {{nameKey, filter.name}, {viewKey, filter.where.view}, {chipsKey, chips}, {textKey, filter.where.text}, {faceKey, filter.where.face}};
}

SavedFilter toFilter(const QJsonObject &json)
{
    SavedFilter filter{json[nameKey].toString(), {json[viewKey].toString(), {}, json[textKey].toString(), {}}};
    filter.where.face = json[faceKey].toString();
    for (const QJsonValue each : json[chipsKey].toArray())
        filter.where.chips.push_back({each[keyKey].toString(), each[valueKey].toString(), each[notKey].toBool()});
    return filter;
}

} // namespace

Memory::Memory(const QString &file)
    : m_file(file.isEmpty() ? nullptr : std::make_unique<QSettings>(file, QSettings::IniFormat))
{ }

Memory::~Memory() = default;

QVariant Memory::value(const QString &key) const { return m_file ? m_file->value(key) : m_values.value(key); }

void Memory::setValue(const QString &key, const QVariant &value)
{
    if (m_file)
        m_file->setValue(key, value);
    else
        m_values.insert(key, value);
}

QJsonObject Memory::site(const QString &folder) const { return QJsonDocument::fromJson(value(sitesKey(folder)).toByteArray()).object(); }

void Memory::setSite(const QString &folder, const QJsonObject &site)
{
    QJsonObject known = site;
    known[folderKey] = folder;
    setValue(sitesKey(folder), QJsonDocument(known).toJson(QJsonDocument::Compact));
}

QList<KnownSite> Memory::sites() const
{
    QList<KnownSite> all;
    for (const QString &key : m_file ? m_file->allKeys() : m_values.keys()) {
        if (!key.startsWith(QStringLiteral("sites/")))
            continue;
        const QJsonObject json = QJsonDocument::fromJson(value(key).toByteArray()).object();
        const KnownSite known{json[folderKey].toString(), json[codeKey].toString(), json[nameKey].toString(),
                              QDateTime::fromMSecsSinceEpoch(json[openedKey].toInteger())};
        if (!known.folder.isEmpty() && !known.code.isEmpty())
            all.push_back(known);
    }
    std::sort(all.begin(), all.end(), [](const KnownSite &a, const KnownSite &b) { return a.opened != b.opened ? a.opened > b.opened : a.folder < b.folder; });
    return all;
}

void Memory::noteSite(const KnownSite &known)
{
    QJsonObject json = site(known.folder);
    json[codeKey] = known.code;
    json[nameKey] = known.name;
    json[openedKey] = known.opened.toMSecsSinceEpoch();
    setSite(known.folder, json);
}

void Memory::forgetSite(const QString &folder)
{
    if (m_file)
        m_file->remove(sitesKey(folder));
    else
        m_values.remove(sitesKey(folder));
}

QList<SavedFilter> Memory::filters(const QString &folder) const
{
    QList<SavedFilter> all;
    for (const QJsonValue each : site(folder)[filtersKey].toArray())
        all.push_back(toFilter(each.toObject()));
    return all;
}

void Memory::setFilters(const QString &folder, const QList<SavedFilter> &filters)
{
    QJsonArray array;
    for (const SavedFilter &each : filters)
        array.append(toJson(each));
    QJsonObject json = site(folder);
    json[filtersKey] = array;
    setSite(folder, json);
}

QString Memory::lastView(const QString &folder) const { return site(folder)[viewKey].toString(); }

void Memory::setLastView(const QString &folder, const QString &view)
{
    QJsonObject json = site(folder);
    json[viewKey] = view;
    setSite(folder, json);
}

QJsonObject Memory::lists(const QString &folder) const { return site(folder)[listsKey].toObject(); }

void Memory::setLists(const QString &folder, const QJsonObject &lists)
{
    QJsonObject json = site(folder);
    json[listsKey] = lists;
    setSite(folder, json);
}

} // namespace cartage::ui
