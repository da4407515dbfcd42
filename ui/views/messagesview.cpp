// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/messagesview.h"

#include "core/domain/messagecatalogue.h"
#include "ui/text/format.h"
#include "ui/text/sentences.h"

namespace cartage::ui {

namespace {

constexpr std::int64_t shownAtMost = 2000;

Item itemOf(const StatusMessage &message, Time at)
{
    Item item;
    item.row.id = QString::number(message.recordId);
    Cell severity, time, component, id, text;
    severity.mark = markOf(message.severity);
    severity.text = format::severityName(message.severity);
    severity.ink = message.severity == Severity::Error ? Ink::Red : Ink::Text;
    time.text = format::clockSeconds(message.time, at);
    time.tip = format::exact(message.time);
    component.text = format::shown(message.component);
    id.right = true;
    id.text = QString::number(message.id);
    text.text = QString::fromStdString(renderMessage(message));
    text.tip = text.text;
    item.row.cells = {severity, time, component, id, text};
    item.subject = {Subject::Kind::Message, text.text, {}, {}, {}, {}, message.recordId};
    item.facts[QStringLiteral("severity")] << QString::fromLatin1(name(message.severity).data());
    item.facts[QStringLiteral("component")] << component.text;
    item.facts[QStringLiteral("id")] << id.text;
    for (const StatusMessage::Attribute &attribute : message.attributes) {
        if (attribute.id == 400)
            item.facts[QStringLiteral("package")] << format::shown(attribute.value);
        if (attribute.id == 404)
            item.facts[QStringLiteral("dp")] << format::shown(attribute.value);
    }
    item.sortKeys = {static_cast<double>(message.severity), static_cast<double>(message.recordId), component.text, static_cast<double>(message.id), text.text};
    return item;
}

} // namespace

MessagesView::MessagesView(engine::Session &asked, QWidget *parent) : ListPage(asked, QStringLiteral("messages"), tr("Status messages"), parent)
{
    setUp({{tr("Severity")}, {tr("Time")}, {tr("Component")}, {tr("Id"), true}, {tr("Text")}}, 4, {14, 20, 20, 7, 40}, {QStringLiteral("severity"), QStringLiteral("component"), QStringLiteral("id"), QStringLiteral("package"), QStringLiteral("dp")});
}

void MessagesView::refresh()
{
    const Time at = now();
    ask<std::vector<StatusMessage>>([](engine::Session::Desk &desk) -> Result<std::vector<StatusMessage>> {
        const auto site = desk.site();
        store::MessageFilter newest;
        newest.limit = shownAtMost;
        return site ? engine::messages(**site, newest) : failure(site.error());
    }, [at](const std::vector<StatusMessage> &all) {
        std::vector<Item> rows;
        for (const StatusMessage &message : all)
            rows.push_back(itemOf(message, at));
        return rows;
    });
}

QString MessagesView::scopeText(qint64 shown, qint64 all) const
{
    return shown == all ? tr("The newest %n message(s)", nullptr, static_cast<int>(all))
                        : tr("%1 of the newest %2 messages").arg(format::number(shown), format::number(all));
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
