// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>
#include <QCommandLineParser>
#include <QDir>
#include <QStandardPaths>
#include <csignal>
#include <cstdio>
#include <unistd.h>

#include "core/base/clock.h"
#include "core/base/random.h"
#include "core/engine/site.h"
#include "core/io/posixfilesystem.h"
#include "ui/look/icons.h"
#include "ui/look/style.h"
#include "ui/shell/mainwindow.h"
#include "ui/text/language.h"

using namespace cartage;

int main(int argc, char **argv)
{
    QApplication::setApplicationName(QStringLiteral("cartage-console"));
    QApplication::setApplicationDisplayName(QStringLiteral("Cartage"));
    QApplication::setApplicationVersion(QStringLiteral(CARTAGE_VERSION));
    QApplication::setOrganizationName(QStringLiteral("cartage"));
    QApplication::setDesktopFileName(QStringLiteral("cartage-console"));
    QApplication app(argc, argv);
    std::signal(SIGPIPE, SIG_IGN); // a share that goes away does not end the console

    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral("Shows and works a Cartage site: packages, distribution points, retries, status messages."));
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption site(QStringLiteral("site"), QStringLiteral("Opens the site in this folder."), QStringLiteral("DIR"));
    const QCommandLineOption sample(QStringLiteral("sample"), QStringLiteral("Makes the sample site in this folder, if it is not there, and opens it."),
                                    QStringLiteral("DIR"));
    const QCommandLineOption language(QStringLiteral("language"), QStringLiteral("de or en instead of the system's language; pseudo or rtl to look for what is cut."),
                                      QStringLiteral("CODE"));
    parser.addOptions({site, sample, language});
    parser.process(app);

    if (!parser.value(language).isEmpty() && !ui::Language::known().contains(parser.value(language))) {
        std::fputs(qPrintable(QStringLiteral("cartage-console: --language takes one of %1.\n").arg(ui::Language::known().join(QStringLiteral(", ")))), stderr);
        return 2;
    }
    const ui::Language spoken(parser.value(language));
    ui::setUpIconThemes();
    QApplication::setStyle(new ui::Style);

    SystemClock clock;
    SystemRandom random;
    const auto files = io::makePosixFileSystem();
    const engine::Environment environment{*files, clock, random, engine::thisProcess(), engine::loginName(), "cartage-console " CARTAGE_VERSION, engine::processLives};
    int code = 0;
    bool abandoned = false;
    {
        ui::MainWindow window(environment, QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + QStringLiteral("/cartage/console.ini"));
        if (parser.isSet(sample))
            window.openSample(QDir(parser.value(sample)).absolutePath());
        else if (parser.isSet(site))
            window.openSite(QDir(parser.value(site)).absolutePath());
        else
            window.showStartPage();
        window.show();
        code = QApplication::exec();
        abandoned = window.hasAbandoned();
    }
    if (abandoned) // a worker waits in the kernel and cannot be joined
        _exit(code);
    return code;
}
