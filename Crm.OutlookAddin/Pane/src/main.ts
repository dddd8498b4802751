import { Api } from "./api";
import { signIn, type AuthConfig } from "./auth";
import { deviceStorage, Drafts } from "./drafts";
import { Home } from "./home";
import { ItemPlace } from "./item-place";
import { isDark, watch } from "./office";
import { Shell, type PlaceName } from "./shell";
import { View } from "./view";

const shell = new Shell(document);

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
  const drafts = new Drafts(
    `${Office.context.partitionKey ?? ""}|${Office.context.mailbox.userProfile?.emailAddress ?? ""}`, deviceStorage());
  const events = { say: shell.say, open: (url: string) => Office.context.ui.openBrowserWindow(url), draft: (at: string) => drafts.of(at) };
  const item = new ItemPlace(shell, api, events, String(host.platform));
  const go = (place: PlaceName, make: () => HTMLElement) => {
    item.leave();
    shell.put(place, make);
  };
  shell.offer({
    item: () => void item.show(),
    home: () => go("home", () => new Home(api, events).element),
    capture: () => go("capture", () => new View(shell.main, api, events).page({ verb: "capture", data: {} })),
  });
  watch(Office, isThere => void item.changed(isThere));
  void item.show();
}

function outside(text: string): void {
  new View(shell.main, null as never, { say: shell.say, open: () => undefined }).message("Open this pane in Outlook", text);
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
  new View(shell.main, null as never, { say: shell.say, open: () => undefined })
    .message("The pane could not start", "Please close it and open it again.", { title: "Try again", press: () => location.reload() });
});

