// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>
#include <functional>
#include <map>
#include <memory>

#include "core/base/clock.h"
#include "core/base/random.h"
#include "core/engine/operations.h"
#include "core/io/filesystem.h"
#include "operator.h"

namespace cartage::ui {
class MainWindow;
}

namespace cartage::test {

/// The sample site after some days: an engine has worked it until nothing was left to do, operators have acted on it, and more went wrong. Nothing works it
/// now. What stands in it:
/// - leipzig1 and rostock1 have joined its group south, so it has six DPs of its own; the sites below, Dresden and Bremen, are not worked either;
/// - Drivers 7 (SMP00004) lost the content of net/lan.sys before it came to leipzig1 and rostock1;
/// - Bruno stopped the trying at kiel1 for a reason;
/// - Legacy 3 (SMP00005) lies on old1 alone; old1 and old2 are gone and have not answered for two months;
/// - Fonts 2026 has a version 2 that only berlin1 and rostock1 have.
class TaskSite final
{
public:
    TaskSite();
    ~TaskSite();
    [[nodiscard]] ui::MainWindow &window() { return *m_window; }
    [[nodiscard]] Operator &operate() { return *m_operator; }
    [[nodiscard]] QString path(const char *relative) const { return m_folder.path() + QLatin1Char('/') + QString::fromLatin1(relative); }
    /// How the site stands, as the command line would tell it.
    [[nodiscard]] Result<engine::Answer> act(const std::function<Result<engine::Answer>(engine::Site &)> &deed, const char *who = "anna");
    [[nodiscard]] std::map<std::string, State> statesOf(const PackageId &package); ///< by DP
    [[nodiscard]] std::string settingOf(const std::string &dp, const std::string &key);
    [[nodiscard]] engine::Environment environment(const char *who = "anna");

    static inline const PackageId office{"SMP00001"}, reader{"SMP00002"}, fonts{"SMP00003"}, drivers{"SMP00004"}, legacy{"SMP00005"};

private:
    void make();
    void addPackage(const char *folder, const char *called, const std::vector<std::pair<const char *, int>> &files);
    void write(const QString &relative, const QByteArray &bytes) const;
    void addDp(const char *called, const char *group, const char *rate);
    void work();

    SystemClock m_clock;
    SystemRandom m_random;
    std::unique_ptr<io::FileSystem> m_files;
    /// In memory where there is such a place: each commit waits for the disk, and this is not about that.
    QTemporaryDir m_folder{(QFileInfo(QStringLiteral("/dev/shm")).isWritable() ? QStringLiteral("/dev/shm") : QDir::tempPath()) + QStringLiteral("/cartage-tasks-XXXXXX")};
    std::unique_ptr<ui::MainWindow> m_window;
    std::unique_ptr<Operator> m_operator;
};

} // namespace cartage::test

/// A step of an operator or something to be seen, in a test.
#define CAN(step) QVERIFY2((step), qPrintable(m_site->operate().why()))
/// How many steps it may have taken.
#define WITHIN(budget) QVERIFY2(m_site->operate().steps() <= (budget), qPrintable(QStringLiteral("%1 steps, %2 are allowed").arg(m_site->operate().steps()).arg(budget)))
