// What KMail does with a calendar part: shows it (KCalUtils), and hands it to the calendar when a button is pressed
// (Akonadi's ITIPHandler). Starts the Akonadi of its session, with a calendar of the file that is given.
//
// Reads a case a line as JSON, {"mail", "uid", "instance", "me", "sender", "action", "forget"}, and answers with a line.

#include <Akonadi/AgentInstanceCreateJob>
#include <Akonadi/AgentManager>
#include <Akonadi/CollectionFetchJob>
#include <Akonadi/CollectionFetchScope>
#include <Akonadi/FetchJobCalendar>
#include <Akonadi/ITIPHandler>
#include <Akonadi/IncidenceChanger>
#include <Akonadi/ItemDeleteJob>
#include <Akonadi/ServerManager>
#include <KCalUtils/IncidenceFormatter>
#include <KCalendarCore/Event>

#include <QApplication>
#include <QDBusInterface>
#include <QDBusReply>
#include <QDialog>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTextDocument>
#include <QTimeZone>
#include <QTimer>

#include <iostream>
#include <string>

using namespace Akonadi;

static const QTimeZone berlin("Europe/Berlin");
static QStringList told_in_windows;

/// Waits until the condition holds; false where it does not within the time.
template<typename Condition>
static bool until(Condition condition, int milliseconds = 20000)
{
    QElapsedTimer clock;
    clock.start();
    while (!condition()) {
        if (clock.elapsed() > milliseconds) {
            return false;
        }
        QEventLoop loop;
        QTimer::singleShot(20, &loop, &QEventLoop::quit);
        loop.exec();
    }
    return true;
}

[[noreturn]] static void fail(const QString &why)
{
    std::cerr << "kde: " << why.toStdString() << std::endl;
    std::_Exit(3);
}

/// A calendar in Akonadi that lives in the file.
static Collection calendarOf(const QString &file)
{
    AgentType type;
    const auto known = [&] {
        type = AgentManager::self()->type(QStringLiteral("akonadi_ical_resource"));
        return ServerManager::isRunning() && type.isValid();
    };
    if (!until(known, 40000)) {
        fail(QStringLiteral("Akonadi does not run, or knows no iCalendar files"));
    }
    auto *create = new AgentInstanceCreateJob(type);
    if (!create->exec()) {
        fail(create->errorString());
    }
    AgentInstance agent = create->instance();
    const QString service = QStringLiteral("org.freedesktop.Akonadi.Resource.") + agent.identifier();
    QDBusInterface settings(service, QStringLiteral("/Settings"), QStringLiteral("org.kde.Akonadi.ICal.Settings"));
    const QDBusReply<void> set = settings.call(QStringLiteral("setPath"), file);
    if (!set.isValid()) {
        fail(set.error().message());
    }
    settings.call(QStringLiteral("save"));
    settings.call(QStringLiteral("writeConfig"));
    agent.reconfigure();
    agent.synchronize();
    Collection found;
    until([&] {
        auto *fetch = new CollectionFetchJob(Collection::root(), CollectionFetchJob::Recursive);
        fetch->fetchScope().setResource(agent.identifier());
        if (fetch->exec()) {
            for (const Collection &one : fetch->collections()) {
                if (one.contentMimeTypes().contains(KCalendarCore::Event::eventMimeType())) {
                    found = one;
                }
            }
        }
        return found.isValid();
    });
    if (!found.isValid()) {
        fail(QStringLiteral("the calendar does not come"));
    }
    return found;
}

static FetchJobCalendar::Ptr load(const Collection &home)
{
    FetchJobCalendar::Ptr calendar(new FetchJobCalendar);
    bool loaded = false;
    QObject::connect(calendar.data(), &FetchJobCalendar::loadFinished, [&] { loaded = true; });
    if (!until([&] { return loaded; })) {
        fail(QStringLiteral("the calendar does not load"));
    }
    auto *changer = calendar->incidenceChanger();
    changer->setShowDialogsOnError(false);
    changer->setDefaultCollection(home);
    changer->setDestinationPolicy(IncidenceChanger::DestinationPolicyNeverAsk);
    changer->setInvitationPolicy(IncidenceChanger::InvitationPolicyDontSend);
    changer->setGroupwareCommunication(false);
    return calendar;
}

static KCalendarCore::Incidence::Ptr find(const FetchJobCalendar::Ptr &calendar, const QString &uid, const QString &instance)
{
    const QDateTime at = QDateTime::fromString(instance, QStringLiteral("yyyyMMdd'T'HHmmss'Z'"));
    const QDateTime when(at.date(), at.time(), QTimeZone::utc());
    KCalendarCore::Incidence::Ptr found;
    for (const auto &one : calendar->incidences()) {
        const bool same = one->uid() == uid || one->schedulingID() == uid;
        if (same && (!found || (!instance.isEmpty() && one->hasRecurrenceId() && one->recurrenceId().toUTC() == when)
                     || (instance.isEmpty() && !one->hasRecurrenceId()))) {
            found = one;
        }
    }
    return found;
}

static QJsonValue told(const KCalendarCore::Incidence::Ptr &incidence)
{
    const auto event = incidence.dynamicCast<KCalendarCore::Event>();
    if (!event) {
        return QJsonValue::Null;
    }
    const auto moment = [&](const QDateTime &at, int days) {
        return event->allDay() ? at.date().addDays(days).toString(QStringLiteral("yyyyMMdd"))
                               : at.toTimeZone(berlin).toString(QStringLiteral("yyyyMMdd'T'HHmmss"));
    };
    QJsonObject people;
    for (const auto &one : event->attendees()) {
        static const char *names[] = {"NEEDS-ACTION", "ACCEPTED", "DECLINED", "TENTATIVE", "DELEGATED", "COMPLETED", "IN-PROCESS", "NONE"};
        people[one.email()] = QJsonObject{{"status", names[one.status()]}, {"to", one.delegate()}, {"from", one.delegator()}};
    }
    return QJsonObject{{"start", moment(event->dtStart(), 0)}, {"end", moment(event->dtEnd(), 1)}, {"location", event->location()},
        {"instance", event->hasRecurrenceId()}, {"attendees", people}, {"comments", QJsonArray::fromStringList(event->comments())}};
}

struct Helper : KCalUtils::InvitationFormatterHelper {
    explicit Helper(FetchJobCalendar::Ptr calendar) : held(std::move(calendar)) {}
    KCalendarCore::Calendar::Ptr calendar() const override { return held; }
    QString makeLink(const QString &id, const QString &text) override { return QStringLiteral("[%1: %2]").arg(id, text); }
    FetchJobCalendar::Ptr held;
};

static QJsonObject act(const QJsonObject &wanted, const Collection &home)
{
    const auto text = [&](const char *name) { return wanted[QLatin1String(name)].toString(); };
    const QString uid = text("uid"), instance = text("instance");
    if (wanted[QLatin1String("forget")].toBool()) {
        const auto calendar = load(home);
        Item::List items;
        for (const auto &one : calendar->incidences()) {
            if (one->uid() == uid) {
                items << calendar->item(one);
            }
        }
        if (!items.isEmpty() && !(new ItemDeleteJob(items))->exec()) {
            fail(QStringLiteral("the meeting cannot be forgotten"));
        }
    }
    const auto calendar = load(home);
    QJsonObject seen{{"before", told(find(calendar, uid, instance))}};
    Helper helper(calendar);
    QTextDocument shown;
    shown.setHtml(KCalUtils::IncidenceFormatter::formatICalInvitationNoHtml(text("mail"), calendar, &helper, text("sender")));
    seen[QLatin1String("shown")] = shown.toPlainText();

    ITIPHandler handler;
    handler.setShowDialogsOnError(false);
    handler.setCalendar(calendar);
    bool done = false;
    QObject::connect(&handler, &ITIPHandler::iTipMessageProcessed, [&](ITIPHandler::Result result, const QString &error) {
        seen[QLatin1String("result")] = int(result);
        seen[QLatin1String("error")] = error;
        done = true;
    });
    handler.processiTIPMessage(text("me"), text("mail"), text("action"));
    // Of a proposal that it has taken over, ITIPHandler does not say so.
    const auto changed = [&] { return told(find(load(home), uid, instance)) != seen[QLatin1String("before")]; };
    until([&] { return done || changed(); }, 10000);
    seen[QLatin1String("after")] = told(find(load(home), uid, instance));
    seen[QLatin1String("series")] = instance.isEmpty() ? QJsonValue::Null : told(find(load(home), uid, QString()));
    seen[QLatin1String("windows")] = QJsonArray::fromStringList(told_in_windows);
    told_in_windows.clear();
    return seen;
}

int main(int count, char **words)
{
    QApplication application(count, words);
    application.setQuitOnLastWindowClosed(false);
    application.setQuitLockEnabled(false);
    // What KDE tells in a window meanwhile is kept, and the window closed.
    QTimer watch;
    QObject::connect(&watch, &QTimer::timeout, [] {
        if (auto *window = qobject_cast<QDialog *>(QApplication::activeModalWidget())) {
            told_in_windows.append(window->windowTitle());
            window->accept();
        }
    });
    watch.start(50);
    ServerManager::start();
    const QString file = QString::fromLocal8Bit(words[1]);
    QFile content(file);
    content.open(QIODevice::ReadOnly);
    const auto held = content.readAll().count("BEGIN:VEVENT");
    const Collection home = calendarOf(file);
    if (!until([&] { return load(home)->incidences().size() == held; })) {
        fail(QStringLiteral("not all of the calendar comes"));
    }
    std::cout << "ready" << std::endl;
    for (std::string line; std::getline(std::cin, line);) {
        const auto wanted = QJsonDocument::fromJson(QByteArray::fromStdString(line)).object();
        std::cout << QJsonDocument(act(wanted, home)).toJson(QJsonDocument::Compact).toStdString() << std::endl;
    }
    ServerManager::stop();
    until([] { return ServerManager::state() == ServerManager::NotRunning; });
}
