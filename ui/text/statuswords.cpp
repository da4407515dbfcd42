// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/text/statuswords.h"

#include <QCoreApplication>
#include <algorithm>
#include <map>

#include "core/domain/escape.h"
#include "ui/text/format.h"

namespace cartage::ui::statuswords {

namespace {

/// For lupdate, which looks for a class.
class Said
{
    Q_DECLARE_TR_FUNCTIONS(StatusWords)
};

bool has(const std::vector<std::string_view> &marks, std::string_view word) { return std::find(marks.begin(), marks.end(), word) != marks.end(); }

/// What is known of a reason: a few words, then what they mean.
struct Reason {
    QString words;
    Advised advice;
};

QString keeps() { return Said::tr("It stays here until somebody releases or discards it. The messages behind it were taken in all the same."); }
QString asIs() { return Said::tr("Export it and look at it. Discard it if nobody needs it; a release of it as it is would be refused."); }

const std::map<std::string, Reason (*)(), std::less<>> &reasons()
{
    static const std::map<std::string, Reason (*)(), std::less<>> all{
        {"id_reuse",
         [] {
             return Reason{Said::tr("id used twice"),
                           {Said::tr("A message with this id was taken in before, with other content."),
                            Said::tr("One of the two would be lost if ids alone decided. Usual cause: a client's spool that was copied to another machine, or put back from a backup."),
                            Said::tr("Release it: it is taken in under an id of its own. If the client is marked as cloned, give one of the machines a new spool."), keeps()}};
         }},
        {"not_a_message",
         [] {
             return Reason{Said::tr("not a status message"),
                           {Said::tr("What lies here does not begin as a status message does."),
                            Said::tr("Something else was written into the inbox: a wrong path, noise of a damaged disk, a file of another program."), asIs(), keeps()}};
         }},
        {"unfinished",
         [] {
             return Reason{Said::tr("incomplete"),
                           {Said::tr("The file has no end, and for ten minutes nothing was added to it."),
                            Said::tr("A sender that does not publish in one step was interrupted. Cartage's own client keeps such a message in its spool and sends it again."),
                            Said::tr("Nothing, if the client has sent it again since. Else export it: what is there of it can be read."), keeps()}};
         }},
        {"newer_format",
         [] {
             return Reason{Said::tr("newer format"),
                           {Said::tr("The message was written by a newer version of Cartage than this one."), Said::tr("This version cannot read it. Nothing is lost: it is kept as it came."),
                            Said::tr("Update Cartage on this site, then release it."), keeps()}};
         }},
        {"too_large",
         [] {
             return Reason{Said::tr("too large"),
                           {Said::tr("A status message has at most 64 kB; this is more."), Said::tr("It was set aside without being read, so that it could not fill the memory."), asIs(), keeps()}};
         }},
        {"wrong_checksum",
         [] {
             return Reason{Said::tr("wrong checksum"),
                           {Said::tr("The content does not match the checksum at its end."), Said::tr("It was changed on its way: a damaged disk or share, or somebody edited it."),
                            Said::tr("Look at the content. Check the disk and the share that the inbox lies on if there are more of these."), keeps()}};
         }},
        {"bad_text",
         [] {
             return Reason{Said::tr("invalid characters"),
                           {Said::tr("The message holds bytes that are no text, or control characters."), Said::tr("It could deceive whoever reads it, or the terminal that shows it."), asIs(), keeps()}};
         }},
        {"wrong_value",
         [] {
             return Reason{Said::tr("a field is wrong"),
                           {Said::tr("A field of the message is missing, comes twice, or has no value of its form."), Said::tr("It was not written by Cartage's client, or by a damaged one."), asIs(), keeps()}};
         }},
        {"unknown_name",
         [] {
             return Reason{Said::tr("name of no message"),
                           {Said::tr("The file's name is not one that a client gives."), Said::tr("It was put into the inbox by hand, or by another program."), asIs(), keeps()}};
         }},
        {"unreadable",
         [] {
             return Reason{Said::tr("cannot be read"),
                           {Said::tr("The file could not be read."), Said::tr("Its permissions do not allow it, or the disk is damaged there."),
                            Said::tr("Look at its permissions and at the disk, then release it."), keeps()}};
         }},
        {"not_recorded",
         [] {
             return Reason{Said::tr("found here"),
                           {Said::tr("It lay in the quarantine folder without a record of why."), Said::tr("An engine was killed just when it set this aside, or somebody put it there."),
                            Said::tr("Look at the content. Release it if it is a message: it is judged anew."), keeps()}};
         }},
        {"refused_by_database",
         [] {
             return Reason{Said::tr("refused by the database"),
                           {Said::tr("The database did not take this message, and takes others."), Said::tr("Something in it cannot be stored. It was set aside so that the others go on."), asIs(), keeps()}};
         }},
        {"not_a_file",
         [] {
             return Reason{Said::tr("not a file"),
                           {Said::tr("In the place of a message lies something that is no plain file: a folder, a link, a pipe or a device."),
                            Said::tr("It was not opened: to read it might wait for ever or lead elsewhere."), Said::tr("Discard it, and find out who may write into the inbox."), keeps()}};
         }},
    };
    return all;
}

std::optional<Reason> known(const std::string &reason)
{
    const auto found = reasons().find(reason);
    return found == reasons().end() ? std::nullopt : std::optional(found->second());
}

constexpr std::size_t hexRow = 8, longestLine = 1024;

QString hexLine(std::string_view bytes, std::size_t offset)
{
    QString line = QStringLiteral("%1  ").arg(static_cast<qulonglong>(offset), 6, 16, QLatin1Char('0'));
    QString readable;
    for (std::size_t i = 0; i < hexRow; ++i) {
        if (i >= bytes.size()) {
            line += QStringLiteral("   ");
            continue;
        }
        const auto byte = static_cast<unsigned char>(bytes[i]);
        line += QStringLiteral("%1 ").arg(static_cast<uint>(byte), 2, 16, QLatin1Char('0'));
        readable += byte >= 0x20 && byte < 0x7F ? QLatin1Char(static_cast<char>(byte)) : QLatin1Char('.');
    }
    return line + QLatin1Char(' ') + readable;
}

/// More than a tenth of it cannot be shown as it is.
bool isNoise(const std::string &bytes)
{
    if (bytes.empty())
        return false;
    // A character that was cut at the end does not count, nor do tabs and the ends of lines.
    std::string plain = bytes;
    std::erase_if(plain, [](char c) { return c == '\n' || c == '\r' || c == '\t'; });
    const std::string escaped = escapeText(plain);
    return escaped.size() > plain.size() + 3 * (bytes.size() / 10 + 3);
}

} // namespace

QString stateOf(const engine::ClientView &client, Time now)
{
    const auto marks = engine::marksOf(client, now);
    QStringList parts;
    if (has(marks, "gaps"))
        parts << Said::tr("%n number(s) missing", nullptr, static_cast<int>(client.missing));
    if (has(marks, "cloned"))
        parts << Said::tr("cloned");
    if (has(marks, "silent"))
        parts << Said::tr("silent");
    return parts.isEmpty() ? Said::tr("all there") : parts.join(QStringLiteral(", "));
}

Mark markOf(const engine::ClientView &client, Time now)
{
    const auto marks = engine::marksOf(client, now);
    if (has(marks, "cloned")) // only somebody there can end it
        return Mark::Error;
    if (has(marks, "gaps"))
        return Mark::Warning;
    return has(marks, "silent") ? Mark::Stale : Mark::Installed;
}

QString clock(const std::optional<Span> &skew)
{
    if (!skew)
        return format::missing();
    if (std::chrono::abs(*skew) < engine::skewSpoken)
        return Said::tr("correct");
    const auto minutes = std::chrono::round<std::chrono::minutes>(std::chrono::abs(*skew)); // to the second in the tooltip
    const QString size = format::span(minutes);
    return *skew > Span(0) ? Said::tr("%1 ahead").arg(size) : Said::tr("%1 behind").arg(size);
}

QString clockExactly(const std::optional<Span> &skew)
{
    return skew ? Said::tr("%1 against the clock of the inbox").arg(format::later(Time(), Time(*skew))) : Said::tr("The client did not say what its clock was when it brought the message.");
}

QString numbers(const engine::ClientView::Gap &gap)
{
    return gap.first == gap.last ? format::number(gap.first) : Said::tr("%1 to %2").arg(format::number(gap.first), format::number(gap.last));
}

QString reason(const std::string &word)
{
    const auto found = known(word);
    return found ? found->words : format::shown(word);
}

Advised adviceOn(const engine::QuarantineView &what)
{
    if (auto found = known(what.reason))
        return std::move(found->advice);
    return {Said::tr("It was set aside: %1.").arg(format::shown(what.reason)), Said::tr("Nothing is lost: it is kept as it came."), asIs(), keeps()};
}

QString typeName(const std::string &type)
{
    if (type == "file")
        return Said::tr("file");
    if (type == "folder")
        return Said::tr("folder");
    if (type == "link")
        return Said::tr("link");
    return Said::tr("pipe or device");
}

QString kindName(const std::string &kind) { return kind == "status" ? Said::tr("status message") : format::shown(kind); }

QString senderShort(const std::string &sender) { return sender.empty() ? format::missing() : format::shown(sender); }

Shown bytesShown(const std::string &bytes)
{
    Shown shown;
    shown.hexadecimal = isNoise(bytes);
    const std::string_view all(bytes);
    if (shown.hexadecimal) {
        for (std::size_t at = 0; at < all.size(); at += hexRow)
            shown.lines << hexLine(all.substr(at, hexRow), at);
        return shown;
    }
    for (std::size_t at = 0; at < all.size();) {
        const std::size_t end = std::min({all.find('\n', at), all.size(), at + longestLine});
        shown.lines << format::shown(all.substr(at, end - at));
        at = end < all.size() && all[end] == '\n' ? end + 1 : end;
    }
    return shown;
}

} // namespace cartage::ui::statuswords
