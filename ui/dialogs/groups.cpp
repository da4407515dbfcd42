// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dialogs/groups.h"

#include <QListWidget>
#include <algorithm>

#include "core/domain/settings.h"
#include "ui/text/format.h"

namespace cartage::ui {

namespace {

QString joined(const std::vector<std::string> &groups)
{
    QStringList all;
    for (const std::string &each : groups)
        all << QString::fromStdString(each);
    return all.join(QLatin1Char(','));
}

bool hasGroup(const engine::DpView &view, const QString &group)
{
    return std::any_of(view.dp.groups.begin(), view.dp.groups.end(), [&group](const std::string &each) { return QString::fromStdString(each).compare(group, Qt::CaseInsensitive) == 0; });
}

std::string groupsWith(const engine::DpView &view, const QString &group, bool enters)
{
    std::vector<std::string> groups = view.dp.groups;
    std::erase_if(groups, [&group](const std::string &each) { return QString::fromStdString(each).compare(group, Qt::CaseInsensitive) == 0; });
    if (enters)
        groups.push_back(group.toStdString());
    return joined(groups).toStdString();
}

} // namespace

GroupsSheet::GroupsSheet(engine::Session &session, QWidget *parent)
    : SessionSheet(session, tr("Groups of distribution points"), tr("Change the group"), parent)
    , m_group(new QComboBox(this))
    , m_list(new QListWidget(this))
{
    m_group->setObjectName(QStringLiteral("group"));
    m_group->setEditable(true);
    m_group->setInsertPolicy(QComboBox::NoInsert);
    m_list->setObjectName(QStringLiteral("dps"));
    addField(tr("Group"), m_group);
    addField(tr("Distribution points"), m_list);
    setComplete(false);
    connect(m_group, &QComboBox::editTextChanged, this, &GroupsSheet::showGroup);
    connect(m_list, &QListWidget::itemChanged, this, &GroupsSheet::plan);
    fill();
    m_group->setFocus();
}

void GroupsSheet::fill()
{
    session().ask<std::vector<engine::DpView>>([](engine::Session::Desk &desk) -> Result<std::vector<engine::DpView>> {
        const auto site = desk.site();
        return site ? engine::dpViews(**site) : failure(site.error());
    }).then(this, [this](const Result<std::vector<engine::DpView>> &dps) {
        if (!dps) {
            setWrong(dps.error());
            return;
        }
        m_dps = *dps;
        QStringList groups;
        for (const engine::DpView &each : m_dps) {
            for (const std::string &group : each.dp.groups) {
                if (const QString name = QString::fromStdString(group); !groups.contains(name, Qt::CaseInsensitive))
                    groups << name;
            }
            auto *item = new QListWidgetItem(format::shown(each.dp.name), m_list);
            item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
        }
        groups.sort(Qt::CaseInsensitive);
        m_group->addItems(groups);
        showGroup();
    });
}

void GroupsSheet::showGroup()
{
    const QSignalBlocker quiet(m_list);
    const QString group = m_group->currentText().trimmed();
    for (std::size_t i = 0; i < m_dps.size(); ++i)
        m_list->item(static_cast<int>(i))->setCheckState(hasGroup(m_dps[i], group) ? Qt::Checked : Qt::Unchecked);
    plan();
}

/// DPs that enter (true) or leave the group.
std::vector<std::pair<std::string, bool>> GroupsSheet::changes() const
{
    std::vector<std::pair<std::string, bool>> all;
    const QString group = m_group->currentText().trimmed();
    for (std::size_t i = 0; i < m_dps.size(); ++i) {
        const bool wanted = m_list->item(static_cast<int>(i))->checkState() == Qt::Checked;
        if (wanted != hasGroup(m_dps[i], group))
            all.emplace_back(m_dps[i].dp.name, wanted);
    }
    return all;
}

QFuture<Result<GroupsSheet::Sum>> GroupsSheet::ask(bool dryRun)
{
    engine::Session::Work<Sum> work = [changes = changes(), group = m_group->currentText().trimmed(), dryRun](engine::Session::Desk &desk) -> Result<Sum> {
        const auto site = desk.site();
        if (!site)
            return failure(site.error());
        const auto transport = desk.transport();
        if (!transport)
            return failure(transport.error());
        Sum sum;
        for (const auto &[dp, enters] : changes) {
            const auto view = engine::dpView(**site, dp); // as it is now: others change groups, too
            if (!view)
                return failure(view.error());
            const std::string groups = groupsWith(*view, group, enters);
            engine::Intent intent = intentOf("dp set", {{"dp", dp}, {"settings", "groups=" + groups}});
            intent.confirmed = !dryRun;
            intent.dryRun = dryRun;
            const auto answer = engine::setDp(**site, **transport, dp, {{"groups", groups}}, intent);
            const std::optional<Error> error = answer ? answer->refusal : std::optional(answer.error());
            if (error && !(dryRun && error->code == Code::ConfirmationNeeded)) {
                sum.error = error;
                break;
            }
            ++sum.dps;
            sum.distributions += answer->effect.distributions;
            sum.bytes += answer->effect.bytesToSend;
        }
        return sum;
    };
    return dryRun ? session().ask<Sum>(std::move(work)) : session().act<Sum>(std::move(work));
}

void GroupsSheet::plan()
{
    const int asked = ++m_asked;
    const QString group = m_group->currentText().trimmed();
    setWrong(QString());
    setComplete(false);
    if (group.isEmpty()) {
        setHint(tr("Choose a group, or type the name of a new one."));
        return;
    }
    if (!isDpName(group.toStdString())) {
        setHint({});
        setWrong(tr("A name has 1 to 64 letters, digits, dots, underlines and hyphens, and begins with a letter or a digit."));
        return;
    }
    if (changes().empty()) {
        setHint(tr("Tick the distribution points of the group. One that joins gets the group's packages; one that leaves keeps what it has."));
        return;
    }
    ask(true).then(this, [this, asked](const Result<Sum> &sum) {
        if (asked != m_asked)
            return;
        if (!sum || sum->error) {
            setHint({});
            setWrong(sum ? *sum->error : sum.error());
            return;
        }
        const QString dps = tr("%n distribution point(s) change.", nullptr, sum->dps);
        setHint(sum->distributions == 0 ? tr("The engine's plan: %1 Nothing is to be sent.").arg(dps)
                                        : tr("The engine's plan: %1 %2, %3 to be sent.")
                                              .arg(dps, tr("%n distribution(s)", nullptr, static_cast<int>(sum->distributions)), format::bytes(sum->bytes).text()));
        setComplete(true);
    });
}

void GroupsSheet::act()
{
    ++m_asked;
    const QFuture<Result<Sum>> under = ask(false);
    setBusy(tr("It is written down…"));
    QFuture<Result<Sum>>(under).then(this, [this](const Result<Sum> &sum) {
        if (!sum || !sum->error) {
            take(sum ? Result<QString>(tr("%n distribution point(s) changed their groups.", nullptr, sum->dps)) : failure(sum.error()));
            return;
        }
        setReady();
        setWrong(*sum->error);
        if (sum->dps > 0) {
            // Those before it are changed.
            m_list->clear();
            m_dps.clear();
            fill();
        }
    });
}

} // namespace cartage::ui
