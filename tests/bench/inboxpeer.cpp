// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a plain program does with an inbox: reads a file, parses it, inserts its rows by SQLite's C interface in transactions of 500 with the same
// durability as Cartage, then removes the files. One thread, no quarantine, no fairness. Beside it tests/bench measures what Cartage takes.
//
//     inbox-peer SITE      (a site that no engine works)
#include <dirent.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/inbox/statusfile.h"

using namespace cartage;

namespace {

constexpr std::size_t batchSize = 500;

[[noreturn]] void give(const char *what)
{
    std::fprintf(stderr, "inbox-peer: %s\n", what);
    std::exit(1);
}

class Statement
{
public:
    Statement(sqlite3 *db, const char *sql)
    {
        if (sqlite3_prepare_v3(db, sql, -1, SQLITE_PREPARE_PERSISTENT, &m_statement, nullptr) != SQLITE_OK)
            give(sqlite3_errmsg(db));
    }
    ~Statement() { sqlite3_finalize(m_statement); }
    Statement(const Statement &) = delete;
    Statement &operator=(const Statement &) = delete;
    Statement &text(std::string_view value)
    {
        sqlite3_bind_text(m_statement, ++m_place, value.data(), static_cast<int>(value.size()), SQLITE_STATIC);
        return *this;
    }
    Statement &bytes(const void *data, int size)
    {
        sqlite3_bind_blob(m_statement, ++m_place, data, size, SQLITE_STATIC);
        return *this;
    }
    Statement &integer(std::int64_t value)
    {
        sqlite3_bind_int64(m_statement, ++m_place, value);
        return *this;
    }
    Statement &null()
    {
        sqlite3_bind_null(m_statement, ++m_place);
        return *this;
    }
    bool step()
    {
        const int result = sqlite3_step(m_statement);
        if (result != SQLITE_ROW && result != SQLITE_DONE)
            give(sqlite3_errmsg(sqlite3_db_handle(m_statement)));
        return result == SQLITE_ROW;
    }
    [[nodiscard]] std::int64_t column(int number) const { return sqlite3_column_int64(m_statement, number); }
    void reset()
    {
        sqlite3_reset(m_statement);
        m_place = 0;
    }
    void run()
    {
        step();
        reset();
    }

private:
    sqlite3_stmt *m_statement = nullptr;
    int m_place = 0;
};

struct Sender {
    std::int64_t key = 0, highest = 0, received = 0;
    bool touched = false;
};

void quote(std::string &into, std::string_view text)
{
    into += '"';
    for (const char c : text) {
        if (c == '"' || c == '\\')
            into += '\\';
        into += c;
    }
    into += '"';
}

std::string guidBytes(const std::string &text)
{
    std::string bytes;
    const auto digit = [](char c) { return c <= '9' ? c - '0' : c - 'a' + 10; };
    for (std::size_t i = 0; i + 1 < text.size(); i += 2) {
        if (text[i] == '-')
            ++i;
        bytes += static_cast<char>(digit(text[i]) * 16 + digit(text[i + 1]));
    }
    return bytes;
}

class Peer
{
public:
    explicit Peer(const std::string &site) : m_inbox(site + "/inbox/new")
    {
        if (sqlite3_open_v2((site + "/site.db").c_str(), &m_db, SQLITE_OPEN_READWRITE, nullptr) != SQLITE_OK)
            give("no database");
        execute("PRAGMA journal_mode = WAL");
        execute("PRAGMA synchronous = FULL");
        execute("PRAGMA foreign_keys = ON");
        m_folder = open(m_inbox.c_str(), O_RDONLY | O_DIRECTORY);
        if (m_folder < 0)
            give("no inbox");
    }
    void execute(const char *sql)
    {
        if (sqlite3_exec(m_db, sql, nullptr, nullptr, nullptr) != SQLITE_OK)
            give(sqlite3_errmsg(m_db));
    }
    std::size_t takeAll();

private:
    void takeBatch(const std::vector<std::string> &names);
    void insert(const inbox::ReadStatus &read, std::int64_t now);

    std::string m_inbox;
    int m_folder = -1;
    sqlite3 *m_db = nullptr;
    std::unordered_map<std::string, Sender> m_senders;
    std::vector<Sender *> m_touched;
    std::vector<char> m_buffer = std::vector<char>(inbox::longestStatusFile + 1);
    struct Statements {
        explicit Statements(sqlite3 *db)
            : seen(db, "INSERT OR IGNORE INTO message_seen (guid, content, seen_at) VALUES (?, ?, ?)"),
              message(db, "INSERT INTO status_message (message_guid, id, severity, component, site, machine, created_at, received_at, strings, package_id, dp, "
                          "version, attributes, sender_key, sequence) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
              find(db, "SELECT sender_key, highest, received FROM sender WHERE sender = ?"),
              add(db, "INSERT INTO sender (sender, machine, first_at, last_at, highest, received) VALUES (?, ?, ?, ?, 0, 0)"),
              update(db, "UPDATE sender SET last_at = ?, highest = ?, received = ? WHERE sender_key = ?"),
              count(db, "INSERT INTO status_count (name, value) VALUES ('accepted', ?) ON CONFLICT (name) DO UPDATE SET value = value + excluded.value")
        { }
        Statement seen, message, find, add, update, count;
    };
    std::unique_ptr<Statements> m_sql;
};

void Peer::insert(const inbox::ReadStatus &read, std::int64_t now)
{
    const inbox::StatusReport &report = read.report;
    auto [found, isNew] = m_senders.try_emplace(report.sender);
    Sender &sender = found->second;
    if (isNew) {
        if (m_sql->find.text(report.sender).step())
            sender = {m_sql->find.column(0), m_sql->find.column(1), m_sql->find.column(2), false};
        m_sql->find.reset();
        if (sender.key == 0) {
            m_sql->add.text(report.sender).text(report.machine).integer(now).integer(now).run();
            sender.key = sqlite3_last_insert_rowid(m_db);
        }
    }
    const std::string guid = guidBytes(report.guid);
    m_sql->seen.bytes(guid.data(), 16).bytes(read.content.bytes.data(), 16).integer(now).run();
    if (sqlite3_changes(m_db) == 0)
        return;
    if (!std::exchange(sender.touched, true))
        m_touched.push_back(&sender);
    sender.highest = std::max(sender.highest, report.sequence);
    ++sender.received;
    std::string strings = "[";
    for (const std::string &each : report.strings) {
        strings += strings.size() > 1 ? "," : "";
        quote(strings, each);
    }
    strings += ']';
    std::string attributes = "[";
    const std::string *columns[3] = {};
    for (const auto &each : report.attributes) {
        const int column = each.id == 400 ? 0 : each.id == 404 ? 1 : each.id == 410 ? 2 : -1;
        if (column >= 0) {
            columns[column] = &each.value;
            continue;
        }
        attributes += attributes.size() > 1 ? ",[" : "[";
        attributes += std::to_string(each.id) + ",";
        quote(attributes, each.value);
        attributes += ']';
    }
    attributes += ']';
    Statement &insert = m_sql->message;
    insert.text(report.guid).integer(report.id).text(name(report.severity)).text(report.component).text("CEN").text(report.machine);
    insert.integer(toMs(report.time)).integer(now).text(strings);
    for (const std::string *column : columns)
        column ? insert.text(*column) : insert.null();
    insert.text(attributes).integer(sender.key).integer(report.sequence).run();
}

void Peer::takeBatch(const std::vector<std::string> &names)
{
    std::vector<inbox::ReadStatus> all;
    for (const std::string &name : names) {
        const int file = openat(m_folder, name.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
        struct stat status{};
        if (file < 0 || fstat(file, &status) != 0 || !S_ISREG(status.st_mode))
            give("cannot read a file");
        const ssize_t size = read(file, m_buffer.data(), m_buffer.size());
        close(file);
        auto parsed = inbox::parseStatusFile(std::string_view(m_buffer.data(), static_cast<std::size_t>(size)));
        if (!parsed)
            give("a file is no message");
        all.push_back(std::move(*parsed));
    }
    const std::int64_t now = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch()).count();
    execute("BEGIN IMMEDIATE");
    for (const inbox::ReadStatus &each : all)
        insert(each, now);
    for (Sender *sender : m_touched) {
        m_sql->update.integer(now).integer(sender->highest).integer(sender->received).integer(sender->key).run();
        sender->touched = false;
    }
    m_touched.clear();
    m_sql->count.integer(static_cast<std::int64_t>(names.size())).run();
    execute("COMMIT");
    for (const std::string &name : names)
        unlinkat(m_folder, name.c_str(), 0);
}

std::size_t Peer::takeAll()
{
    m_sql = std::make_unique<Statements>(m_db);
    std::vector<std::string> all, batch;
    DIR *folder = opendir(m_inbox.c_str());
    while (const dirent *entry = readdir(folder)) {
        if (entry->d_name[0] != '.')
            all.emplace_back(entry->d_name);
    }
    closedir(folder);
    for (std::size_t at = 0; at < all.size(); at += batchSize) {
        batch.assign(all.begin() + static_cast<std::ptrdiff_t>(at), all.begin() + static_cast<std::ptrdiff_t>(std::min(at + batchSize, all.size())));
        takeBatch(batch);
    }
    m_sql.reset();
    sqlite3_close(m_db);
    close(m_folder);
    return all.size();
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 2)
        give("usage: inbox-peer SITE");
    const auto begun = std::chrono::steady_clock::now();
    const std::size_t files = Peer(argv[1]).takeAll();
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
    std::printf("{\"files\": %zu, \"seconds\": %.4f}\n", files, seconds);
    return 0;
}
