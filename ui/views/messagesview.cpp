// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/messagesview.h"

#include <QScrollBar>

#include "core/domain/messagecatalogue.h"
#include "ui/text/format.h"
#include "ui/text/sentences.h"
#include "ui/views/messagestrip.h"

namespace cartage::ui {

namespace {

const StatusMessage &messageOf(const engine::ListRow &row) { return std::get<StatusMessage>(row); }

Cell cellOf(const QString &text, Ink ink = Ink::Text)
{
    Cell cell;
    cell.text = text;
    cell.ink = ink;
    return cell;
}

std::vector<Cell> cellsOf(const StatusMessage &message, Time at)
{
    Cell time = cellOf(format::clockSeconds(message.time, at));
    time.mark = markOf(message.severity);
    time.tip = QStringLiteral("%1, %2").arg(format::severityName(message.severity), format::exact(message.time));
    Cell received = cellOf(message.received ? format::later(message.time, *message.received) : QString(), Ink::Text2);
    Cell id = cellOf(QString::number(message.id));
    received.right = id.right = true;
    Cell text = cellOf(sentences::of(message));
    text.tip = text.text;
    return {time, received, cellOf(format::shown(message.site)), cellOf(format::shown(message.machine)), cellOf(format::shown(message.component)), id, text};
}

} // namespace

MessagesView::MessagesView(engine::Session &asked, QWidget *parent)
    : PagedPage(asked, QStringLiteral("messages"), tr("Status messages"), ListKind::Messages, parent)
{
    setUp({{tr("Time"), false, {}, engine::ListOrder::ByTime}, {tr("Received"), true}, {tr("Site")}, {tr("Machine")}, {tr("Component")}, {tr("Id"), true}, {tr("Text")}},
          [this](const engine::ListRow &row) { return cellsOf(messageOf(row), now()); }, {6, {17, 9, 5, 12, 18, 6, 40}, {1, 3, 2, 4}}, 0, Qt::DescendingOrder);
    const auto only = [](const char *severity) { return Chip{QStringLiteral("severity"), QString::fromLatin1(severity), false}; };
    setQuickFilters({{QStringLiteral("all"), tr("All"), {}}, {QStringLiteral("warnings"), tr("Warnings"), only("warning")}, {QStringLiteral("errors"), tr("Errors"), only("error")}});
    m_strip = new MessageStrip(asked, this);
    addStrip(m_strip);
    connect(m_strip, &MessageStrip::chosen, this, &MessagesView::goTo);
    connect(list()->verticalScrollBar(), &QScrollBar::valueChanged, this, &MessagesView::takeMarker);
    connect(paged(), &PagedModel::statusChanged, this, &MessagesView::takeMarker);
    connect(paged(), &QAbstractItemModel::dataChanged, this, &MessagesView::takeMarker);
}

/// The hour whose bar was chosen; the same one again: all of them.
void MessagesView::goTo(Time from, Time to)
{
    Location location = this->location();
    const auto isTime = [](const Chip &chip) { return chip.key == QStringLiteral("since") || chip.key == QStringLiteral("until"); };
    const Chip since{QStringLiteral("since"), QString::fromStdString(toRfc3339(from)), false}, until{QStringLiteral("until"), QString::fromStdString(toRfc3339(to)), false};
    const bool again = location.chips.contains(since) && location.chips.contains(until);
    location.chips.removeIf(isTime);
    if (!again)
        location.chips += {since, until};
    location.selected.clear();
    Q_EMIT openRequested(location);
}

/// The time of the row on top.
void MessagesView::takeMarker()
{
    const int row = list()->rowAt(0);
    const engine::ListRow *top = row >= 0 ? paged()->rowAt(row) : nullptr;
    m_strip->setMarker(top ? std::optional(messageOf(*top).time) : std::nullopt);
}

Subject MessagesView::subjectOf(const engine::ListRow &row) const
{
    const StatusMessage &message = messageOf(row);
    return {Subject::Kind::Message, sentences::of(message), {}, {}, {}, {}, message.recordId};
}

/// How many there are of each severity, whichever of them the filter asks for.
void MessagesView::countFor(const Filter &filter, const Stop &stop)
{
    m_strip->setFilter(filter);
    const Filter all = quickFiltered(filter, {});
    session().ask<engine::MessageBucket>([all, until = now(), stop](engine::Session::Desk &desk) -> Result<engine::MessageBucket> {
        const auto site = desk.site();
        if (!site)
            return failure(site.error());
        auto buckets = engine::messageHistogram(**site, all, Time(), until, 1, *stop);
        if (!buckets)
            return failure(buckets.error());
        return buckets->empty() ? engine::MessageBucket() : buckets->front();
    }).then(this, [this, stop](const Result<engine::MessageBucket> &counted) {
        if (!counted || *stop)
            return;
        setQuickCounts({{QStringLiteral("all"), counted->errors + counted->warnings + counted->informations},
                        {QStringLiteral("warnings"), counted->warnings},
                        {QStringLiteral("errors"), counted->errors}});
    });
}

QString MessagesView::newerText(qint64 count) const { return tr("%n new message(s)", nullptr, static_cast<int>(count)); }

QString MessagesView::scopeText(qint64 shown, std::optional<qint64> all) const
{
    if (all && *all != shown)
        return tr("%1 of %2 messages").arg(format::number(shown), format::number(*all));
    return tr("%n message(s)", nullptr, static_cast<int>(shown));
}

EmptyState::Content MessagesView::emptyContent() const
{
    EmptyState::Content content;
    content.mark = Mark::Information;
    content.title = tr("No messages yet");
    content.sentence = tr("Everything that the engine and operators do is told here.");
    return content;
}

} // namespace cartage::ui
