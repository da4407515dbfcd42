// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QScrollArea>
#include <QFormLayout>

#include "core/domain/settings.h"
#include "core/engine/sitetree.h"
#include "ui/dialogs/sheets.h"
#include "ui/look/look.h"
#include "ui/text/format.h"
#include "ui/widgets/parts.h"

namespace cartage::ui {

namespace {

using Texts = std::map<std::string, std::string>;

const std::vector<SettingFacts> &factsOf(const SettingsSheet::Of &of)
{
    return !of.site.empty() ? engine::addressSettingFacts() : !of.dp.empty() ? dpSettingFacts() : !of.package.value().empty() ? packageSettingFacts() : siteSettingFacts();
}

Result<void, std::string> checked(const SettingsSheet::Of &of, const std::string &key, const std::string &value)
{
    return !of.site.empty() ? engine::checkAddressSetting(key, value) : !of.dp.empty() ? checkDpSetting(key, value) : !of.package.value().empty() ? checkPackageSetting(key, value) : checkSiteSetting(key, value);
}

QString titleOf(const SettingsSheet::Of &of)
{
    if (!of.site.empty())
        return SettingsSheet::tr("Address of %1").arg(QString::fromStdString(of.site));
    if (!of.dp.empty())
        return SettingsSheet::tr("Settings of %1").arg(QString::fromStdString(of.dp));
    return of.package.value().empty() ? SettingsSheet::tr("Settings of the site") : SettingsSheet::tr("Settings of %1").arg(QString::fromStdString(of.package.value()));
}

Result<Texts> textsOf(engine::Site &site, const SettingsSheet::Of &of)
{
    if (!of.site.empty())
        return engine::addressSettings(site, SiteCode(of.site));
    if (!of.dp.empty()) {
        const auto view = engine::dpView(site, of.dp);
        if (!view)
            return failure(view.error());
        Texts texts = settingTexts(view->dp.settings);
        texts["path"] = view->dp.path;
        for (const std::string &group : view->dp.groups)
            texts["groups"] += (texts["groups"].empty() ? "" : ",") + group;
        return texts;
    }
    if (!of.package.value().empty()) {
        const auto view = engine::packageView(site, of.package);
        if (!view)
            return failure(view.error());
        const Package &package = view->package;
        return Texts{{"name", package.name},
                     {"source", package.source},
                     {"priority", std::string(name(package.priority))},
                     {"product_version", package.productVersion},
                     {"manufacturer", package.manufacturer}};
    }
    const auto settings = engine::siteSettings(site);
    if (!settings)
        return failure(settings.error());
    const auto pairs = settingTexts(*settings);
    return Texts(pairs.begin(), pairs.end());
}

bool isPath(const std::string &key) { return key == "path" || key == "source" || key == "inbox"; }

std::string written(const std::string &key, const QString &text)
{
    const QString value = text.trimmed();
    return isPath(key) && !value.isEmpty() ? folderOf(value) : value.toStdString();
}

} // namespace

SettingsSheet::SettingsSheet(engine::Session &session, const Of &of, QWidget *parent)
    : SessionSheet(session, titleOf(of), tr("Change the settings"), parent)
    , m_of(of)
{
    auto *area = new QScrollArea(this);
    area->setFrameShape(QFrame::NoFrame);
    area->setFocusPolicy(Qt::NoFocus); // its fields follow the focus
    area->setWidgetResizable(true);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *page = new QWidget(area);
    auto *form = new QFormLayout(page);
    form->setHorizontalSpacing(3 * Look::unit);
    for (const SettingFacts &facts : factsOf(m_of)) {
        auto *field = new QLineEdit(page);
        const QString key = QString::fromStdString(facts.key);
        field->setObjectName(key);
        field->setAccessibleName(key);
        field->setAccessibleDescription(QString::fromStdString(facts.effect));
        field->setPlaceholderText(QString::fromStdString(facts.defaultText));
        field->setEnabled(false);
        form->addRow(key, field);
        auto *effect = new Words(Words::Kind::SmallSecond, QString::fromStdString(facts.effect), page);
        effect->setWrapped();
        form->addRow(QString(), effect);
        connect(field, &QLineEdit::textChanged, this, &SettingsSheet::check);
        m_fields.emplace_back(facts.key, field);
    }
    area->setWidget(page);
    area->setMinimumHeight(lookOf(this).rowHeight() * 6); // what is wrong takes some of its height
    addWide(area);
    setComplete(false);
    fill();
}

void SettingsSheet::fill()
{
    session().ask<Texts>([of = m_of](engine::Session::Desk &desk) -> Result<Texts> {
        const auto site = desk.site();
        return site ? textsOf(**site, of) : failure(site.error());
    }).then(this, [this](const Result<Texts> &texts) {
        if (!texts) {
            setWrong(texts.error());
            return;
        }
        for (const auto &[key, field] : m_fields) {
            const auto known = texts->find(key);
            m_were[key] = known == texts->end() ? QString() : QString::fromStdString(known->second);
            field->setText(m_were[key]);
            field->setEnabled(true);
        }
        check();
    });
}

void SettingsSheet::check()
{
    int changes = 0;
    QString wrong;
    for (const auto &[key, field] : m_fields) {
        const auto was = m_were.find(key);
        if (was == m_were.end() || field->text() == was->second)
            continue;
        ++changes;
        if (const auto right = checked(m_of, key, written(key, field->text())); !right && wrong.isEmpty())
            wrong = QStringLiteral("%1 %2").arg(QString::fromStdString(key), QString::fromStdString(right.error()));
    }
    setWrong(wrong);
    setComplete(changes > 0 && wrong.isEmpty());
    setHint(changes > 0 ? tr("%n setting(s) will change. What is empty takes its default.", nullptr, changes) : QString());
}

void SettingsSheet::act()
{
    engine::Settings settings;
    for (const auto &[key, field] : m_fields) {
        if (field->text() != m_were[key])
            settings.emplace_back(key, written(key, field->text()));
    }
    std::string changed;
    for (const auto &[key, value] : settings)
        changed += (changed.empty() ? "" : " ") + key + "=" + value;
    engine::Intent intent = intentOf(!m_of.site.empty() ? "address set" : !m_of.dp.empty() ? "dp set" : !m_of.package.value().empty() ? "package set" : "site set",
                                     {{"site", m_of.site}, {"dp", m_of.dp}, {"package", m_of.package.value()}, {"settings", changed}});
    intent.confirmed = true;
    const int count = static_cast<int>(settings.size());
    setBusy(tr("It is written down…"));
    engine::Session::Work<engine::Answer> work = [of = m_of, settings, intent](engine::Session::Desk &desk) -> Result<engine::Answer> {
        const auto site = desk.site();
        if (!site)
            return failure(site.error());
        if (!of.site.empty())
            return engine::setAddress(**site, SiteCode(of.site), settings, intent);
        if (of.dp.empty())
            return of.package.value().empty() ? engine::setSite(**site, settings, intent) : engine::setPackage(**site, of.package, settings, intent);
        const auto transport = desk.transport();
        return transport ? engine::setDp(**site, **transport, of.dp, settings, intent) : failure(transport.error());
    };
    // A folder that changes is looked at, and may lie on a share that does not answer.
    const auto under = m_of.dp.empty() ? session().act<engine::Answer>(std::move(work)) : session().actLong<engine::Answer>(tr("Settings of %1").arg(QString::fromStdString(m_of.dp)), std::move(work));
    QFuture<Result<engine::Answer>>(under).then(this, [this, count](const Result<engine::Answer> &answer) {
        const std::optional<Error> error = answer ? answer->refusal : std::optional(answer.error());
        take(error ? Result<QString>(failure(*error)) : Result<QString>(tr("%n setting(s) changed.", nullptr, count)));
    });
}

} // namespace cartage::ui
