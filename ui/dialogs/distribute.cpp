// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QHBoxLayout>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QListWidget>
#include <set>

#include "core/domain/escape.h"
#include "core/engine/sitetree.h"
#include "ui/dialogs/sheets.h"
#include "ui/text/format.h"

namespace cartage::ui {

namespace {

constexpr int groupRole = Qt::UserRole + 1;
/// More are not asked one by one how long they take.
constexpr std::size_t mostTimed = 30;

struct Choice {
    std::vector<engine::PackageView> packages;
    std::vector<engine::DpView> dps;
    std::vector<engine::BelowDp> below; ///< whose names stand for them alone
};

/// A name that two have says of none which one is meant.
void keepUnique(std::vector<engine::BelowDp> &below, const std::vector<engine::DpView> &own)
{
    std::map<std::string, int> uses;
    for (const engine::DpView &each : own)
        ++uses[foldName(each.dp.name)];
    for (const engine::BelowDp &each : below)
        ++uses[foldName(each.dp.name)];
    std::erase_if(below, [&uses](const engine::BelowDp &each) { return uses[foldName(each.dp.name)] > 1; });
}

/// What is chosen, as the engine is asked for it.
struct Order {
    std::vector<PackageId> packages;
    engine::TargetNames targets;
};

Order orderOf(const QListWidget *packages, const QListWidget *dps)
{
    Order order;
    for (int row = 0; row < packages->count(); ++row) {
        if (packages->item(row)->checkState() == Qt::Checked)
            order.packages.emplace_back(packages->item(row)->data(Qt::UserRole).toString().toStdString());
    }
    for (int row = 0; row < dps->count(); ++row) {
        const QListWidgetItem *item = dps->item(row);
        if (item->checkState() == Qt::Checked)
            (item->data(groupRole).toBool() ? order.targets.groups : order.targets.dps).push_back(item->data(Qt::UserRole).toString().toStdString());
    }
    return order;
}

void addItem(QListWidget *list, const QString &words, const std::string &key, bool checked, bool isGroup = false)
{
    auto *item = new QListWidgetItem(words, list);
    item->setData(Qt::UserRole, QString::fromStdString(key));
    item->setData(groupRole, isGroup);
    item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
    item->setCheckState(checked ? Qt::Checked : Qt::Unchecked);
}

engine::Intent intentOf(const Order &order)
{
    QJsonArray packages, dps, groups;
    for (const PackageId &id : order.packages)
        packages.append(QString::fromStdString(id.value()));
    for (const std::string &dp : order.targets.dps)
        dps.append(QString::fromStdString(dp));
    for (const std::string &group : order.targets.groups)
        groups.append(QString::fromStdString(group));
    engine::Intent intent;
    intent.command = "distribute";
    intent.arguments = QJsonDocument(QJsonObject{{QStringLiteral("packages"), packages}, {QStringLiteral("dps"), dps}, {QStringLiteral("groups"), groups}}).toJson(QJsonDocument::Compact).toStdString();
    return intent;
}

/// A plan, and how long the slowest of the distribution points that have a limit takes for its share.
struct Look {
    engine::Answer answer;
    std::optional<Span> longest;
    std::string slowest;
};

Result<Look> lookAt(engine::Session::Desk &desk, const Order &order)
{
    const auto site = desk.site();
    if (!site)
        return failure(site.error());
    engine::Intent intent = intentOf(order);
    intent.dryRun = true;
    auto answer = engine::distribute(**site, order.packages, order.targets, intent);
    if (!answer)
        return failure(answer.error());
    Look look{std::move(*answer), {}, {}};
    std::set<std::string> dps;
    for (const engine::Change::Row &row : look.answer.change.rows)
        dps.insert(row.dp);
    if (dps.size() > mostTimed)
        return look;
    for (const std::string &dp : dps) {
        const auto view = engine::dpView(**site, dp);
        if (!view || view->dp.settings.rate <= 0)
            continue;
        const auto share = engine::distribute(**site, order.packages, {{dp}, {}, false}, intent);
        if (!share)
            continue;
        const Span takes = std::chrono::seconds(share->effect.bytesToSend / view->dp.settings.rate);
        if (!look.longest || takes > *look.longest) {
            look.longest = takes;
            look.slowest = dp;
        }
    }
    return look;
}

} // namespace

DistributeSheet::DistributeSheet(engine::Session &session, std::vector<PackageId> chosen, QWidget *parent)
    : SessionSheet(session, tr("Distribute"), tr("Distribute"), parent)
    , m_packages(new QListWidget(this))
    , m_dps(new QListWidget(this))
    , m_chosen(std::move(chosen))
{
    m_packages->setObjectName(QStringLiteral("packages"));
    m_dps->setObjectName(QStringLiteral("dps"));
    addField(tr("Packages"), m_packages);
    addField(tr("To"), m_dps);
    setComplete(false);
    fill();
}

void DistributeSheet::fill()
{
    session().ask<Choice>([](engine::Session::Desk &desk) -> Result<Choice> {
        const auto site = desk.site();
        if (!site)
            return failure(site.error());
        const auto packages = engine::packageViews(**site);
        if (!packages)
            return failure(packages.error());
        const auto dps = engine::dpViews(**site);
        if (!dps)
            return failure(dps.error());
        auto below = engine::belowDps(**site);
        if (!below)
            return failure(below.error());
        keepUnique(*below, *dps);
        return Choice{*packages, *dps, std::move(*below)};
    }).then(this, [this](const Result<Choice> &choice) {
        if (!choice) {
            setWrong(choice.error());
            return;
        }
        for (const engine::PackageView &each : choice->packages) {
            const bool chosen = std::find(m_chosen.begin(), m_chosen.end(), each.package.id) != m_chosen.end();
            addItem(m_packages, QStringLiteral("%1  %2").arg(format::shown(each.package.name), QString::fromStdString(each.package.id.value())), each.package.id.value(), chosen);
        }
        std::map<std::string, int> groups;
        for (const engine::DpView &each : choice->dps) {
            for (const std::string &group : each.dp.groups)
                ++groups[group];
        }
        for (const engine::BelowDp &each : choice->below) {
            for (const std::string &group : each.dp.groups)
                ++groups[group];
        }
        for (const auto &[group, count] : groups)
            addItem(m_dps, tr("Group %1 (%2)").arg(format::shown(group), format::number(count)), group, false, true);
        for (const engine::DpView &each : choice->dps)
            addItem(m_dps, format::shown(each.dp.name), each.dp.name, false);
        for (const engine::BelowDp &each : choice->below)
            addItem(m_dps, QStringLiteral("%1/%2").arg(QString::fromStdString(each.dp.site.value()), format::shown(each.dp.name)), each.dp.name, false);
        connect(m_packages, &QListWidget::itemChanged, this, &DistributeSheet::plan);
        connect(m_dps, &QListWidget::itemChanged, this, &DistributeSheet::plan);
        plan();
    });
}

void DistributeSheet::plan()
{
    const int asked = ++m_asked;
    m_plan.clear();
    setComplete(false);
    setWrong(QString());
    const Order order = orderOf(m_packages, m_dps);
    if (order.packages.empty() || (order.targets.dps.empty() && order.targets.groups.empty())) {
        setHint(tr("Choose packages, and groups or distribution points."));
        return;
    }
    session().ask<Look>([order](engine::Session::Desk &desk) { return lookAt(desk, order); }).then(this, [this, asked, order](const Result<Look> &look) {
        if (asked != m_asked)
            return;
        const std::optional<Error> error = look ? look->answer.refusal : std::optional(look.error());
        if (error) {
            setHint({});
            setWrong(*error);
            return;
        }
        m_plan = look->answer.effect.plan;
        const std::int64_t rows = look->answer.effect.distributions;
        // A group can become a duty where all of its members have the package already.
        const bool anything = rows > 0 || look->answer.change.changed > 0;
        QString hint = rows > 0 ? tr("The engine's plan: %n distribution(s), %1 to be sent.", nullptr, static_cast<int>(rows)).arg(format::bytes(look->answer.effect.bytesToSend).text())
                       : look->answer.effect.childSites > 0 ? tr("The engine's plan: %n site(s) below are asked to see to it.", nullptr, static_cast<int>(look->answer.effect.childSites))
                       : anything ? tr("All of them are wanted there already; who joins the group gets them as well.")
                                  : tr("All of them are wanted there already.");
        if (look->longest && rows > 0)
            hint += QLatin1Char(' ') + tr("At the limits that are set it takes at least %1 (%2).").arg(format::span(*look->longest), format::shown(look->slowest));
        setHint(hint);
        setComplete(anything);
    });
}

void DistributeSheet::act()
{
    const Order order = orderOf(m_packages, m_dps);
    engine::Intent intent = intentOf(order);
    intent.confirmed = true;
    intent.plan = m_plan;
    setBusy(tr("It is written down…"));
    session().act<engine::Answer>([order, intent](engine::Session::Desk &desk) -> Result<engine::Answer> {
        const auto site = desk.site();
        return site ? engine::distribute(**site, order.packages, order.targets, intent) : failure(site.error());
    }).then(this, [this](const Result<engine::Answer> &answer) {
        const std::optional<Error> error = answer ? answer->refusal : std::optional(answer.error());
        if (!error) {
            take(tr("%n distribution(s) are wanted now.", nullptr, static_cast<int>(answer->change.changed)));
            return;
        }
        setReady();
        if (error->code == Code::PlanMoved)
            plan();
        setWrong(*error);
    });
}

} // namespace cartage::ui
