// SPDX-FileCopyrightText: 2026 The Cartage authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFuture>
#include <QList>
#include <QObject>
#include <QPromise>
#include <QString>
#include <atomic>
#include <functional>
#include <map>
#include <memory>

#include "core/engine/paths.h"
#include "core/engine/site.h"
#include "core/transport/transport.h"

namespace cartage::engine {

/// A site as a window has it open. Lives in the thread that made it, which never waits: questions are answered on reader threads with read-only
/// connections, actions carried out one after the other on a thread that writes; long ones (snapshots, validations, backups) on threads of their own.
/// Where the site cannot be opened, that error is the answer to everything; each question tries again. Answers are given in the thread of the session, so
/// that whoever asked there may go at any time: then() of Qt 6.4 looks for its context in the thread that finishes, which may lose it just then.
class Session final : public QObject
{
    Q_OBJECT

public:
    /// What the environment refers to outlives the session.
    Session(Environment environment, std::string folder, QObject *parent = nullptr);
    /// As `close`, with ten seconds.
    ~Session() override;
    /// Drops what waits, stops what is under way and waits for it. False: something waits in the kernel (a share that does not answer); it is left
    /// behind, nothing hears of it any more, and the process has to leave by _exit.
    bool close(Span atMost);

    [[nodiscard]] const std::string &folder() const { return m_folder; }
    [[nodiscard]] const Environment &environment() const { return m_environment; }

    enum class Lane { Read, Act, Long };
    /// What a piece of work may use. `transport` and `site` open at the first call.
    class Desk;
    template <class T>
    using Work = std::function<Result<T>(Desk &)>;

    /// Consistent for as long as the question asks once. A future that is cancelled before its turn is not asked.
    template <class T>
    QFuture<Result<T>> ask(Work<T> question)
    {
        return add<T>(Lane::Read, std::move(question));
    }
    template <class T>
    QFuture<Result<T>> act(Work<T> action)
    {
        return add<T>(Lane::Act, std::move(action));
    }
    /// As `act`, but three beside each other; its stop flag is raised by cancelling the future, or by `stop`. `words` say to people what it is.
    template <class T>
    QFuture<Result<T>> actLong(const QString &words, Work<T> action)
    {
        return add<T>(Lane::Long, std::move(action), words);
    }

    /// A long action that has not ended.
    struct Undertaking {
        int id = 0;
        QString words;
        Time since{};
        bool stopping = false;
    };
    [[nodiscard]] const QList<Undertaking> &underWay() const { return m_underWay; } ///< oldest first
    /// It ends at its next look at its flag and gives its answer.
    void stop(int id);

    /// Looks every 2 s for what others have committed instead of every 30 s; a wake of the site file is heard at once in any case.
    void setWatching(bool closely);

Q_SIGNALS:
    /// Something was committed, here or by another process; at most four times a second.
    void changed();
    /// The database was looked at, whether anything was committed or not; `there`: it could be read.
    void looked(bool there);
    void underWayChanged();

protected:
    void customEvent(QEvent *event) override;

private:
    struct Private;
    class Crew;
    struct Job {
        std::function<std::function<void()>(Desk &)> run; ///< what it returns is done in the session's thread
        std::shared_ptr<std::atomic<bool>> stop;
    };
    void submit(Lane lane, Job job);
    void undertake(const QString &words, const QFuture<void> &future, const std::shared_ptr<std::atomic<bool>> &stop);
    void noteChange();
    void look();

    template <class T>
    QFuture<Result<T>> add(Lane lane, Work<T> work, const QString &words = {});

    Environment m_environment;
    std::string m_folder;
    std::unique_ptr<Private> m_d;
    QList<Undertaking> m_underWay;
    std::map<int, std::shared_ptr<std::atomic<bool>>> m_stops; ///< of those under way
    int m_lastUndertaking = 0;
};

class Session::Desk final
{
public:
    Desk(const Environment &environment, const std::string &folder, store::Connection::Mode mode);
    ~Desk();
    Result<Site *> site();
    Result<transport::Transport *> transport();
    /// Raised when nobody waits for the answer any more, or the session ends.
    [[nodiscard]] const std::atomic<bool> &stop() const { return *m_stop; }

private:
    friend class Session;
    [[nodiscard]] bool isStillThere() const;
    void close();
    Environment m_environment;
    std::string m_folder;
    store::Connection::Mode m_mode;
    std::unique_ptr<Site> m_site;
    std::optional<FolderIdentity> m_identity; ///< of the site's folder as it was opened
    std::unique_ptr<transport::Transport> m_transport;
    std::shared_ptr<std::atomic<bool>> m_stop;
};

template <class T>
QFuture<Result<T>> Session::add(Lane lane, Work<T> work, const QString &words)
{
    auto promise = std::make_shared<QPromise<Result<T>>>();
    QFuture<Result<T>> future = promise->future();
    promise->start();
    auto stop = std::make_shared<std::atomic<bool>>(false);
    if (lane == Lane::Long)
        undertake(words, QFuture<void>(future), stop);
    submit(lane, {[promise, work = std::move(work)](Desk &desk) -> std::function<void()> {
                      const auto result = promise->isCanceled() ? nullptr : std::make_shared<Result<T>>(work(desk));
                      return [promise, result] {
                          if (result)
                              promise->addResult(std::move(*result));
                          promise->finish();
                      };
                  },
                  stop});
    return future;
}

/// Ends an `actLong`. QFuture::cancel of Qt 6.4 writes to what then() returned, which is gone once that has run.
template <class T>
void cancel(QFuture<T> &future)
{
    if (!future.isFinished())
        future.cancel();
}

} // namespace cartage::engine
