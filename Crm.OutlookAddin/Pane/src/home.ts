// Where one goes without an item: search of everything, today, the pipeline, lists with their filters. The same cards as in Teams.
import type { Api, Press } from "./api";
import { el } from "./dom";
import { Slot, type SlotEvents } from "./slot";

/** People type several letters a second: the question waits until they pause, and goes when they type on. */
const pause = 300;

const fewestLetters = 2;

const ways: [title: string, press: Press][] = [
  ["Today", { verb: "report.dashboard", data: {} }],
  ["Pipeline", { verb: "report.pipeline", data: {} }],
  ["My open deals", { verb: "deals.list", data: { filter: "owner is me and status is Open order by expected close" } }],
  ["My tasks", {
    verb: "activities.list",
    data: { filter: "type is Task and status is any of (Pending, \"In progress\") and assigned to is me order by due" },
  }],
  ["Deals", { verb: "deals.list", data: {} }],
  ["Contacts", { verb: "contacts.list", data: {} }],
  ["Companies", { verb: "companies.list", data: {} }],
  ["Activities", { verb: "activities.list", data: {} }],
  ["Views", { verb: "views", data: {} }],
];

const makes: [title: string, press: Press][] = [
  ["New deal", { verb: "deal.new", data: {} }],
  ["New contact", { verb: "contact.new", data: {} }],
  ["New company", { verb: "company.new", data: {} }],
  ["New task", { verb: "activity.new-task", data: {} }],
];

export class Home {
  readonly element = el("div", { className: "home" });
  readonly #slot: Slot;
  readonly #input = el("input", {
    type: "search",
    id: "search",
    className: "ac-input",
    placeholder: "Search, or deals where value > 10000",
    autocomplete: "off",
    maxLength: 200,
    oninput: () => this.#typed(),
  });
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(api: Api, events: SlotEvents) {
    this.#slot = new Slot(api, events, "home");
    this.#slot.element.addEventListener("input", () => clearTimeout(this.#timer));
    const form = el("form", { className: "search", role: "search", onsubmit: event => this.#submit(event) },
      el("label", { className: "unseen", htmlFor: "search" }, "Search the CRM"), this.#input,
      el("button", { type: "submit", className: "primary" }, "Search"));
    this.element.append(form, buttons("Go to", ways, press => this.#go(press)), buttons("Make", makes, press => this.#go(press)),
      this.#slot.element);
    if (!this.#slot.resume()) {
      this.#go(ways[0]![1]);
    }
  }

  #go(press: Press): void {
    clearTimeout(this.#timer);
    void this.#slot.visit(press);
  }

  /** One way leads back from all answers to what was typed by and by. */
  #typed(): void {
    clearTimeout(this.#timer);
    const text = this.#input.value.trim();
    if (text.length >= fewestLetters && !conditionsIn(text)) {
      this.#timer = setTimeout(() => {
        void this.#slot.suggest({ verb: "find", data: { text } });
      }, pause);
    }
  }

  #submit(event: Event): void {
    event.preventDefault();
    const text = this.#input.value.trim();
    if (text !== "") {
      this.#go(conditionsIn(text) ?? { verb: "find", data: { text } });
    }
  }
}

/** As it is typed in Teams: "deals where …" asks for a list. */
export function conditionsIn(text: string): Press | null {
  const said = /^(deals|contacts|companies|activities)\s+where\s+(.*)$/is.exec(text);
  return said ? { verb: `${said[1]!.toLowerCase()}.list`, data: { filter: said[2] } } : null;
}

function buttons(label: string, all: [title: string, press: Press][], go: (press: Press) => void): HTMLElement {
  return el("div", { className: "chips", role: "group", aria: { label } },
    ...all.map(([title, press]) => el("button", { type: "button", className: "chip", onclick: () => go(press) }, title)));
}
