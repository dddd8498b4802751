import type { Tokens } from "./auth";
import type { Choice } from "./combobox";
import type { SelectedItem, Snapshot } from "./office";

/** Adaptive Card JSON, as it came. */
export type Card = Record<string, unknown>;

export interface Press {
  verb: string;
  data: unknown;
}

export interface KnownPerson {
  email: string | null;
  name: string | null;
  role: string | null;
  kind: "contact" | "company" | "colleague" | "unknown";
  contactId: string | null;
  companyId: string | null;
  company: string | null;
  /** A contact who asked not to be written to. */
  doNotContact?: boolean;
  card: Card | null;
  open: Press | null;
  /** Asks whether this is a contact under a new address. */
  mayBe?: Card | null;
}

export interface Capture {
  state: "logged" | "skipped" | "removed";
  reason: string;
  sentence: string;
  /** What it became; null when it became nothing. */
  activityId: string | null;
  /** What the mailbox's owner is asked about the item. */
  question: Press | null;
}

export interface Logged {
  activityId: string;
  capture: Capture;
  card: Card;
}

export interface Context {
  people: KnownPerson[];
  capture: Capture | null;
  cards: { companyId: string; card: Card }[];
  /** How many more are on it; null where Outlook gave a part and nobody knows the others. */
  furtherPeople?: number | null;
  /** Of an item that lies in somebody else's. */
  mailbox?: { owner: string; isRead: boolean; sentence: string } | null;
}

export interface SelectedPerson {
  email: string | null;
  name: string | null;
  kind: KnownPerson["kind"];
  contactId: string | null;
  company: string | null;
}

export interface SelectedMail extends SelectedItem {
  /** Without colleagues; empty where the mailbox could not be asked. */
  people: SelectedPerson[];
  capture: Capture | null;
}

/** What a mail's signature says of its author. */
export interface Signature {
  firstName: string | null;
  lastName: string | null;
  jobTitle: string | null;
  phone: string | null;
}

export interface Pressed {
  card: Card;
  refusal: { message: string; fields: { field: string; message: string }[] } | null;
  /** Takes the press back; null where it changed nothing. */
  undo?: Press | null;
}

/** What the server, or the way to it, answered instead; the message is for people. */
export class Problem extends Error {
  constructor(message: string, readonly status: number) {
    super(message);
  }

  /** Whether it was done nobody knows: the answer did not come, or came from somebody on the way. */
  get isOnTheWay(): boolean {
    return this.status === 0 || this.status >= 502;
  }
}

const connectMailbox = "capture.connect";

const unreachable = "The CRM cannot be reached right now. Please check the connection and try again.";

export class Api {
  constructor(private readonly tokens: Tokens, private readonly root = "/api") {}

  context(item: Snapshot, signal: AbortSignal, mayAsk = false): Promise<Context> {
    return this.#post("/context", item, signal, mayAsk);
  }

  /**
   * A press is the person's own doing, so it may also ask to sign in.
   * @param key Sent again under the same key, a press changes nothing twice.
   */
  async press(press: Press, signal?: AbortSignal, key?: string): Promise<Pressed> {
    if (press.verb === connectMailbox) {
      await this.tokens({ forceRefresh: false, mayAsk: true, consent: true }).catch(() => undefined); // The server says what is missing.
    }
    return this.#post(`/cards/${encodeURIComponent(press.verb)}`, { data: press.data ?? {} }, signal, true, key);
  }

  /** Who is on the mails that are selected together, and what became of each. */
  async selection(items: SelectedItem[], signal: AbortSignal): Promise<SelectedMail[]> {
    return (await this.#post<{ items: SelectedMail[] }>("/selection", { items }, signal, false)).items;
  }

  signature(text: string, author: { name: string | null; email: string }): Promise<Signature> {
    return this.#post("/signature", { text, ...author }, undefined, false);
  }

  /** Logs the open item now, completed from the mailbox. */
  log(item: { internetMessageId: string | null; restId: string | null; mailbox?: string }): Promise<Logged> {
    return this.#post("/log", item, undefined, true);
  }

  /** What an input of a card offers for the text that stands in it. */
  async choices(dataset: string, text: string, signal: AbortSignal): Promise<Choice[]> {
    return (await this.#ask<{ choices: Choice[] }>(`/choices?${new URLSearchParams({ dataset, q: text })}`, undefined, signal, false))
      .choices;
  }

  #post<T>(path: string, body: unknown, signal: AbortSignal | undefined, mayAsk: boolean, key?: string): Promise<T> {
    return this.#ask(path, body, signal, mayAsk, key);
  }

  async #ask<T>(path: string, body: unknown, signal: AbortSignal | undefined, mayAsk: boolean, key?: string): Promise<T> {
    let answer = await this.#send(path, body, signal, mayAsk, false, key);
    if (answer.status === 401) {
      answer = await this.#send(path, body, signal, mayAsk, true, key);
    }
    if (!answer.ok) {
      throw await problemOf(answer);
    }
    return await answer.json() as T;
  }

  async #send(
    path: string, body: unknown, signal: AbortSignal | undefined, mayAsk: boolean, forceRefresh: boolean, key?: string
  ): Promise<Response> {
    const token = await this.tokens({ forceRefresh, mayAsk });
    try {
      return await fetch(this.root + path, {
        method: body === undefined ? "GET" : "POST",
        headers: {
          "Authorization": `Bearer ${token}`,
          ...body === undefined ? {} : { "Content-Type": "application/json" },
          ...key === undefined ? {} : { "Idempotency-Key": key },
        },
        body: body === undefined ? undefined : JSON.stringify(body),
        signal,
      });
    } catch (failed) {
      if (signal?.aborted) {
        throw failed;
      }
      throw new Problem(unreachable, 0);
    }
  }
}

async function problemOf(answer: Response): Promise<Problem> {
  const problem = await answer.json().catch(() => null) as { detail?: unknown } | null;
  const said = typeof problem?.detail === "string" ? problem.detail : null;
  return new Problem(said ?? (answer.status >= 500 ? unreachable : "The CRM did not accept this. Please try again."), answer.status);
}
