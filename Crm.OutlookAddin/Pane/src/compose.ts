// While a mail is being written: what of the CRM belongs into it, sentences that were saved, and who had better not be written to.
import type { Card, Context } from "./api";
import { el } from "./dom";
import { serialised } from "./office";
import { saysNo, unwantedKey, type Unwanted } from "./unwanted";

/** Roaming settings hold 32 KB. */
const mostSnippets = 20;
const longestSnippet = 1000;
const setting = "snippets";

interface Fact {
  title: string;
  value: string;
}

/** Null where nobody on the mail asked not to be contacted. */
export function warning(context: Context): HTMLElement | null {
  const names = unwantedOf(context).map(([, name]) => name);
  return names.length === 0 ? null : el("p", { className: "notice", role: "alert" }, saysNo(names));
}

/** For the moment of sending, when the pane may be closed (launch.ts): kept with the draft, where the client can. */
export async function rememberUnwanted(context: Context, office: typeof Office): Promise<void> {
  const { sessionData } = (office.context.mailbox.item ?? {}) as unknown as { sessionData?: Office.SessionData };
  if (sessionData && office.context.requirements.isSetSupported("Mailbox", "1.12")) {
    const unwanted: Unwanted = Object.fromEntries(unwantedOf(context));
    await serialised<void>(callback => sessionData.setAsync(unwantedKey, JSON.stringify(unwanted), callback));
  }
}

const unwantedOf = (context: Context): [address: string, name: string][] => context.people
  .filter(one => one.doNotContact && one.email)
  .map(one => [one.email!.toLowerCase(), one.name ?? one.email!]);

/** Inserts at the cursor. */
export class Insert {
  readonly element: HTMLElement;
  readonly #snippets = el("ul", { className: "mails" });
  readonly #text = el("textarea", { id: "snippet", className: "ac-input", rows: 3, maxLength: longestSnippet });

  constructor(context: Context, private readonly office: typeof Office, private readonly say: (text: string) => void) {
    const facts = context.people.flatMap(one =>
      one.kind === "contact" && one.card ? [{ name: one.name ?? "", facts: factsOf(one.card) }] : []);
    this.element = el("details", { className: "add insert" },
      el("summary", {}, "Insert into the mail"),
      el("div", { className: "slot" },
        ...facts.map(({ name, facts: its }) => el("div", { className: "chips", role: "group", aria: { label: name } },
          ...its.map(fact => el("button", {
            type: "button", className: "chip", title: `${fact.title}: ${fact.value}`, onclick: () => void this.#insert(fact.value),
          }, `${fact.title}: ${fact.value}`)))),
        this.#snippets,
        el("label", { htmlFor: "snippet" }, "A sentence to keep"), this.#text,
        el("button", { type: "button", onclick: () => this.#save() }, "Keep it")));
    this.#draw();
  }

  #draw(): void {
    this.#snippets.replaceChildren(...this.#all.map((text, at) => el("li", {},
      el("div", {}, text),
      el("button", { type: "button", className: "link", onclick: () => void this.#insert(text) }, "Insert"),
      el("button", { type: "button", className: "link", onclick: () => this.#put(this.#all.filter((_, i) => i !== at)) }, "Remove"))));
  }

  get #all(): string[] {
    const kept = this.office.context.roamingSettings.get(setting) as unknown;
    return Array.isArray(kept) ? kept.filter((one): one is string => typeof one === "string") : [];
  }

  #save(): void {
    const text = this.#text.value.trim();
    if (text === "") {
      this.say("Type a sentence first.");
      this.#text.focus();
    } else if (this.#all.length >= mostSnippets) {
      this.say(`${mostSnippets} sentences are kept. Remove one first.`);
    } else {
      this.#put([...this.#all, text]);
      this.#text.value = "";
    }
  }

  #put(all: string[]): void {
    this.office.context.roamingSettings.set(setting, all);
    this.office.context.roamingSettings.saveAsync();
    this.#draw();
  }

  async #insert(text: string): Promise<void> {
    const body = (this.office.context.mailbox.item as unknown as { body?: Office.Body } | null)?.body;
    const done = body && typeof body.setSelectedDataAsync === "function"
      && await serialised<void>(callback =>
        body.setSelectedDataAsync(text, { coercionType: this.office.CoercionType.Text }, result => callback(succeeded(result)))) !== null;
    this.say(done ? "Inserted" : "Outlook did not let the pane write into this mail.");
  }
}

/** Writing answers nothing; a value tells it from a failure. */
const succeeded = (result: Office.AsyncResult<void>) => ({ ...result, value: true }) as unknown as Office.AsyncResult<void>;

/** What stands in the card's lists of facts. */
export function factsOf(node: unknown, found: Fact[] = []): Fact[] {
  if (Array.isArray(node)) {
    node.forEach(one => factsOf(one, found));
  } else if (typeof node === "object" && node !== null) {
    const element = node as Card & { type?: unknown; facts?: Fact[] };
    if (element.type === "FactSet" && Array.isArray(element.facts)) {
      found.push(...element.facts.map(fact => ({ title: plain(fact.title), value: plain(fact.value) })).filter(fact => fact.value !== ""));
    } else {
      Object.values(element).forEach(one => factsOf(one, found));
    }
  }
  return found;
}

/** Cards write Markdown: a link's words, and a sign that was escaped. */
const plain = (text: unknown) => String(text ?? "")
  .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
  .replace(/\\([\\`*_{}[\]()#+\-.!|<>~])/g, "$1").trim();
