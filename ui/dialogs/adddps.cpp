// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QRegularExpression>

#include "core/domain/advice.h"
#include "core/domain/settings.h"
#include "ui/dialogs/sheets.h"
#include "ui/text/format.h"

namespace cartage::ui {

namespace {

struct Added {
    QStringList names;
    QStringList known; ///< nothing was done
    QStringList failed; ///< lines that stay in the sheet
    std::optional<Error> first;
};

QString lineOf(const engine::DpWish &wish)
{
    QStringList columns{QString::fromStdString(wish.name), QString::fromStdString(wish.path)};
    for (const std::string &group : wish.groups)
        columns << QString::fromStdString(group);
    return columns.join(QStringLiteral("; "));
}

QString wordsOf(const Added &added)
{
    QStringList said;
    if (!added.names.isEmpty())
        said << AddDpsSheet::tr("%n distribution point(s) added: %1.", nullptr, static_cast<int>(added.names.size())).arg(added.names.join(QStringLiteral(", ")));
    if (!added.known.isEmpty())
        said << AddDpsSheet::tr("There already, and left as they are: %1.").arg(added.known.join(QStringLiteral(", ")));
    return said.join(QLatin1Char(' '));
}

} // namespace

AddDpsSheet::AddDpsSheet(engine::Session &session, QWidget *parent)
    : SessionSheet(session, tr("Add distribution points"), tr("Add and test"), parent)
    , m_table(new QPlainTextEdit(this))
    , m_takeOver(new QCheckBox(tr("Take folders back for distribution points that are known"), this))
{
    m_table->setObjectName(QStringLiteral("table"));
    m_table->setTabChangesFocus(true);
    m_table->setPlaceholderText(tr("berlin1; /mnt/berlin1; north\nOne a line: name, folder, groups; also pasted from a table"));
    m_table->setAccessibleName(tr("Distribution points: name, folder, groups"));
    addWide(m_table);
    m_takeOver->setToolTip(tr("A new disk, or a marker that was lost: the marker is written anew, and what is missing is sent again."));
    addWide(m_takeOver);
    connect(m_table, &QPlainTextEdit::textChanged, this, &AddDpsSheet::check);
    check();
}

/// Columns are divided by a tab or a semicolon; without either the first two by a space, and the rest is the folder.
std::vector<AddDpsSheet::Line> AddDpsSheet::linesOf(const QString &text)
{
    std::vector<Line> all;
    static const QRegularExpression division(QStringLiteral("[\\t;]"));
    for (const QString &each : text.split(QLatin1Char('\n'))) {
        const QString whole = each.trimmed();
        if (whole.isEmpty())
            continue;
        QStringList columns = whole.split(division);
        if (columns.size() == 1)
            columns = {whole.section(QLatin1Char(' '), 0, 0), whole.section(QLatin1Char(' '), 1)};
        Line line;
        line.wish.name = columns[0].trimmed().toStdString();
        const QString folder = columns.value(1).trimmed();
        line.wish.path = folderOf(folder);
        for (const QString &group : columns.mid(2)) {
            if (!group.trimmed().isEmpty())
                line.wish.groups.push_back(group.trimmed().toStdString());
        }
        if (!isDpName(line.wish.name))
            line.wrong = tr("%1 is no name: letters, digits, dot, underline and hyphen, at most 64.").arg(format::shown(line.wish.name));
        else if (!folder.startsWith(QLatin1Char('/')))
            line.wrong = tr("%1: its folder is missing or not absolute.").arg(format::shown(line.wish.name));
        for (const std::string &group : line.wish.groups) {
            if (line.wrong.isEmpty() && !isDpName(group))
                line.wrong = tr("%1 is no name of a group.").arg(format::shown(group));
        }
        all.push_back(std::move(line));
    }
    return all;
}

void AddDpsSheet::takeBack(const std::string &dp)
{
    m_takeOver->setChecked(true);
    session().ask<engine::DpView>([dp](engine::Session::Desk &desk) -> Result<engine::DpView> {
        const auto site = desk.site();
        return site ? engine::dpView(**site, dp) : failure(site.error());
    }).then(this, [this](const Result<engine::DpView> &view) {
        if (!view)
            setWrong(view.error());
        else if (m_table->toPlainText().isEmpty())
            m_table->setPlainText(QStringLiteral("%1; %2").arg(format::shown(view->dp.name), format::shownPath(view->dp.path)));
    });
}

void AddDpsSheet::check()
{
    const std::vector<Line> lines = linesOf(m_table->toPlainText());
    const auto wrong = std::find_if(lines.begin(), lines.end(), [](const Line &line) { return !line.wrong.isEmpty(); });
    setWrong(wrong == lines.end() ? QString() : wrong->wrong);
    setComplete(!lines.empty() && wrong == lines.end());
    setHint(tr("%n distribution point(s): each folder is tried, and a marker is written there.", nullptr, static_cast<int>(lines.size())));
}

void AddDpsSheet::act()
{
    const std::vector<Line> lines = linesOf(m_table->toPlainText());
    setBusy(tr("The folders are tried…"));
    session().actLong<Added>(tr("Adding %n distribution point(s)", nullptr, static_cast<int>(lines.size())), [lines, takeOver = m_takeOver->isChecked()](engine::Session::Desk &desk) -> Result<Added> {
        const auto site = desk.site();
        if (!site)
            return failure(site.error());
        const auto transport = desk.transport();
        if (!transport)
            return failure(transport.error());
        Added added;
        for (const Line &line : lines) {
            const engine::Intent intent = intentOf("dp add", {{"name", line.wish.name}, {"path", line.wish.path}});
            engine::DpWish wish = line.wish;
            wish.takeOver = takeOver;
            const auto answer = engine::addDp(**site, **transport, wish, intent);
            const std::optional<Error> error = answer ? answer->refusal : std::optional(answer.error());
            const bool unchanged = !error && std::any_of(answer->change.notes.begin(), answer->change.notes.end(), [](const engine::Note &note) { return note.code == "unchanged"; });
            if (unchanged) {
                added.known << format::shown(line.wish.name);
                continue;
            }
            if (!error) {
                added.names << format::shown(line.wish.name);
                continue;
            }
            added.failed << lineOf(line.wish);
            if (!added.first)
                added.first = error;
        }
        return added;
    }).then(this, [this](const Result<Added> &added) {
        if (!added || !added->first) {
            take(added ? Result<QString>(wordsOf(*added)) : failure(added.error()));
            return;
        }
        setReady();
        m_table->setPlainText(added->failed.join(QLatin1Char('\n')));
        setWrong(*added->first);
        if (!added->names.isEmpty())
            setHint(tr("Added: %1. What is left above could not be.").arg(added->names.join(QStringLiteral(", "))));
    });
}

} // namespace cartage::ui
