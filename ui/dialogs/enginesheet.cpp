// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAction>
#include <QPushButton>
#include <QStandardPaths>
#include <QVBoxLayout>

#include "ui/dialogs/sitesheets.h"
#include "ui/text/format.h"
#include "ui/widgets/parts.h"

namespace cartage::ui {

QString EngineSheet::serviceCommand(const std::string &folder, const QString &dataFolder)
{
    const QString path = QString::fromStdString(folder);
    const auto unitOf = [&path](const QString &parent) {
        const QString name = path.startsWith(parent + QLatin1Char('/')) ? path.mid(parent.size() + 1) : QString();
        const auto plain = [](QChar c) { return c.unicode() < 128 && (c.isLetterOrNumber() || c == QLatin1Char('.') || c == QLatin1Char('_')); };
        return std::all_of(name.begin(), name.end(), plain) ? name : QString();
    };
    if (const QString name = unitOf(QStringLiteral("/var/lib/cartage")); !name.isEmpty())
        return QStringLiteral("systemctl enable --now cartage@%1").arg(name);
    if (const QString name = unitOf(dataFolder + QStringLiteral("/cartage")); !name.isEmpty())
        return QStringLiteral("systemctl --user enable --now cartage@%1").arg(name);
    QString quoted = path;
    quoted.replace(QLatin1Char('\''), QStringLiteral("'\\''"));
    return QStringLiteral("cartage run --site '%1'").arg(quoted);
}

EngineSheet::EngineSheet(engine::Session &session, QAction *startOrStop, QWidget *parent)
    : Sheet(tr("Engine"), tr("Keep this choice"), parent)
    , m_session(session)
    , m_facts(new Facts(this))
    , m_here(new QRadioButton(tr("This window works the site while it is open"), this))
    , m_service(new QRadioButton(tr("A service works it, whether a console is open or not"), this))
{
    auto *block = new QWidget(this);
    auto *column = new QVBoxLayout(block);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2 * Look::unit);
    column->addWidget(m_facts);
    auto *now = new QHBoxLayout;
    auto *button = actionButton(startOrStop, ButtonRole::Plain, block);
    button->setObjectName(QStringLiteral("startOrStop"));
    button->setAutoDefault(false);
    now->addWidget(button);
    now->addStretch(1);
    column->addLayout(now);
    column->addSpacing(2 * Look::unit);
    column->addWidget(new Words(Words::Kind::Section, tr("Who is to work this site"), block));
    m_here->setObjectName(QStringLiteral("here"));
    m_service->setObjectName(QStringLiteral("service"));
    column->addWidget(m_here);
    column->addWidget(m_service);
    auto *command = new MonoBox(block);
    command->setText(format::shown(serviceCommand(session.folder(), QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation)).toStdString()));
    column->addWidget(command);
    auto *words = new Words(Words::Kind::SmallSecond, tr("The console starts no services. The command starts one that goes on after a restart of the computer; "
                                                         "a terminal of the user who owns the site takes it."), block);
    words->setWordWrap(true);
    column->addWidget(words);
    addWide(block);
    // As much room as the answer will take.
    m_facts->setFacts({{tr("Now"), QStringLiteral("…")}, {tr("Host"), QStringLiteral("…")}, {tr("Process"), QStringLiteral("…")}, {tr("Since"), QStringLiteral("…")}});
    setComplete(false);
    connect(&session, &QObject::destroyed, this, &EngineSheet::leaveForGood);
    connect(&session, &engine::Session::changed, this, &EngineSheet::fill);
    connect(startOrStop, &QAction::changed, this, &EngineSheet::fill);
    fill();
}

void EngineSheet::fill()
{
    m_session.ask<engine::Glance>([](engine::Session::Desk &desk) -> Result<engine::Glance> {
        const auto site = desk.site();
        return site ? engine::glance(**site) : failure(site.error());
    }).then(this, [this](const Result<engine::Glance> &glance) {
        if (!glance) {
            setWrong(glance.error());
            return;
        }
        const engine::EngineView &engine = glance->engine;
        const Time now = m_session.environment().clock.wall();
        if (engine.running)
            m_facts->setFacts({{tr("Now"), engine.here ? tr("works in this window") : tr("works in another process")},
                               {tr("Host"), format::shown(engine.host)},
                               {tr("Process"), tr("%1 (%2)").arg(QString::number(engine.pid), format::shown(engine.program))},
                               {tr("Since"), engine.since ? tr("%1, %2").arg(format::past(*engine.since, now), format::clock(*engine.since, now)) : format::missing()}});
        else
            m_facts->setFacts({{tr("Now"), tr("no engine works this site: nothing is distributed")}});
        if (!m_filled) {
            (glance->engineByConsole ? m_here : m_service)->setChecked(true);
            setComplete(true);
        }
        m_filled = true;
    });
}

void EngineSheet::act()
{
    const bool here = m_here->isChecked();
    setBusy(tr("It is written down…"));
    m_session.act<engine::Answer>([here](engine::Session::Desk &desk) -> Result<engine::Answer> {
        const auto site = desk.site();
        if (!site)
            return failure(site.error());
        engine::Intent intent;
        intent.command = "site set";
        intent.arguments = here ? R"({"engine":"console"})" : R"({"engine":"service"})";
        return engine::setSite(**site, {{"engine", here ? "console" : "service"}}, intent);
    }).then(this, [this, here](const Result<engine::Answer> &answer) {
        const std::optional<Error> error = answer ? answer->refusal : std::optional(answer.error());
        if (error) {
            setReady();
            setWrong(*error);
            return;
        }
        Q_EMIT done(here ? tr("This window works the site whenever it opens it.") : tr("A service is to work the site; this window starts none by itself."));
        accept();
    });
}

} // namespace cartage::ui
