// What calendars-check does inside Thunderbird: accounts, calendars, mails, and the buttons that a person would press.
// Evaluated in its main process; gives one object of functions.

const { cal } = ChromeUtils.importESModule("resource:///modules/calendar/calUtils.sys.mjs");
const { MailServices } = ChromeUtils.importESModule("resource:///modules/MailServices.sys.mjs");
const { setTimeout } = ChromeUtils.importESModule("resource://gre/modules/Timer.sys.mjs");

async function until(what, found, patience = 15000) {
  for (let waited = 0; waited < patience; waited += 25) {
    let value = null;
    try {
      value = await found();
    } catch (error) {
      what = `${what} (${error})`.slice(0, 400);
    }
    if (value) {
      return value;
    }
    await new Promise(resolve => setTimeout(resolve, 25));
  }
  throw new Error(`Thunderbird: no ${what}`);
}

/** An account of its own for the address, with a calendar that belongs to it. */
async function person(address) {
  const identity = MailServices.accounts.createIdentity();
  identity.email = address;
  const account = MailServices.accounts.createAccount();
  const server = MailServices.accounts.createIncomingServer(`nobody-${account.key}`, "localhost", "none");
  account.incomingServer = server;
  account.addIdentity(identity);
  const calendar = cal.manager.createCalendar("memory", Services.io.newURI("moz-memory-calendar://"));
  calendar.name = address;
  cal.manager.registerCalendar(calendar);
  calendar.setProperty("imip.identity.key", identity.key);
  server.rootFolder.createSubfolder("mails", null);
  return { calendar, folder: server.rootFolder.getChildNamed("mails") };
}

/** Puts a meeting into the calendar as its organizer's program has it. */
async function keep(calendar, text) {
  const parser = Cc["@mozilla.org/calendar/ics-parser;1"].createInstance(Ci.calIIcsParser);
  parser.parseString(text);
  for (const item of parser.getItems()) {
    await calendar.addItem(item);
  }
}

/** What the calendar holds. */
async function kept(calendar, uid, instance) {
  let item = await calendar.getItem(uid);
  if (item && instance) {
    item = item.recurrenceInfo?.getOccurrenceFor(cal.createDateTime(instance)) ?? item;
  }
  const here = moment => (moment.isDate ? moment : moment.getInTimezone(cal.dtz.defaultTimezone)).icalString;
  return item && {
    start: here(item.startDate), end: here(item.endDate), location: item.getProperty("LOCATION"),
    attendees: Object.fromEntries(item.getAttendees().map(one => [one.id.replace(/^mailto:/i, ""), {
      status: one.participationStatus, to: one.getProperty("DELEGATED-TO"), from: one.getProperty("DELEGATED-FROM"),
    }])),
  };
}

/** Opens a mail in the three-pane window, and says what stands above and in it. */
async function open(folder, raw) {
  const header = folder.QueryInterface(Ci.nsIMsgLocalMailFolder).addMessage(raw);
  const window = await until("main window", () => Services.wm.getMostRecentWindow("mail:3pane"));
  const pane = await until("three panes", () => window.document.getElementById("tabmail")?.currentAbout3Pane);
  await until("folder", () => {
    pane.displayFolder(folder.URI);
    return pane.gFolder == folder && pane.gDBView;
  });
  await until("mail in the list", () => {
    const row = pane.gDBView.findIndexOfMsgHdr(header, true);
    pane.threadTree.selectedIndex = row;
    return row != 0xffffffff && pane.messageBrowser.contentWindow.gMessage?.messageId == header.messageId;
  });
  const message = pane.messageBrowser.contentWindow;
  await until("mail", () => message.msgLoaded);
  const bar = message.document.querySelector(".calendar-notification-bar");
  await until("bar above the mail", () => !bar.collapsed && message.calImipBar.foundItems, 5000);
  const details = message.document.getElementById("messagepane").contentDocument;
  return { message, seen: {
    bar: bar.querySelector(".msgNotificationBarText").textContent,
    buttons: message.calImipBar.getButtons().filter(button => !button.hidden).map(button => button.id),
    text: details.body.innerText,
  } };
}

/** Presses a button above the mail. */
function press(message, button) {
  message.document.getElementById(button).doCommand();
}

/** The window in which a proposal is shown; takes it over and saves. */
async function takeProposal(message) {
  press(message, "imipRescheduleButton");
  const dialog = await until("window with the proposal", () => Services.wm.getMostRecentWindow("Calendar:EventDialog"));
  const inner = await until("proposal", () => {
    const inside = dialog.document.getElementById("calendar-item-panel-iframe")?.contentWindow;
    return inside?.counterProposal && inside.document.getElementById("counter-proposal-summary").value && inside;
  });
  const texts = kind => [...inner.document.querySelectorAll(`[id^='counter-proposal-property-${kind}-']`)].map(node => node.value);
  const [labels, values] = [texts("label"), texts("value")];
  const seen = {
    summary: inner.document.getElementById("counter-proposal-summary").value,
    comment: inner.document.getElementById("counter-proposal-comment").value ?? "",
    proposal: labels.map((label, at) => `${label} ${values[at]}`),
  };
  inner.document.getElementById("counter-proposal-btn").doCommand();
  inner.document.getElementById("notify-attendees-checkbox").checked = false;
  dialog.document.getElementById("button-saveandclose").doCommand();
  await until("end of the window", () => dialog.closed);
  return seen;
}

const people = (globalThis.people ??= new Map()); // kept from one call to the next

/** One case: an organizer's meeting (or none, for who is invited now), a mail about it, and the first of the buttons. */
async function act({ me, meeting, uid, instance, raw, buttons }) {
  if (!people.has(me)) {
    people.set(me, await person(me));
  }
  const { calendar, folder } = people.get(me);
  for (const [address, other] of people) {
    other.calendar.setProperty("disabled", address != me);
  }
  if (meeting) {
    await keep(calendar, meeting);
  }
  const before = await kept(calendar, uid, instance);
  const { message, seen } = await open(folder, raw);
  const button = buttons.find(one => seen.buttons.includes(one)) ?? "";
  if (button == "imipRescheduleButton") {
    Object.assign(seen, await takeProposal(message));
  } else if (button) {
    if (button.startsWith("imipAccept")) {
      message.calImipBar.executeAction("ACCEPTED", "NONE"); // what "accept" in its menu does without sending
    } else {
      press(message, button);
    }
  }
  await until("change in the calendar", async () => JSON.stringify(await kept(calendar, uid, instance)) != JSON.stringify(before), 4000).catch(() => null);
  return { ...seen, button, before, after: await kept(calendar, uid, instance) };
}

return act(arguments[0]);
