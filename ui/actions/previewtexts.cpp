// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/actions/previewtexts.h"

#include <QCoreApplication>

#include "ui/text/format.h"

namespace cartage::ui {

namespace {

struct Texts {
    Q_DECLARE_TR_FUNCTIONS(Preview)
public:
    /// "%1" is what it is done to.
    static QString phrase(const QString &key)
    {
        static const std::map<QString, QString (*)()> all{
            {QStringLiteral("retry"), [] { return tr("Try %1 now"); }},
            {QStringLiteral("stop"), [] { return tr("Stop retrying %1"); }},
            {QStringLiteral("hold"), [] { return tr("Hold %1"); }},
            {QStringLiteral("hold-because"), [] { return tr("Hold %1"); }},
            {QStringLiteral("release"), [] { return tr("Release %1"); }},
            {QStringLiteral("cancel"), [] { return tr("Cancel %1"); }},
            {QStringLiteral("redistribute"), [] { return tr("Look through and repair %1"); }},
            {QStringLiteral("force"), [] { return tr("Copy %1 anew"); }},
            {QStringLiteral("undistribute"), [] { return tr("Take %1 away"); }},
            {QStringLiteral("dp-forget"), [] { return tr("Forget %1"); }},
            {QStringLiteral("quarantine-release"), [] { return tr("Release %1"); }},
            {QStringLiteral("quarantine-discard"), [] { return tr("Discard %1"); }},
            {QStringLiteral("component-start"), [] { return tr("Start %1"); }},
            {QStringLiteral("component-pause"), [] { return tr("Pause %1"); }},
            {QStringLiteral("component-stop"), [] { return tr("Stop %1"); }},
            {QStringLiteral("site-resend"), [] { return tr("Send %1 again"); }},
            {QStringLiteral("package-prune"), [] { return tr("Let old versions of %1 go"); }},
        };
        const auto found = all.find(key);
        return found == all.end() ? tr("Remove %1") : found->second();
    }
    static QStringList sentences(const QString &key)
    {
        if (key == QStringLiteral("stop") || key == QStringLiteral("cancel"))
            return {tr("What is incomplete stays so: clients there keep the version that they have, or none."), tr("The cause remains. Only “Retry now” takes them up again.")};
        if (key == QStringLiteral("hold-because"))
            return {tr("Nothing is sent there until it is released. What is there stays readable.")};
        if (key == QStringLiteral("force"))
            return {tr("Files that are right there already are sent as well.")};
        if (key == QStringLiteral("undistribute"))
            return {tr("Clients that use these distribution points cannot read the packages there any more.")};
        if (key == QStringLiteral("package-remove"))
            return {tr("It is taken from all distribution points; then it goes with all its versions.")};
        if (key == QStringLiteral("quarantine-discard"))
            return {tr("What lies there is deleted for good. Export it first if somebody may ask for it.")};
        if (key == QStringLiteral("component-pause"))
            return {tr("What it is at comes to its end; nothing new is begun until somebody starts it."), tr("Nothing is lost: what comes meanwhile waits.")};
        if (key == QStringLiteral("component-stop"))
            return {tr("What it is at ends at its next block and keeps what it has; nothing new is begun until somebody starts it."), tr("Nothing is lost: what comes meanwhile waits.")};
        if (key == QStringLiteral("site-resend"))
            return {tr("The newest version goes there whole, whatever that site has of it. What is right there already stays as it is.")};
        if (key == QStringLiteral("site-remove"))
            return {tr("This site forgets it and all sites behind it: what they were given is not followed up any more, and nothing is sent there."),
                    tr("What lies there stays, and clients there go on reading it. What that site sends from now on stands in quarantine here.")};
        if (key == QStringLiteral("quarantine-release"))
            return {tr("Each is judged anew. What is still not valid comes back here.")};
        if (key == QStringLiteral("package-prune"))
            return {tr("Their content leaves the library. No rollback leads to them any more.")};
        return {};
    }
    static QList<PreviewPane::Choice> choices(const QString &key, const Planned &plan)
    {
        if (key != QStringLiteral("dp-remove") && key != QStringLiteral("dp-forget"))
            return {};
        return {{QStringLiteral("dp-forget"), tr("Forget them now"),
                 tr("%1 stay behind. A distribution point that comes back can be taken over without a copy.").arg(format::bytes(plan.bytes).text()), key == QStringLiteral("dp-forget")},
                {QStringLiteral("dp-remove"), tr("Take our content away first, then remove"), tr("Waits for contact and probes every 10 min, for as long as it takes."),
                 key == QStringLiteral("dp-remove")}};
    }
    static QList<QPair<QString, QString>> ends(const Deed &deed, const Planned &plan)
    {
        const engine::Effect &effect = plan.effect;
        if (deed.of == Deed::Of::Sites) {
            QList<QPair<QString, QString>> ofSites;
            if (effect.bytesToSend > 0)
                ofSites.push_back({format::bytes(effect.bytesToSend).text(), tr("to be sent at the most")});
            if (effect.distributions > 0)
                ofSites.push_back({format::number(effect.distributions), tr("distribution(s) there, not followed up any more", nullptr, static_cast<int>(effect.distributions))});
            return ofSites;
        }
        const int rows = static_cast<int>(effect.distributions);
        QList<QPair<QString, QString>> all;
        if (deed.of == Deed::Of::Quarantined || deed.of == Deed::Of::Components)
            return deed.key == QStringLiteral("quarantine-discard") && plan.bytes > 0 ? QList<QPair<QString, QString>>{{format::bytes(plan.bytes).text(), tr("to be deleted")}} : all;
        if (deed.key != QStringLiteral("package-prune")) {
            const QString counted = plan.retrying > 0 ? tr("distribution(s), %1 of them retrying now", nullptr, rows).arg(format::number(plan.retrying)) : tr("distribution(s)", nullptr, rows);
            all.push_back({format::number(rows), counted});
            all.push_back({format::number(effect.running), tr("transfer(s) at work, ended", nullptr, static_cast<int>(effect.running))});
            all.push_back({format::number(effect.childSites), tr("child site(s) contacted", nullptr, static_cast<int>(effect.childSites))});
        }
        if (effect.bytesToSend > 0)
            all.push_back({format::bytes(effect.bytesToSend).text(), tr("to be sent")});
        if (effect.bytesToDelete > 0)
            all.push_back({format::bytes(effect.bytesToDelete).text(), tr("to be deleted")});
        return all;
    }
    static QString lossEffect(const QString &key, const QString &site)
    {
        if (key == QStringLiteral("package-remove"))
            return tr("No client can read them, and they leave the library of %1 as well.").arg(site);
        return tr("No client can read them. They stay in the library of %1 and can be distributed again.").arg(site);
    }
    static QString safe(const Deed &deed, std::int64_t touched)
    {
        const bool goes = deed.key == QStringLiteral("dp-remove") || deed.key == QStringLiteral("dp-forget") || deed.key == QStringLiteral("package-remove")
                          || deed.key == QStringLiteral("package-prune") || deed.key == QStringLiteral("undistribute") || deed.key == QStringLiteral("quarantine-discard") || deed.key == QStringLiteral("site-remove");
        return goes ? tr("Keep them", nullptr, static_cast<int>(touched)) : tr("Change nothing");
    }
    static QString ofNothing() { return tr("Nothing of it can be changed this way now."); }
    static QString contentTitle() { return tr("What happens to the content"); }
    static QString endsTitle(const Deed &deed) { return isDestructive(deed) ? tr("What ends with it") : tr("What it touches"); }
    static bool isDestructive(const Deed &deed)
    {
        return deed.manner == Deed::Manner::Preview && deed.key != QStringLiteral("hold-because") && deed.key != QStringLiteral("site-resend") && deed.of != Deed::Of::Components;
    }
};

} // namespace

QString phraseOf(const Deed &deed, std::int64_t touched) { return Texts::phrase(deed.key).arg(deed.object(static_cast<int>(touched))); }

PreviewPane::Content contentOf(const Deed &deed, const Planned &plan, const QString &note, const QString &site)
{
    PreviewPane::Content content;
    content.act = phraseOf(deed, plan.touched);
    content.title = content.act + QLatin1Char('?');
    content.note = plan.touched == 0 ? Texts::ofNothing() : note;
    content.plan = plan;
    content.sentences = plan.touched == 0 ? QStringList() : Texts::sentences(deed.key);
    content.ends = Texts::ends(deed, plan);
    content.endsTitle = Texts::endsTitle(deed);
    content.lossEffect = Texts::lossEffect(deed.key, site);
    content.wayOut = deed.key != QStringLiteral("package-remove");
    content.choices = Texts::choices(deed.key, plan);
    content.choiceTitle = Texts::contentTitle();
    content.safe = Texts::safe(deed, plan.touched);
    content.destructive = Texts::isDestructive(deed);
    return content;
}

} // namespace cartage::ui
