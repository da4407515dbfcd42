// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QHBoxLayout>
#include <QListWidget>

#include "ui/dialogs/sheets.h"
#include "ui/text/format.h"

namespace cartage::ui {

namespace {

struct Choice {
    std::vector<engine::PackageView> packages;
    std::vector<engine::DpView> dps;
};

std::vector<std::string> checkedIn(const QListWidget *list)
{
    std::vector<std::string> all;
    for (int row = 0; row < list->count(); ++row) {
        if (list->item(row)->checkState() == Qt::Checked)
            all.push_back(list->item(row)->data(Qt::UserRole).toString().toStdString());
    }
    return all;
}

void addItem(QListWidget *list, const QString &words, const std::string &key, bool checked)
{
    auto *item = new QListWidgetItem(words, list);
    item->setData(Qt::UserRole, QString::fromStdString(key));
    item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
    item->setCheckState(checked ? Qt::Checked : Qt::Unchecked);
}

engine::Session::Work<engine::Answer> distribution(const QListWidget *packages, const QListWidget *dps, const engine::Intent &intent)
{
    std::vector<PackageId> ids;
    for (const std::string &id : checkedIn(packages))
        ids.emplace_back(id);
    engine::TargetNames targets;
    targets.dps = checkedIn(dps);
    return [ids, targets, intent](engine::Session::Desk &desk) -> Result<engine::Answer> {
        const auto site = desk.site();
        return site ? engine::distribute(**site, ids, targets, intent) : failure(site.error());
    };
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
    addField(tr("Distribution points"), m_dps);
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
        return Choice{*packages, *dps};
    }).then(this, [this](const Result<Choice> &choice) {
        if (!choice) {
            setWrong(choice.error());
            return;
        }
        for (const engine::PackageView &each : choice->packages) {
            const bool chosen = std::find(m_chosen.begin(), m_chosen.end(), each.package.id) != m_chosen.end();
            addItem(m_packages, QStringLiteral("%1  %2").arg(format::shown(each.package.name), QString::fromStdString(each.package.id.value())), each.package.id.value(), chosen);
        }
        for (const engine::DpView &each : choice->dps)
            addItem(m_dps, format::shown(each.dp.name), each.dp.name, false);
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
    if (checkedIn(m_packages).empty() || checkedIn(m_dps).empty()) {
        setHint(tr("Choose packages and distribution points."));
        return;
    }
    engine::Intent look;
    look.dryRun = true;
    look.command = "distribute";
    session().ask<engine::Answer>(distribution(m_packages, m_dps, look)).then(this, [this, asked](const Result<engine::Answer> &answer) {
        if (asked != m_asked)
            return;
        const std::optional<Error> error = answer ? answer->refusal : std::optional(answer.error());
        if (error) {
            setHint({});
            setWrong(*error);
            return;
        }
        m_plan = answer->effect.plan;
        const std::int64_t rows = answer->effect.distributions;
        setHint(rows == 0 ? tr("All of them are wanted there already.")
                          : tr("The engine's plan: %n distribution(s), %1 to be sent.", nullptr, static_cast<int>(rows)).arg(format::bytes(answer->effect.bytesToSend).text()));
        setComplete(rows > 0);
    });
}

void DistributeSheet::act()
{
    engine::Intent intent;
    intent.confirmed = true;
    intent.plan = m_plan;
    intent.command = "distribute";
    const auto work = distribution(m_packages, m_dps, intent);
    setBusy(tr("It is written down…"));
    session().act<engine::Answer>(work).then(this, [this](const Result<engine::Answer> &answer) {
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
