// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/commands/output.h"

#include <QJsonDocument>
#include <cstdio>

#include "app/cli/commands/json.h"
#include "core/domain/advice.h"
#include "core/domain/escape.h"

namespace cartage::cli {

namespace {

/// Columns on a terminal: code points, which is right for all but wide and combining characters.
std::size_t width(std::string_view text)
{
    std::size_t columns = 0;
    for (const char byte : text)
        columns += (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
    return columns;
}

std::string plural(std::int64_t count, const char *one, const char *many)
{
    return std::to_string(count) + " " + (count == 1 ? one : many);
}

} // namespace

void ArrayPrinter::add(const QJsonObject &element)
{
    writeOut((m_any ? ",\n" : "[\n") + jsonLine(element));
    m_any = true;
}

void ArrayPrinter::finish()
{
    writeOut(m_any ? "\n]\n" : "[]\n");
}

Table::Table(std::vector<std::string> headings) : m_headings(std::move(headings))
{
    for (std::string &heading : m_headings) {
        m_right.push_back(heading.starts_with('>'));
        if (m_right.back())
            heading.erase(0, 1);
    }
}

void Table::add(std::vector<std::string> cells)
{
    cells.resize(m_headings.size());
    m_rows.push_back(std::move(cells));
}

void Table::print() const
{
    std::vector<std::size_t> widths;
    for (const std::string &heading : m_headings)
        widths.push_back(width(heading));
    for (const auto &row : m_rows) {
        for (std::size_t i = 0; i < row.size(); ++i)
            widths[i] = std::max(widths[i], width(row[i]));
    }
    const auto line = [&](const std::vector<std::string> &cells) {
        std::string text;
        for (std::size_t i = 0; i < cells.size(); ++i) {
            const std::string pad(widths[i] - width(cells[i]), ' ');
            text += (i ? "  " : "") + (m_right[i] ? pad + cells[i] : cells[i] + pad);
        }
        text.erase(text.find_last_not_of(' ') + 1);
        writeOut(text + "\n");
    };
    line(m_headings);
    for (const auto &row : m_rows)
        line(row);
}

void printNotes(const Context &context, const std::vector<engine::Note> &notes)
{
    for (const engine::Note &each : notes)
        note(context, each.code, each.text);
}

bool showsEffect(const Context &context, const engine::Answer &answer)
{
    return context.dryRun || answer.refusal || !answer.carriedOut;
}

int printAnswer(const Context &context, const engine::Answer &answer)
{
    if (showsEffect(context, answer)) {
        if (context.json) {
            printObject({{QStringLiteral("effect"), toJson(answer.effect)}});
        } else {
            for (const std::string &line : answer.effect.lines)
                writeOut(escapeText(line) + "\n");
            if (!answer.effect.plan.empty())
                writeOut("plan " + answer.effect.plan + "\n");
        }
        printNotes(context, answer.change.notes);
        return answer.refusal ? fail(context, *answer.refusal) : 0;
    }
    if (context.json) {
        printObject(toJson(answer.change));
    } else {
        std::string text = plural(answer.change.changed, "change", "changes");
        if (answer.change.unchanged)
            text += ", " + std::to_string(answer.change.unchanged) + " unchanged";
        if (answer.change.refused)
            text += ", " + std::to_string(answer.change.refused) + " refused";
        writeOut(text + "\n");
    }
    printNotes(context, answer.change.notes);
    return 0;
}

int printPreview(const Context &context, const Result<engine::Effect> &effect)
{
    if (!effect)
        return fail(context, effect.error());
    engine::Answer answer;
    answer.effect = *effect;
    return printAnswer(context, answer);
}

std::string humanBytes(std::int64_t bytes)
{
    if (bytes < 0)
        return "-";
    static constexpr const char *units[] = {"B", "kB", "MB", "GB", "TB"};
    double value = static_cast<double>(bytes);
    int unit = 0;
    while (value >= 1024 && unit < 4) {
        value /= 1024;
        ++unit;
    }
    char text[32];
    std::snprintf(text, sizeof text, unit == 0 || value >= 100 ? "%.0f %s" : "%.1f %s", value, units[unit]);
    return text;
}

std::string humanTime(std::optional<Time> time)
{
    return time ? toRfc3339(*time).substr(0, 19) + "Z" : "-";
}

std::string knownText(std::optional<Time> knownAt) { return knownAt ? "told " + humanTime(knownAt) : "nothing told yet"; }

std::string askedText(const SiteOrder &order)
{
    return std::string(name(order.action)) + " asked " + humanTime(order.askedAt)
           + (order.doneAt ? ", " + std::string(name(order.state)) + " " + humanTime(order.doneAt) : "");
}

} // namespace cartage::cli
