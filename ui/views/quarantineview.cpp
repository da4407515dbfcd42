// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/views/quarantineview.h"

#include "ui/text/format.h"
#include "ui/text/statuswords.h"

namespace cartage::ui {

namespace {

const engine::QuarantineView &viewOf(const engine::ListRow &row) { return std::get<engine::QuarantineView>(row); }

Cell cellOf(const QString &text, const QString &tip = {})
{
    Cell cell;
    cell.text = text;
    cell.tip = tip;
    cell.ink = text == format::missing() ? Ink::Text2 : Ink::Text;
    return cell;
}

std::vector<Cell> cellsOf(const engine::QuarantineView &view, Time at)
{
    Cell received = cellOf(format::past(view.received, at), format::exact(view.received));
    received.mark = Mark::Error;
    Cell sender = cellOf(statuswords::senderShort(view.sender), QString::fromStdString(view.sender));
    sender.mono = !view.sender.empty();
    const format::Quantity bytes = view.size ? format::bytes(*view.size) : format::Quantity{format::missing(), {}};
    Cell size = cellOf(bytes.digits);
    size.unit = bytes.unit;
    size.right = true;
    Cell name = cellOf(format::shownPath(view.name));
    name.tip = name.text;
    QString kind = statuswords::kindName(view.kind);
    if (view.type != "file")
        kind += QStringLiteral(", ") + statuswords::typeName(view.type);
    return {received, cellOf(statuswords::reason(view.reason), format::shown(view.detail)), cellOf(kind), size, sender, name};
}

} // namespace

QuarantineView::QuarantineView(engine::Session &asked, QWidget *parent)
    : PagedPage(asked, QStringLiteral("quarantine"), tr("Quarantine"), ListKind::Quarantine, parent)
{
    using engine::ListOrder;
    setUp({{tr("Received"), false, {}, ListOrder::ByTime},
           {tr("Reason"), false, {}, ListOrder::ByReason},
           {tr("Kind")},
           {tr("Size"), true, tr("kB"), ListOrder::BySize},
           {tr("Sender"), false, {}, ListOrder::BySender},
           {tr("Name")}},
          [this](const engine::ListRow &row) { return cellsOf(viewOf(row), now()); }, {5, {16, 20, 20, 9, 33, 24}, {4, 2, 3}}, 0, Qt::DescendingOrder);
}

Subject QuarantineView::subjectOf(const engine::ListRow &row) const
{
    Subject subject;
    subject.kind = Subject::Kind::Quarantined;
    subject.title = format::shownPath(viewOf(row).name);
    subject.record = viewOf(row).id;
    subject.problem = viewOf(row).reason;
    return subject;
}

QString QuarantineView::scopeText(qint64 shown, std::optional<qint64> all) const
{
    if (all && *all != shown)
        return tr("%1 of %2 things in quarantine").arg(format::number(shown), format::number(*all));
    return tr("%n thing(s) in quarantine", nullptr, static_cast<int>(shown));
}

EmptyState::Content QuarantineView::emptyContent() const
{
    EmptyState::Content content;
    content.mark = Mark::Installed;
    content.title = tr("Nothing is in quarantine");
    content.sentence = tr("Everything that came into the inbox could be taken in. What cannot be is set aside here, and nothing waits behind it.");
    return content;
}

} // namespace cartage::ui
