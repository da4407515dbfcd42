// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/latestchanges.h"

#include <QCoreApplication>

#include "core/domain/messageid.h"
#include "ui/text/format.h"
#include "ui/text/sentences.h"

namespace cartage::ui {

namespace {

/// One change in few words. The numbers of the strings are those of MessageId.
class Change
{
    Q_DECLARE_TR_FUNCTIONS(LatestChanges)

public:
    explicit Change(const engine::ChangeView &view);

    Mark mark;
    QString what, fact;

private:
    void tellOfWork();
    void tellOfDp();
    void tellOfSites();
    void tellOfOperator();
    void set(Mark shown, const QString &title, const QString &second = {});
    [[nodiscard]] QString text(std::size_t number) const;
    [[nodiscard]] Error error(std::size_t number) const;
    [[nodiscard]] QString where() const;
    [[nodiscard]] QString dpsOr(const QString &single) const;

    const engine::ChangeView &m_view;
    MessageId m_id;
    QString m_package;
};

Change::Change(const engine::ChangeView &view)
    : mark(markOf(view.message.severity))
    , what(sentences::of(view.message))
    , m_view(view)
    , m_id(MessageId(view.message.id))
    , m_package(view.packageName.empty() ? text(1) : format::shown(view.packageName))
{
    fact = dpsOr({});
    tellOfWork();
    tellOfDp();
    tellOfSites();
    tellOfOperator();
}

void Change::set(Mark shown, const QString &title, const QString &second)
{
    mark = shown;
    what = title;
    fact = second;
}

/// From 1, as in the catalogue.
QString Change::text(std::size_t number) const
{
    const auto &strings = m_view.message.strings;
    return number <= strings.size() ? format::shown(strings[number - 1]) : QString();
}

Error Change::error(std::size_t number) const
{
    const auto &strings = m_view.message.strings;
    Error error;
    error.code = number <= strings.size() ? codeFromName(strings[number - 1]).value_or(Code::IoError) : Code::IoError;
    return error;
}

QString Change::where() const
{
    return m_view.dps.size() == 1 ? format::shown(m_view.dps.front()) : tr("%n DP(s)", nullptr, static_cast<int>(m_view.dps.size()));
}

/// The names of several, what is known of a single one.
QString Change::dpsOr(const QString &single) const
{
    if (m_view.dps.size() == 1 && !single.isEmpty())
        return single;
    QStringList names;
    for (const std::string &dp : m_view.dps)
        names << format::shown(dp);
    return names.join(QStringLiteral(", "));
}

void Change::tellOfWork()
{
    switch (m_id) {
    case MessageId::Processed:
        return set(Mark::Installed, tr("%1 is done").arg(m_package), tr("version %1 is owed nowhere any more").arg(text(3)));
    case MessageId::ProcessingFailed:
        return set(error(4).kind() == Kind::Transient ? Mark::Retrying : markOf(error(4)), tr("%1 did not reach %2").arg(m_package, where()),
                   dpsOr(sentences::kindOf(error(4))));
    case MessageId::SourceMissing:
        return set(Mark::BlockedNeedsYou, tr("The source of %1 cannot be read").arg(m_package), text(3));
    case MessageId::PackageChanged:
        return set(Mark::Information, tr("%1 has version %2").arg(m_package, text(3)), tr("taken from its source"));
    case MessageId::OnDp:
        return set(Mark::Installed, tr("%1 version %2 is on %3").arg(m_package, text(3), where()), dpsOr(tr("proven there")));
    case MessageId::HashDiffers:
        return set(Mark::Damaged, tr("%1 differs on %2").arg(m_package, where()), dpsOr(tr("%1 files, the first is %2").arg(text(3), text(4))));
    case MessageId::FilesMissing:
        return set(Mark::Damaged, tr("%1 lacks files on %2").arg(m_package, where()), dpsOr(tr("%1 files, the first is %2").arg(text(3), text(4))));
    case MessageId::Validated:
        return set(Mark::Installed, tr("%1 is whole on %2").arg(m_package, where()), dpsOr(tr("version %1 was validated").arg(text(3))));
    case MessageId::RemovedFromDp:
        return set(Mark::Removed, tr("%1 is gone from %2").arg(m_package, where()), dpsOr(tr("taken away")));
    case MessageId::PublishMixed:
        return set(Mark::Failed, tr("%1 is mixed on %2").arg(m_package, where()), sentences::kindOf(error(3)));
    case MessageId::PackageRemoved:
        return set(Mark::Removed, tr("%1 was removed").arg(text(2)), text(1));
    case MessageId::ContentDamaged:
        return set(Mark::DamagedAsks, tr("Content of %1 is damaged").arg(m_package), tr("in the site's library"));
    case MessageId::ContentHealed:
        return set(Mark::Installed, tr("Content of %1 is whole again").arg(m_package), text(3));
    default:
        return;
    }
}

void Change::tellOfDp()
{
    switch (m_id) {
    case MessageId::DpNotReached:
        return set(markOf(error(3)), tr("%1 cannot be reached").arg(text(1)), sentences::kindOf(error(3)));
    case MessageId::DpInstalled:
        return set(Mark::Installed, tr("%1 is a distribution point now").arg(text(1)), text(2));
    case MessageId::DpTakenBack:
        return set(Mark::Installed, tr("%1 was taken back").arg(text(1)), tr("%1 packages were found there").arg(text(3)));
    case MessageId::DpReachedAgain:
        return set(Mark::Installed, tr("%1 can be reached again").arg(text(1)), tr("before: %1").arg(sentences::kindOf(error(2))));
    case MessageId::DpKeepsFailing:
        return set(Mark::DpKeepsFailing, tr("%1 keeps failing").arg(text(1)), tr("%1 failures in a row: %2").arg(text(2), sentences::kindOf(error(3))));
    case MessageId::DpWorksAgain:
        return set(Mark::Installed, tr("%1 works again").arg(text(1)), tr("its distributions go on"));
    case MessageId::DpFailsTooLong:
        return set(Mark::Failed, tr("%1 has failed too long").arg(text(1)), tr("%1 distributions were given up").arg(text(3)));
    case MessageId::DpStale:
        return set(Mark::Stale, tr("%1 is stale").arg(text(1)), tr("nothing was heard of it for long"));
    case MessageId::DpRemoved:
        return set(Mark::Removed, tr("%1 was removed").arg(text(1)), tr("nothing of ours is left there"));
    default:
        return;
    }
}

void Change::tellOfSites()
{
    QStringList names;
    for (const std::string &site : m_view.sites)
        names << format::shown(site);
    const QString sites = names.join(QStringLiteral(", "));
    const QString version = tr("version %1").arg(text(m_id == MessageId::InformationSent ? 3 : 2));
    switch (m_id) {
    case MessageId::InformationSent:
        return set(Mark::Information, tr("%1 was announced").arg(m_package), tr("%1, to %2", "version, sites").arg(version, sites));
    case MessageId::PackageReceived:
        return set(Mark::Information, tr("%1 has come").arg(m_package), tr("%1, from %2", "version, site").arg(version, sites));
    case MessageId::ForwardComplete:
        return set(Mark::Installed, tr("%1 is proven below").arg(m_package), tr("%1, at and below %2", "version, sites").arg(version, sites));
    case MessageId::ForwardWithdrawn:
        return set(Mark::Removed, tr("%1 was withdrawn").arg(m_package), tr("none of its targets at and below %1 exists any more").arg(sites));
    case MessageId::ForwardRefused:
        return set(Mark::Error, tr("%1 refused %2", "site, package").arg(sites, m_package), text(4));
    case MessageId::ChildRestored:
        return set(Mark::Warning, tr("%1 goes on from an earlier state").arg(text(1)), tr("it is asked what it has"));
    case MessageId::SiteMoved:
        return set(Mark::Warning, tr("%1 is behind %2 now", "site, site").arg(text(1), text(3)), tr("it was behind %1").arg(text(2)));
    case MessageId::SignatureRefused:
    case MessageId::InstructionRefused:
        return set(Mark::Warning, tr("An instruction is in quarantine"), m_id == MessageId::SignatureRefused ? text(3) : text(2));
    case MessageId::AddressNotReached:
        return set(markOf(error(3)), tr("%1 cannot be reached").arg(text(1)), sentences::kindOf(error(3)));
    case MessageId::AddressReachedAgain:
        return set(Mark::Installed, tr("%1 can be reached again").arg(text(1)), tr("its inbox takes what is sent"));
    case MessageId::AddressAdded:
        return set(Mark::Information, tr("%1 added site %2", "who, site").arg(text(1), text(2)), text(4));
    case MessageId::AddressRemoved:
        return set(Mark::Removed, tr("%1 removed site %2", "who, site").arg(text(1), text(2)), tr("duties towards it end"));
    case MessageId::Resent:
        return set(Mark::Publishing, tr("%1 sends %2 again", "who, package").arg(text(1), m_package), tr("whole, to %1").arg(text(3)));
    default:
        return;
    }
}

void Change::tellOfOperator()
{
    const QString who = text(1);
    const QString count = tr("%n distribution(s)", nullptr, text(2).toInt());
    const QString object = m_view.packageName.empty() ? m_view.dps.size() == 1 ? where() : count : m_package;
    const QString second = object == count ? QString() : count;
    const QString reason = text(3).isEmpty() ? second : text(3);
    switch (m_id) {
    case MessageId::Distributed:
        return set(Mark::Waiting, tr("%1 distributes %2").arg(who, object), second);
    case MessageId::Undistributed:
        return set(Mark::Removing, tr("%1 takes %2 away").arg(who, object), second);
    case MessageId::RetriedNow:
        return set(Mark::Retrying, tr("%1 had %2 tried again").arg(who, object), second);
    case MessageId::RetriesCleared:
        return set(Mark::Stopped, tr("%1 stopped %2").arg(who, object), reason);
    case MessageId::Held:
        return set(Mark::Paused, tr("%1 holds %2").arg(who, object), reason);
    case MessageId::Released:
        return set(Mark::Waiting, tr("%1 released %2").arg(who, object), second);
    case MessageId::Cancelled:
        return set(Mark::Stopped, tr("%1 cancelled %2").arg(who, object), second);
    case MessageId::Redistributed:
        return set(Mark::Retrying, tr("%1 had %2 repaired").arg(who, object), second);
    case MessageId::PackageToRemove:
        return set(Mark::Removing, tr("%1 removes %2").arg(who, text(3)), text(2));
    case MessageId::DpToRemove:
        return set(Mark::Removing, tr("%1 removes %2").arg(who, text(2)), tr("our content there goes first"));
    case MessageId::DpForgotten:
        return set(Mark::Removed, tr("%1 forgot %2").arg(who, text(2)), tr("what lies there stays"));
    case MessageId::SettingsChanged:
        return set(Mark::Information, tr("%1 changed %2").arg(who, text(2)), tr("settings"));
    case MessageId::SiteRestored:
        return set(Mark::Warning, tr("%1 restored the site").arg(who), text(2));
    default:
        return;
    }
}

} // namespace

std::vector<Row> latestChangeRows(const std::vector<engine::ChangeView> &changes, Time now)
{
    std::vector<Row> rows;
    for (const engine::ChangeView &view : changes) {
        const Change change(view);
        Cell what, when;
        what.mark = change.mark;
        what.text = change.what;
        what.second = change.fact;
        what.tip = sentences::of(view.message);
        when.right = true;
        when.ink = Ink::Text2;
        when.text = format::past(view.message.time, now);
        when.tip = format::exact(view.message.time);
        Row row;
        row.id = QString::number(view.message.recordId);
        row.cells = {what, when};
        rows.push_back(std::move(row));
    }
    return rows;
}

} // namespace cartage::ui
