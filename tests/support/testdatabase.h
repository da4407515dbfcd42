// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>

#include "core/domain/distribution.h"
#include "core/domain/values.h"
#include "core/store/database.h"

namespace cartage::test {

/// A site's database in memory-backed storage where there is some, with a site in it; gone with the object. Failures end the test program.
class TestDatabase final
{
public:
    TestDatabase();
    ~TestDatabase();
    TestDatabase(const TestDatabase &) = delete;
    TestDatabase &operator=(const TestDatabase &) = delete;

    [[nodiscard]] store::Connection &db() { return *m_connection; }
    [[nodiscard]] std::string file() const;
    /// Another connection to the same file, as another process has it.
    [[nodiscard]] std::unique_ptr<store::Connection> another(store::Connection::Mode mode = store::Connection::Mode::ReadWrite) const;
    /// Lets the connection go and opens the file again.
    void reopen();

    /// Repository functions run within one of these.
    template <class Command>
    auto write(const Command &command)
    {
        return within(true, command);
    }
    template <class Question>
    auto read(const Question &question)
    {
        return within(false, question);
    }

    /// Rows that are there to be changed: CEN00001 "Package 1", one version of 3 files and 3000 bytes.
    PackageId addPackage(int number, Priority priority = Priority::Normal);
    DpKey addDp(const std::string &name, const std::vector<std::string> &groups = {});
    Distribution addRow(const PackageId &package, DpKey dp, State state, std::optional<Time> dueAt = std::nullopt);
    /// `packages` times `dps` rows, `waiting` and due at `now` except every fourth, which has failed of one of three causes. Keys and ids count from 1.
    void fill(int packages, int dps, Time now);

    static constexpr Time now = Time(Span(1'795'140'000'000));

private:
    template <class Command>
    auto within(bool writes, const Command &command)
    {
        using Answer = decltype(command(db()));
        if constexpr (std::is_void_v<Answer>) {
            const auto whole = [&](store::Connection &connection) -> Result<bool> {
                command(connection);
                return true;
            };
            check(writes ? db().write<bool>(whole) : db().read<bool>(whole));
        } else {
            const auto whole = [&](store::Connection &connection) -> Result<Answer> { return command(connection); };
            auto answer = writes ? db().template write<Answer>(whole) : db().template read<Answer>(whole);
            check(answer);
            return *answer;
        }
    }
    template <class T>
    static void check(const Result<T> &result)
    {
        if (!result)
            fail(result.error());
    }
    [[noreturn]] static void fail(const Error &error);

    struct Folder;
    std::unique_ptr<Folder> m_folder;
    std::unique_ptr<store::Connection> m_connection;
};

/// An error as workers report them.
[[nodiscard]] Error errorOf(Code code, const std::string &object, Scope scope = Scope::Distribution);

} // namespace cartage::test
