"""statt, killed at random moments."""
import os, random, time

from box import Box

EACH = 20  # how often each command is killed
TIME = 150  # seconds at most for the three commands


def killed(servers, must):
    """100 mails or more, the sender killed ten times on the way"""
    box, kills, sure, arrived = Box(servers, "killed", 100), 0, [], servers.postfix.arrived
    for _ in range(40):
        if kills == 10:
            break
        if box.statuses().get("approved", 0) < 30:
            box.approve_replies(50)
        left = box.statuses()["approved"]
        there, goal = len(os.listdir(arrived)), random.randrange(0, max(1, left * 3 // (2 * (11 - kills))))
        process = box.begin("send")
        while len(os.listdir(arrived)) < there + goal and process.poll() is None:
            time.sleep(0.001)
        time.sleep(random.uniform(0, 0.2 if goal == 0 else 0.03))
        if process.poll() is None:
            process.kill()
            kills += 1
        box.end(process)
        sure.append(box.settle_as_a_person())
        must(sure[-1][0] <= 1, f"{sure[-1][0]} mails are uncertain after one kill")
        must(set(box.statuses()) <= {"sent", "approved"}, f"the outbox says {box.statuses()}")
    left = box.statuses().get("approved", 0)
    status, _, err = box.send()
    must(status == 0 and kills == 10, f"after {kills} kills the last send exits {status}: {err}")
    box.all_once(must)
    return f"{box.invited} mails, {left} left at the end, uncertain (of them arrived) {sum(n for n, _ in sure)} ({sum(n for _, n in sure)})"


def killed_all_over(servers, must):
    """draft, approve and send, each killed twenty times while invites arrive"""
    box, kills, span, sure, false = Box(servers, "all-over", 0), {"draft": 0, "approve": 0, "send": 0}, {}, [], []
    steps = [("draft", "--kind", "attend"), ("approve", "--all"), ("send",)]
    end = time.time() + TIME
    while min(kills.values()) < EACH and time.time() < end:
        box.invite(8)
        for words in steps:
            command = words[0]
            process = box.begin(*words)
            alive = command_runs_until(process, servers, span.setdefault(command, 0.1), command == "send" and random.random() < 0.5)
            process.kill()
            status, told, err = box.end(process)
            # As far as a run goes, but not so far that it ends before it is killed.
            span[command] *= 1.1 if alive else 0.8
            kills[command] += alive
            must(alive or status == 0, f"{words} exits {status}: {err}")
            if command == "send":
                sure.append(box.settle_as_a_person())
                false += false_reports(box, told)
            rows = box.rows("list")
            must(len({row["source"] for row in rows}) == len(rows) <= box.invited, f"after {command} there are {len(rows)} mails to {box.invited} invites")
            statuses = {row["status"] for row in rows}
            must(statuses <= {"draft", "approved", "sent"}, f"after {command} the outbox has {statuses}")
            if alive and command != "send":
                must(box.end(box.begin(*words))[0] == 0, f"after a kill, {command} fails")
    for words in steps:
        status, _, err = box.end(box.begin(*words))
        must(status == 0, f"the last {words} exits {status}: {err}")
    box.know_idents()
    must(len(box.idents) == box.invited, f"{len(box.idents)} mails to {box.invited} invites")
    box.all_once(must)
    must(not false, f"{len(false)} mails are falsely reported, as {false[:1]}")
    must(min(kills.values()) >= EACH, f"only {kills} kills")
    return f"{box.invited} mails, kills {kills}, uncertain (of them arrived) {sum(n for n, _ in sure)} ({sum(n for _, n in sure)})"


def command_runs_until(process, servers, longest, one_arrives):
    """Waits for a random time, of a sender perhaps from its first mail on; says whether the command still runs."""
    there, end = len(os.listdir(servers.postfix.arrived)), time.time() + 5
    while one_arrives and len(os.listdir(servers.postfix.arrived)) == there and process.poll() is None and time.time() < end:
        time.sleep(0.001)
    time.sleep(random.uniform(0, 0.02 if one_arrives else longest))
    return process.poll() is None


def false_reports(box, told):
    """Mails that a run or the list call sent and that did not arrive; mails that wait to be sent and did."""
    box.know_idents()
    arrived = {box.idents[ident] for ident in box.arrived()}
    sent = {row["id"] for row in [*told, *box.rows("list", "--status", "sent")] if row["status"] == "sent"}
    waiting = {row["id"] for row in box.rows("list", "--status", "approved")}
    return [*(sent - arrived), *(waiting & arrived)]
