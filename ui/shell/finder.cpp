// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/finder.h"

#include <QAction>
#include <QApplication>
#include <QKeyEvent>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>
#include <QSet>
#include <algorithm>

#include "core/domain/messagecatalogue.h"
#include "core/engine/sitetree.h"
#include "ui/actions/actions.h"
#include "ui/detail/lookup.h"
#include "ui/text/format.h"
#include "ui/text/sentences.h"
#include "ui/text/sitewords.h"

namespace cartage::ui {

namespace {

constexpr int mostFound = 5, mostDone = 6, mostLookedUp = 4, mostWithoutText = 14;

/// How well `text` names it: 0 the beginning, 1 the beginning of a word, 2 anywhere, nothing where a word of it is missing.
std::optional<int> rank(const QString &name, const QString &text)
{
    int worst = 0;
    for (const QString &word : text.split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
        const auto at = name.indexOf(word, 0, Qt::CaseInsensitive);
        if (at < 0)
            return std::nullopt;
        worst = std::max(worst, at == 0 ? 0 : name.at(at - 1).isLetterOrNumber() ? 2 : 1);
    }
    return worst;
}

template <class Item>
struct Ranked {
    int rank;
    Item item;
};

template <class Item>
void keepBest(std::vector<Ranked<Item>> &found, int most)
{
    std::stable_sort(found.begin(), found.end(), [](const auto &a, const auto &b) { return a.rank < b.rank; });
    if (found.size() > static_cast<std::size_t>(most))
        found.resize(static_cast<std::size_t>(most));
}

/// Of a menu and the menus in it.
void collect(const QMenu *menu, QList<QAction *> &all)
{
    for (QAction *each : menu->actions()) {
        if (!each->menu())
            all << each;
        else if (!each->property("notOffered").toBool())
            collect(each->menu(), all);
    }
}

QString wordsOf(const QAction *action)
{
    QString words = action->text();
    return words.remove(QLatin1Char('&'));
}

} // namespace

Result<std::vector<Thing>> thingsOf(engine::Site &site)
{
    const auto problems = engine::problems(site, {});
    if (!problems)
        return failure(problems.error());
    const auto dps = engine::dpViews(site);
    if (!dps)
        return failure(dps.error());
    const auto packages = engine::packageViews(site);
    if (!packages)
        return failure(packages.error());
    const auto below = engine::belowDps(site);
    const auto sites = below ? engine::siteTree(site) : failure(below.error());
    if (!sites)
        return failure(sites.error());
    std::vector<Thing> all;
    for (const engine::ProblemView &each : *problems)
        all.push_back({markOf(each), QStringLiteral("%1: %2").arg(format::shown(each.row.object), sentences::kindOf(each.row.error)), Finder::tr("problem, %n distribution(s)", nullptr, static_cast<int>(each.row.distributions)),
                       {QStringLiteral("problems"), {}, {}, QString::fromStdString(each.key)}});
    for (const engine::DpView &each : *dps)
        all.push_back({markOf(each), format::shown(each.dp.name), Finder::tr("distribution point, %1 packages").arg(format::ofTotal(each.verified, each.packages)),
                       {QStringLiteral("dps"), {}, {}, format::shown(each.dp.name)}});
    for (const engine::BelowDp &each : *below) {
        const QString name = QString::fromStdString(each.dp.site.value()) + QLatin1Char('/') + format::shown(each.dp.name);
        all.push_back({sitewords::dpMark(each.dp.state), name, Finder::tr("distribution point, %1 packages").arg(format::ofTotal(each.verified, each.packages)),
                       {QStringLiteral("dps"), {}, {}, name}});
    }
    for (const engine::SiteNode &each : *sites) {
        if (sites->size() > 1)
            all.push_back({sitewords::markOf(each), sitewords::nameOf(each), Finder::tr("site, %1").arg(sitewords::relation(each)), {QStringLiteral("sites"), {}, {}, QString::fromStdString(each.code.value())}});
    }
    for (const engine::PackageView &each : *packages) {
        const Mark mark = each.problems > 0 || each.package.problem ? Mark::Warning : each.targets > 0 && each.verified == each.targets ? Mark::Installed : Mark::Waiting;
        const QString id = QString::fromStdString(each.package.id.value());
        all.push_back({mark, format::shown(each.package.name), Finder::tr("package %1, at %2 distribution points").arg(id, format::ofTotal(each.verified, each.targets)),
                       {QStringLiteral("packages"), {}, {}, id}});
    }
    return all;
}

Finder::Finder(QMainWindow *window)
    : QObject(window)
    , m_window(window)
    , m_palette(new Palette(window))
{
    m_palette->setSource([this](const QString &text) { return offers(text); });
    qApp->installEventFilter(this);
}

bool Finder::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const auto *widget = qobject_cast<QWidget *>(watched);
        if (key->key() == Qt::Key_K && key->modifiers() == Qt::ControlModifier && widget && widget->window() == m_window) {
            event->ignore();
            return true;
        }
    }
    return QObject::eventFilter(watched, event);
}

void Finder::setSession(engine::Session *session)
{
    m_session = session;
    m_asking = false;
    ++m_asked;
    m_things.clear();
    m_palette->close();
}

void Finder::open(int top, const QString &typed)
{
    ask();
    m_palette->open(top, typed);
}

void Finder::ask()
{
    if (!m_session || m_asking)
        return;
    m_asking = true;
    const int asked = ++m_asked;
    m_session->ask<std::vector<Thing>>([](engine::Session::Desk &desk) -> Result<std::vector<Thing>> {
        const auto site = desk.site();
        return site ? thingsOf(**site) : failure(site.error());
    }).then(this, [this, asked](const Result<std::vector<Thing>> &things) {
        if (asked != m_asked) // of a site that was closed meanwhile
            return;
        m_asking = false;
        if (!things)
            return;
        m_things = *things;
        m_palette->refresh();
    });
}

QList<QAction *> Finder::actions() const
{
    QList<QAction *> all;
    for (const QAction *each : m_window->menuBar()->actions()) {
        if (each->menu())
            collect(each->menu(), all);
    }
    all << m_window->actions();
    if (const auto *operators = m_window->findChild<Actions *>())
        all << operators->findChildren<QAction *>();
    QSet<QAction *> known;
    all.removeIf([&](QAction *each) {
        if (known.contains(each) || each->isSeparator() || !each->isEnabled() || !each->isVisible() || each->text().isEmpty() || each->property("notOffered").toBool())
            return true;
        known.insert(each);
        return false;
    });
    return all;
}

QList<Offer> Finder::offers(const QString &text) const
{
    QList<Offer> all;
    if (!text.isEmpty())
        find(text, all);
    act(text, all);
    if (!text.isEmpty())
        lookUp(text, all);
    return all;
}

void Finder::find(const QString &text, QList<Offer> &offers) const
{
    std::vector<Ranked<const Thing *>> found;
    for (const Thing &thing : m_things) {
        // A package is also found by its id, which stands in the fact.
        const auto byName = rank(thing.name, text);
        const auto byId = !byName && thing.where.selected.startsWith(text, Qt::CaseInsensitive) ? std::optional(1) : byName;
        if (byId)
            found.push_back({*byId, &thing});
    }
    keepBest(found, mostFound);
    for (const auto &[unused, thing] : found) {
        Offer offer;
        offer.group = tr("Find");
        offer.mark = thing->mark;
        offer.name = thing->name;
        offer.fact = thing->fact;
        offer.choose = [this, where = thing->where] { Q_EMIT const_cast<Finder *>(this)->locationWanted(where); };
        offers << offer;
    }
}

void Finder::act(const QString &text, QList<Offer> &offers) const
{
    std::vector<Ranked<QAction *>> found;
    for (QAction *each : actions()) {
        if (const auto how = rank(wordsOf(each), text))
            found.push_back({*how, each});
    }
    keepBest(found, text.isEmpty() ? mostWithoutText : mostDone);
    for (const auto &[unused, action] : found) {
        Offer offer;
        offer.group = tr("Do");
        offer.ownIcon = action->icon();
        offer.icon = "system-run";
        offer.name = wordsOf(action);
        offer.fact = action->property("fact").toString();
        offer.key = action->shortcut().toString(QKeySequence::NativeText);
        offer.choose = [action = QPointer<QAction>(action)] {
            if (action)
                action->trigger();
        };
        offers << offer;
    }
}

void Finder::lookUp(const QString &text, QList<Offer> &offers) const
{
    auto *self = const_cast<Finder *>(this);
    const auto add = [&offers](const char *icon, std::optional<Mark> mark, const QString &name, const QString &fact, std::function<void()> choose) {
        Offer offer;
        offer.group = tr("Look up");
        offer.icon = icon;
        offer.mark = mark;
        offer.name = name;
        offer.fact = fact;
        offer.choose = std::move(choose);
        offers << offer;
    };
    if (!m_session) // the detail pane shows it
        return;
    bool isNumber = false;
    text.toInt(&isNumber);
    static const QList<LookUp> all = allLookUps(); // as long as the words are
    std::vector<Ranked<const LookUp *>> found;
    for (const LookUp &each : all) {
        const auto byName = each.messageId ? (each.name.startsWith(text) ? std::optional(0) : std::nullopt) : text.size() > 2 ? rank(each.name, text) : std::nullopt;
        const auto byText = !byName && each.code && text.size() > 2 ? rank(each.text, text) : std::nullopt;
        if (byName || byText)
            found.push_back({byName ? *byName : 3 + *byText, &each});
    }
    keepBest(found, mostLookedUp);
    for (const auto &[unused, each] : found) {
        const LookUp &what = *each;
        if (what.messageId)
            add("dialog-messages", markOf(catalogueEntry(*what.messageId)->severity), tr("Message %1").arg(what.name), what.text,
                [self, id = *what.messageId] { Q_EMIT self->messageWanted(id); });
        else if (what.code)
            add("help-contents", resolvesOf(*what.code) == Resolves::ByItself ? Mark::Warning : Mark::Error, what.name, what.text,
                [self, code = *what.code] { Q_EMIT self->codeWanted(code); });
    }
    if (isNumber)
        return;
    add("view-filter", std::nullopt, tr("Show everything that names %1").arg(text), tr("distributions"),
        [self, text] { Q_EMIT self->locationWanted({QStringLiteral("distributions"), {}, text, {}}); });
    offers.back().onControlEnter = true;
    offers.back().key = QKeySequence(Qt::CTRL | Qt::Key_Enter).toString(QKeySequence::NativeText);
    add("dialog-messages", std::nullopt, tr("Messages that name %1").arg(text), {}, [self, text] { Q_EMIT self->locationWanted({QStringLiteral("messages"), {}, text, {}}); });
    add("computer", std::nullopt, tr("Clients that name %1").arg(text), {}, [self, text] { Q_EMIT self->locationWanted({QStringLiteral("clients"), {}, text, {}}); });
}

} // namespace cartage::ui
