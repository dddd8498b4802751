import { Api, Problem, type Context } from "./api";
import { SignInNeeded, signIn, type AuthConfig } from "./auth";
import { isDark, Sequence, snapshot, watch, type Snapshot } from "./office";
import { View } from "./view";

const main = document.getElementById("pane")!;
const status = document.getElementById("status")!;

/** Items whose forms somebody has begun to fill in are kept as they stand, this many. */
const kept = new Map<string, HTMLElement>();
const mostKept = 8;

async function start(): Promise<void> {
  if (typeof Office === "undefined") {
    outside("Outlook's own script could not be loaded. Please check the connection, then open the pane again.");
    return;
  }

  const host = await Office.onReady();
  if (host.host === null || host.host === undefined) {
    outside("This page lives beside your mail. Choose CRM in the ribbon of a mail or a meeting.");
    return;
  }

  followTheme();
  const config = await (await fetch("config.json")).json() as AuthConfig;
  const api = new Api(await signIn(config));
  const view = new View(main, api, { say, open: url => Office.context.ui.openBrowserWindow(url) });
  const sequence = new Sequence();
  const platform = String(host.platform);
  offerCapture(view, sequence, () => void showItem(api, view, sequence, platform, false));
  watch(Office, isThere => void showItem(api, view, sequence, platform, false, isThere));
  void showItem(api, view, sequence, platform, false);
}

let shown: { key: string; element: HTMLElement } | null = null;

async function showItem(api: Api, view: View, sequence: Sequence, platform: string, mayAsk: boolean, isThere = true): Promise<void> {
  const ticket = sequence.next();
  keep();
  main.ariaBusy = "true";
  const skeleton = setTimeout(() => ticket.isCurrent() && view.skeleton(), 300);
  try {
    if (!isThere) {
      view.skeleton();
      return;
    }

    const item = await snapshot(Office.context.mailbox, platform);
    if (!ticket.isCurrent()) {
      return;
    }
    if (!item) {
      view.message("Nothing selected", "Select a mail or a meeting to see who is on it.");
      return;
    }

    const key = keyOf(item);
    const context = kept.has(key) ? null : await api.context(item, ticket.signal, mayAsk);
    if (ticket.isCurrent()) {
      const element = kept.get(key) ?? view.build(context!, item.item);
      shown = { key, element };
      view.replace(element);
      say(context ? summary(context) : "Your unfinished form");
    }
  } catch (failed) {
    if (ticket.isCurrent()) {
      explain(view, failed, () => void showItem(api, view, sequence, platform, true));
    }
  } finally {
    clearTimeout(skeleton);
    if (ticket.isCurrent()) {
      main.ariaBusy = "false";
    }
  }
}

const captureKey = "capture";

/** What is captured from the mailbox, whatever item is open; the way back leads to that item. */
function offerCapture(view: View, sequence: Sequence, back: () => void): void {
  document.getElementById("tools")!.hidden = false;
  document.getElementById("capture")!.onclick = () => {
    sequence.next();
    keep();
    main.ariaBusy = "false";
    const element = kept.get(captureKey) ?? view.page("Back to the item", { verb: "capture", data: {} }, back);
    shown = { key: captureKey, element };
    view.replace(element);
    say("Capture");
  };
}

function explain(view: View, failed: unknown, again: () => void): void {
  if (failed instanceof SignInNeeded) {
    view.message("Please sign in", "Your organisation wants to make sure that it is you.", { title: "Sign in", press: again });
  } else {
    const text = failed instanceof Problem ? failed.message : "The CRM could not be asked. Please try again in a moment.";
    view.message(failed instanceof Problem && failed.status === 403 ? "No access" : "That did not work", text, {
      title: "Try again",
      press: again
    });
    say(text);
  }
}

function keep(): void {
  if (shown?.element.querySelector("[data-typed]")) {
    kept.delete(shown.key);
    kept.set(shown.key, shown.element);
    for (const oldest of [...kept.keys()].slice(0, Math.max(0, kept.size - mostKept))) {
      kept.delete(oldest);
    }
  } else if (shown) {
    kept.delete(shown.key);
  }
  shown = null;
}

const keyOf = (item: Snapshot) =>
  JSON.stringify([item.item.internetMessageId ?? item.item.restId ?? item.item.subject, item.people.map(one => one.email)]);

function summary(context: Context): string {
  const names = context.people
    .filter(one => one.kind !== "colleague")
    .map(one => `${one.name ?? one.email}, ${one.kind === "unknown" ? "not in the CRM" : one.kind}`);
  return names.length === 0 ? "Nobody from outside is on this item." : names.slice(0, 3).join("; ");
}

function say(text: string): void {
  status.textContent = text;
}

function outside(text: string): void {
  main.replaceChildren();
  new View(main, null as never, { say, open: () => undefined }).message("Open this pane in Outlook", text);
}

function followTheme(): void {
  const paint = (theme: Office.OfficeTheme | undefined) => {
    const dark = isDark(theme);
    if (dark !== null) {
      document.documentElement.dataset["theme"] = dark ? "dark" : "light";
    }
  };
  paint(Office.context.officeTheme);
  if (Office.context.requirements.isSetSupported("Mailbox", "1.14")) {
    Office.context.mailbox.addHandlerAsync(Office.EventType.OfficeThemeChanged, (changed: { officeTheme?: Office.OfficeTheme }) =>
      paint(changed.officeTheme)
    );
  }
}

start().catch(() => {
  new View(main, null as never, { say, open: () => undefined })
    .message("The pane could not start", "Please close it and open it again.", { title: "Try again", press: () => location.reload() });
});
