// The open item's place: what Outlook shows, and nothing else, however fast it changes and however late answers come.
import { Problem, type Api, type Context } from "./api";
import { SignInNeeded } from "./auth";
import { rememberUnwanted } from "./compose";
import { selection, Sequence, snapshot, type SelectedItem, type Snapshot, type Ticket } from "./office";
import { Selection } from "./selection";
import type { Shell } from "./shell";
import type { SlotEvents } from "./slot";
import { View } from "./view";

/** Items whose forms somebody has begun to fill in are kept as they stand, and answers are kept for a quick return: this many each. */
const mostKept = 8;
const mostKnown = 40;
const mostAhead = 8;

/** A quick answer needs no sign of waiting. */
const patience = 300;

export class ItemPlace {
  readonly #view: View;
  readonly #sequence = new Sequence();
  readonly #kept = new Map<string, HTMLElement>();
  readonly #known = new Map<string, Context>();
  #ahead: SelectedItem[] = [];
  #ticket: Ticket | undefined;
  #shown: { key: string; element: HTMLElement } | null = null;

  constructor(
    private readonly shell: Shell, private readonly api: Api, events: SlotEvents, private readonly platform: string
  ) {
    this.#view = new View(shell.main, api, {
      ...events,
      isStill: async item => {
        const now = await snapshot(Office.context.mailbox, platform);
        const isStill = now !== null && keyOf(now.item) === keyOf(item);
        if (!isStill) {
          setTimeout(() => void this.show(), showAgainAfter);
        }
        return isStill;
      },
      done: (press, pressed) => {
        this.#known.clear(); // What was known may be different now.
        if (press.verb === "undo") {
          setTimeout(() => this.shell.at === "item" && void this.show(), showAgainAfter); // All of it may be as it was.
        }
        events.done?.(press, pressed);
      },
    });
  }

  /** Outlook says that the item changed. Who went elsewhere in the pane stays there. */
  changed(isThere: boolean): void {
    if (this.shell.at === "item") {
      void this.show(false, isThere);
    } else {
      this.leave();
    }
  }

  /** Answers that are still on their way belong to nobody any more. */
  leave(): void {
    this.#sequence.next();
  }

  async show(mayAsk = false, isThere = true): Promise<void> {
    const ticket = this.#ticket = this.#sequence.next();
    this.#keep();
    const { main } = this.shell;
    main.ariaBusy = "true";
    const skeleton = setTimeout(() => this.#empty(ticket), patience);
    try {
      if (!isThere) {
        this.#empty(ticket);
        return;
      }

      const several = await selection(Office, this.platform);
      const item = several.length > 0 ? null : await snapshot(Office.context.mailbox, this.platform);
      if (!ticket.isCurrent()) {
        return;
      }
      if (several.length > 0) {
        await this.#showSelection(several, ticket);
      } else if (item) {
        await this.#showItem(item, ticket, mayAsk);
      } else {
        this.shell.name(null);
        this.#view.message("Nothing selected", "Select a mail or a meeting to see who is on it.");
      }
    } catch (failed) {
      if (ticket.isCurrent()) {
        this.#explain(failed);
      }
    } finally {
      clearTimeout(skeleton);
      if (ticket.isCurrent()) {
        main.ariaBusy = "false";
      }
    }
  }

  /** Between two items the pane is about the one before for a moment, name and all, and then about none. */
  #empty(ticket: Ticket): void {
    if (ticket.isCurrent() && this.shell.at === "item") {
      this.shell.name(null);
      this.#view.skeleton();
    }
  }

  #keepWithDraft(item: Snapshot, context: Context): void {
    if (item.item.mode === "messageCompose") {
      void rememberUnwanted(context, Office);
    }
  }

  async #showItem(item: Snapshot, ticket: Ticket, mayAsk: boolean): Promise<void> {
    const key = placeOf(item);
    const begun = this.#kept.get(key);
    const known = this.#known.get(key);
    if (begun || known) {
      this.#put(key, item, begun ?? this.#view.build(known!, item.item), begun ? "Your unfinished form" : summary(known!));
    }
    if (known) {
      this.#keepWithDraft(item, known);
    }
    if (begun) {
      return;
    }

    const context = await this.api.context(item, ticket.signal, mayAsk);
    if (!ticket.isCurrent()) {
      return;
    }
    this.#remember(key, context);
    this.#keepWithDraft(item, context);
    this.#fetchAhead();
    const isSame = known !== undefined && JSON.stringify(known) === JSON.stringify(context);
    if (!isSame && !this.#isTyped && !this.#isTouched) {
      this.#put(key, item, this.#view.build(context, item.item), summary(context));
    }
  }

  async #showSelection(several: SelectedItem[], ticket: Ticket): Promise<void> {
    const mails = await this.api.selection(several, ticket.signal);
    if (ticket.isCurrent()) {
      this.shell.name(null);
      const page = new Selection(mails, this.api, { say: this.shell.say, open: url => Office.context.ui.openBrowserWindow(url) });
      this.#view.replace(page.element);
      this.shell.say(`${mails.length} mails selected`);
      this.#ahead = several.slice(0, mostAhead);
      this.#fetchAhead();
    }
  }

  /** The mails that were selected together are what is opened next: they are asked about while nothing else is to be done. */
  #fetchAhead(): void {
    const ticket = this.#ticket;
    const next = () => {
      const one = this.#ahead.shift();
      if (one && ticket?.isCurrent()) {
        void this.#ask(one, ticket).then(next, () => undefined);
      } else if (one) {
        this.#ahead.unshift(one);
      }
    };
    whenIdle(next);
  }

  async #ask(one: SelectedItem, ticket: Ticket): Promise<void> {
    const item: Snapshot = {
      item: { kind: "message", mode: "messageRead", conversationId: null, ...one, isCut: true }, people: [] };
    const key = placeOf(item);
    if (!this.#known.has(key)) {
      const context = await this.api.context(item, ticket.signal);
      if (context.furtherPeople != null) {
        this.#remember(key, context);
      }
    }
  }

  /** Whoever has begun to press is not to lose what they opened to a fresher answer. */
  get #isTouched(): boolean {
    return this.#shown?.element.dataset["touched"] !== undefined;
  }

  #put(key: string, item: Snapshot, element: HTMLElement, said: string): void {
    this.#shown = { key, element };
    delete element.dataset["touched"];
    element.addEventListener("click", () => { element.dataset["touched"] = "yes"; }, { capture: true });
    this.shell.name(titleOf(item.item));
    this.#view.replace(element);
    this.shell.say(said);
  }

  #explain(failed: unknown): void {
    const again = () => void this.show(true);
    this.shell.name(null);
    if (failed instanceof SignInNeeded) {
      this.#view.message("Please sign in", "Your organisation wants to make sure that it is you.", { title: "Sign in", press: again });
    } else {
      const text = failed instanceof Problem ? failed.message : "The CRM could not be asked. Please try again in a moment.";
      this.#view.message(failed instanceof Problem && failed.status === 403 ? "No access" : "That did not work", text, {
        title: "Try again",
        press: again
      });
      this.shell.say(text);
    }
  }

  get #isTyped(): boolean {
    return this.#shown?.element.querySelector("[data-typed]") != null;
  }

  #keep(): void {
    if (this.#shown && this.#isTyped) {
      this.#kept.delete(this.#shown.key);
      this.#kept.set(this.#shown.key, this.#shown.element);
      trim(this.#kept, mostKept);
    } else if (this.#shown) {
      this.#kept.delete(this.#shown.key);
    }
    this.#shown = null;
  }

  #remember(key: string, context: Context): void {
    this.#known.delete(key);
    this.#known.set(key, context);
    trim(this.#known, mostKnown);
  }
}

/** The person reads first why nothing was logged. */
const showAgainAfter = 1500;

function trim(map: Map<string, unknown>, most: number): void {
  for (const oldest of [...map.keys()].slice(0, Math.max(0, map.size - most))) {
    map.delete(oldest);
  }
}

/** A mail that is being written has no id before it is saved; its subject may be typed meanwhile. */
const keyOf = ({ mode, internetMessageId, restId, conversationId, subject, mailbox }: Snapshot["item"]) =>
  JSON.stringify([mode, internetMessageId ?? restId ?? conversationId, mailbox, mode === "messageCompose" ? null : subject]);

/** Who is on a mail that was sent does not change; Outlook may only tell more of them. */
const placeOf = ({ item, people }: Snapshot) =>
  keyOf(item) + (item.mode === "messageRead" ? "" : JSON.stringify(people.map(one => one.email)));

const whenIdle = (work: () => void) => {
  if (typeof requestIdleCallback === "function") {
    requestIdleCallback(work);
  } else {
    setTimeout(work, 200);
  }
};

const kinds: Record<Snapshot["item"]["mode"], string> = {
  messageRead: "Mail",
  messageCompose: "Draft",
  appointmentAttendee: "Meeting",
  appointmentOrganizer: "Your meeting",
};

const titleOf = (item: Snapshot["item"]) => `${kinds[item.mode]}: ${item.subject ?? "no subject"}`;

function summary(context: Context): string {
  const names = context.people
    .filter(one => one.kind !== "colleague")
    .map(one => `${one.name ?? one.email}, ${one.kind === "unknown" ? "not in the CRM" : one.kind}`);
  return names.length === 0 ? "Nobody from outside is on this item." : names.slice(0, 3).join("; ");
}

