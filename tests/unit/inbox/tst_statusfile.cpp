// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/inbox/statusfile.h"

using namespace cartage;
using namespace cartage::inbox;

namespace {

StatusReport sample()
{
    StatusReport report;
    report.guid = "6f9619ff-8b86-4d01-b42d-00cf4fc964ff";
    report.sender = "0123456789abcdef0123456789abcdef";
    report.sequence = 17;
    report.machine = "BERLIN-PC-0042";
    report.time = *parseRfc3339("2026-11-20T03:07:52.972Z");
    report.id = 10006;
    report.severity = Severity::Error;
    report.component = "Software Distribution";
    report.strings = {"two\nlines", "back\\slash and \x01 and \x7f and \t", "", "Gr\xC3\xBC\xC3\x9F"
                                                                               "e \xE2\x80\xAE"
                                                                               "evil"};
    report.attributes = {{400, "CEN00001"}, {404, ""}};
    return report;
}

std::string sealed(const std::string &message)
{
    return message + "END " + xxh128(asBytes(message)).hex() + "\n";
}

/// A good file whose line that begins with `key` is `line`; empty: left out.
std::string with(std::string_view key, const std::string &line)
{
    std::string text = encodeStatusFile(sample());
    text.erase(text.find("END "));
    const std::size_t at = text.find("\n" + std::string(key)) + 1;
    text.replace(at, text.find('\n', at) + 1 - at, line.empty() ? "" : line + "\n");
    return sealed(text);
}

std::string faultOf(std::string_view bytes)
{
    const auto read = parseStatusFile(bytes);
    return read ? "good" : std::string(name(read.error().fault));
}

QByteArray bytesOf(const std::string &text)
{
    return QByteArray(text.data(), static_cast<qsizetype>(text.size()));
}

} // namespace

class TestStatusFile final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theFormIsTheDocumentedOne()
    {
        StatusReport report = sample();
        report.strings = {"a\nb\\c\x1b"};
        const std::string message = "cartage-status 1\n"
                                    "id 6f9619ff-8b86-4d01-b42d-00cf4fc964ff\n"
                                    "sender 0123456789abcdef0123456789abcdef\n"
                                    "sequence 17\n"
                                    "machine BERLIN-PC-0042\n"
                                    "time 2026-11-20T03:07:52.972Z\n"
                                    "message 10006\n"
                                    "severity error\n"
                                    "component Software Distribution\n"
                                    "string a\\nb\\\\c\\x1B\n"
                                    "attribute 400 CEN00001\n"
                                    "attribute 404 \n";
        QCOMPARE(bytesOf(encodeStatusFile(report)), bytesOf(sealed(message)));
        QCOMPARE(sentLine(report.time), std::string("SENT 2026-11-20T03:07:52.972Z\n"));
    }

    void whatWasWrittenIsRead()
    {
        const std::string text = encodeStatusFile(sample());
        const auto read = parseStatusFile(text);
        QVERIFY(read.has_value());
        QVERIFY(read->report == sample());
        QCOMPARE(read->content.hex(), text.substr(text.find("END ") + 4, 32));
        QVERIFY(!read->sent);
        const Time now = sample().time + Span(5);
        const auto brought = parseStatusFile(text + sentLine(now));
        QVERIFY(brought && brought->sent == now && brought->content == read->content && brought->report == sample());
    }

    void F35_everyBeginningIsUnfinishedOrRefused()
    {
        const std::string text = encodeStatusFile(sample());
        for (std::size_t length = 0; length < text.size(); ++length)
            QCOMPARE(faultOf(text.substr(0, length)), std::string("unfinished"));
        const std::string brought = text + sentLine(sample().time);
        for (std::size_t length = text.size() + 1; length < brought.size(); ++length)
            QCOMPARE(faultOf(brought.substr(0, length)), std::string("unfinished"));
    }

    void F36_everyChangedByteIsFound()
    {
        const std::string text = encodeStatusFile(sample());
        for (std::size_t at = 0; at < text.size(); ++at) {
            for (int bit = 0; bit < 8; ++bit) {
                std::string changed = text;
                changed[at] = static_cast<char>(changed[at] ^ (1 << bit));
                QVERIFY2(faultOf(changed) != "good", qPrintable(QStringLiteral("byte %1 bit %2").arg(at).arg(bit)));
            }
        }
    }

    void F36_whatIsNoMessageIsNamed_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("fault");
        const auto row = [](const char *what, const std::string &bytes, const char *fault) { QTest::newRow(what) << bytesOf(bytes) << QString::fromLatin1(fault); };
        const std::string good = encodeStatusFile(sample());
        row("F36 empty", "", "unfinished");
        row("F36 noise", std::string(500, '\xFF'), "not_a_message");
        row("F36 zeros", std::string(500, '\0'), "not_a_message");
        row("F36 another magic", "cartage-request 1\n", "not_a_message");
        row("F36 version 0", "cartage-status 0\n", "not_a_message");
        row("F36 version 01", "cartage-status 01\n", "not_a_message");
        row("F36 a first line without end", "cartage-status " + std::string(100, '1'), "not_a_message");
        row("F36 a newer version", "cartage-status 2\nwhatever\xFF", "newer_format");
        row("F37 too large", good + std::string(longestStatusFile, 'x'), "too_large");
        row("checksum of something else", [&] {
            std::string text = good;
            text[text.find("END ") + 4] ^= 1;
            return text;
        }(), "wrong_checksum");
        row("checksum in capitals", [&] {
            std::string text = good;
            for (std::size_t at = text.find("END ") + 4; at < text.size(); ++at)
                text[at] = static_cast<char>(std::toupper(static_cast<unsigned char>(text[at])));
            return text;
        }(), "wrong_checksum");
        row("something behind END", good + "x\n", "wrong_value");
        row("a long line behind END", good + std::string(40, 'x') + "\n", "wrong_value");
        row("two SENT", good + sentLine(sample().time) + sentLine(sample().time), "wrong_value");
        row("SENT without a time", good + "SENT 2026-13-20T03:07:52.972Z\n", "wrong_value");
        row("F38 not UTF-8", with("component ", "component \xC3("), "bad_text");
        row("F38 a surrogate", with("component ", "component \xED\xA0\x80"), "bad_text");
        row("F38 over-long", with("component ", "component \xC0\xAF"), "bad_text");
        row("F38 NUL", with("component ", std::string("component a\0b", 13)), "bad_text");
        row("F38 tab", with("component ", "component a\tb"), "bad_text");
        row("F38 carriage returns", with("component ", "component a\r"), "bad_text");
        row("F38 NUL escaped", with("component ", "component a\\x00b"), "wrong_value");
        row("F38 a letter escaped", with("component ", "component \\x41"), "wrong_value");
        row("F38 a line feed in hexadecimal", with("component ", "component \\x0A"), "wrong_value");
        row("F38 half an escape", with("component ", "component a\\x1"), "wrong_value");
        row("F38 a backslash at the end", with("component ", "component a\\"), "wrong_value");
        row("F38 bidirectional characters are text", with("component ", "component \xE2\x80\xAE"), "good");
        row("F38 number too large", with("sequence ", "sequence 99999999999999999999999"), "wrong_value");
        row("F38 sequence past its limit", with("sequence ", "sequence 10000000000000000"), "wrong_value");
        row("highest sequence", with("sequence ", "sequence 9999999999999999"), "good");
        row("sequence 0", with("sequence ", "sequence 0"), "wrong_value");
        row("sequence with a sign", with("sequence ", "sequence +1"), "wrong_value");
        row("sequence with a zero", with("sequence ", "sequence 01"), "wrong_value");
        row("message past its limit", with("message ", "message 2147483648"), "wrong_value");
        row("message negative", with("message ", "message -1"), "wrong_value");
        row("a severity that is none", with("severity ", "severity fatal"), "wrong_value");
        row("a field is missing", with("severity ", ""), "wrong_value");
        row("a field twice", with("severity ", "severity error\nseverity error"), "wrong_value");
        row("fields in another order", with("sender ", "sequence 17"), "wrong_value");
        row("a string behind an attribute", with("attribute 404", "attribute 404 x\nstring y"), "wrong_value");
        row("an attribute without number", with("attribute 404", "attribute x y"), "wrong_value");
        row("an attribute without value", with("attribute 404", "attribute 404"), "wrong_value");
        row("an unknown field", with("attribute 404", "colour red"), "wrong_value");
        row("an empty line", with("attribute 404", "\n"), "wrong_value");
        row("a GUID in capitals", with("id ", "id 6F9619FF-8B86-4D01-B42D-00CF4FC964FF"), "wrong_value");
        row("a GUID of another version", with("id ", "id 6f9619ff-8b86-1d01-b42d-00cf4fc964ff"), "wrong_value");
        row("a GUID of another variant", with("id ", "id 6f9619ff-8b86-4d01-c42d-00cf4fc964ff"), "wrong_value");
        row("a sender too short", with("sender ", "sender 0123"), "wrong_value");
        row("a time without milliseconds", with("time ", "time 2026-11-20T03:07:52Z"), "wrong_value");
        row("a time with an offset", with("time ", "time 2026-11-20T03:07:52.97+01"), "wrong_value");
        row("a time that is none", with("time ", "time 2026-02-30T03:07:52.972Z"), "wrong_value");
        row("a leap second", with("time ", "time 2016-12-31T23:59:60.000Z"), "wrong_value");
        row("no machine", with("machine ", "machine "), "wrong_value");
        row("255 characters", with("machine ", "machine " + QString(255, QChar(0x00FC)).toStdString()), "good");
        row("256 characters", with("machine ", "machine " + QString(256, QChar(0x00FC)).toStdString()), "wrong_value");
        row("65 characters", with("component ", "component " + std::string(65, 'c')), "wrong_value");
    }
    void F36_whatIsNoMessageIsNamed()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, fault);
        QCOMPARE(QString::fromStdString(faultOf(bytes.toStdString())), fault);
    }

    void tenStringsAnd32AttributesAreTheMost()
    {
        StatusReport report = sample();
        report.strings.assign(10, "s");
        report.attributes.assign(32, {400, "a"});
        QCOMPARE(faultOf(encodeStatusFile(report)), std::string("good"));
        report.strings.assign(11, "s");
        QCOMPARE(faultOf(encodeStatusFile(report)), std::string("wrong_value"));
        report.strings.assign(10, "s");
        report.attributes.assign(33, {400, "a"});
        QCOMPARE(faultOf(encodeStatusFile(report)), std::string("wrong_value"));
    }

    void theDetailNamesTheLineAndEscapesWhatStandsThere()
    {
        const auto read = parseStatusFile(with("severity ", "severity \xE2\x80\xAE"));
        QCOMPARE(read.error().detail, std::string("line 8: severity is not information, warning or error"));
        const auto other = parseStatusFile("\x1b[31mred");
        QCOMPARE(other.error().detail, std::string("it begins with \"\\x1B[31mred\""));
    }

    void aClockGoneMadMakesAReadableFile()
    {
        StatusReport report = sample();
        for (const std::int64_t ms : {INT64_MIN / 2, std::int64_t(-1), INT64_MAX / 2}) {
            report.time = timeFromMs(ms);
            QCOMPARE(faultOf(encodeStatusFile(report)), std::string("good"));
        }
    }
};

QTEST_APPLESS_MAIN(TestStatusFile)
#include "tst_statusfile.moc"
