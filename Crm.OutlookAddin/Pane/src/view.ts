// What the pane shows of one item: what became of it, who is on it, and the card of the person in front.
import type { Api, Context, KnownPerson, Press } from "./api";
import { CapturedItem, type ItemEvents } from "./captured";
import { Insert, warning } from "./compose";
import { el } from "./dom";
import { bodyText, type Snapshot } from "./office";
import { Slot, type SlotEvents } from "./slot";

const kinds: Record<KnownPerson["kind"], string> = {
  contact: "contact",
  company: "from a company you know",
  colleague: "colleague",
  unknown: "not in the CRM",
};

export class View {
  constructor(private readonly main: HTMLElement, private readonly api: Api, private readonly events: ItemEvents) {}

  skeleton(): void {
    this.replace(el("div", { className: "skeleton", aria: { hidden: "true" } }, el("i"), el("i"), el("i"), el("i")));
  }

  message(title: string, text: string, button?: { title: string; press(): void }): void {
    this.replace(el("section", { className: "message" },
      el("h1", {}, title),
      el("p", {}, text),
      button ? el("button", { type: "button", className: "primary", onclick: () => button.press() }, button.title) : null));
  }

  /** Built once for an item; the caller may keep it and show it again. */
  build(context: Context, item: Snapshot["item"]): HTMLElement {
    const shown = context.people.filter(person => person.kind !== "colleague").sort((a, b) => rank(a) - rank(b));
    const colleagues = context.people.length - shown.length;
    const { furtherPeople: further, mailbox } = context;
    return el(
      "div",
      { className: "item" },
      mailbox ? el("p", { className: "colleagues" }, mailbox.sentence) : null,
      new CapturedItem(context.capture, item, this.api, this.events, mailbox?.isRead).element,
      item.mode === "messageCompose" ? warning(context) : null,
      context.capture?.question ? asked(context.capture.question, this.api, this.events) : null,
      shown.length === 0 ? nobody(colleagues, further === null) : new PeopleTabs(shown, context, item, this.api, this.events).element,
      item.mode === "messageCompose" ? new Insert(context, Office, text => this.events.say(text)).element : null,
      shown.length > 0 && colleagues > 0
        ? el("p", { className: "colleagues" }, `${colleagues} ${colleagues === 1 ? "colleague is" : "colleagues are"} on it, too.`)
        : null,
      further === 0 || further === undefined ? null : el("p", { className: "colleagues" }, further === null
        ? "There may be more people on it: Outlook names only a part of them, and the mailbox cannot be asked right now."
        : further === 1 ? "One more person is on it." : `${further} more people are on it.`)
    );
  }

  /** A card of its own, and what follows from it. */
  page(press: Press): HTMLElement {
    const slot = new Slot(this.api, this.events, press.verb);
    if (!slot.resume()) {
      void slot.visit(press);
    }
    return el("div", { className: "page" }, slot.element);
  }

  /** Focus stays in the pane where it was in the pane; it is never taken from Outlook. */
  replace(...content: Node[]): void {
    const hadFocus = this.main.contains(document.activeElement);
    this.main.replaceChildren(...content);
    if (hadFocus) {
      this.main.focus({ preventScroll: true });
    }
  }
}

/** Whoever wrote or called comes first, then those it is to, then the others; among equals those whom the CRM knows. */
const rank = (person: KnownPerson) =>
  10 * (places.get(person.role ?? "") ?? places.size) + ["contact", "company", "unknown", "colleague"].indexOf(person.kind);

const places = new Map([["from", 0], ["organizer", 0], ["to", 1], ["required", 1], ["cc", 2], ["optional", 2], ["bcc", 3]]);

/** What the item is about, where that is for its owner to say: the same card as in Teams. */
function asked(question: Press, api: Api, events: SlotEvents): HTMLElement {
  const slot = new Slot(api, events);
  void slot.press(question);
  return slot.element;
}

function nobody(colleagues: number, isCut: boolean): HTMLElement {
  return el(
    "section",
    { className: "message" },
    el("h1", {}, colleagues > 0 ? "Only colleagues here" : "Nobody to look up yet"),
    el(
      "p",
      {},
      colleagues > 0
        ? isCut ? "Everybody Outlook names works with you."
          : "Everybody on this item works with you, so the CRM keeps out of it."
        : "As soon as somebody is on this item, you see here who it is."
    )
  );
}

/** In a crowd the card is not to stand below all the names. */
const mostTabs = 12;

/** One person in front; the others one press away. */
class PeopleTabs {
  readonly element = el("div", { className: "people" });
  readonly #tabs: HTMLButtonElement[] = [];
  readonly #panels: HTMLElement[] = [];
  #more: HTMLElement | undefined;

  constructor(people: KnownPerson[], context: Context, item: Snapshot["item"], api: Api, events: SlotEvents) {
    const list = el("div", {
      className: "tabs",
      role: "tablist",
      aria: { label: "People on this item" },
      onkeydown: event => this.#key(event)
    });
    people.forEach((person, at) => {
      const tab = tabOf(person, () => this.#show(at));
      const panel = new PersonPanel(person, context, item, api, {
        ...events,
        done: (press, pressed) => {
          events.done?.(press, pressed);
          mark(tab, person);
        }
      });
      panel.element.hidden = true;
      tab.hidden = at >= mostTabs;
      if (people.length > 1) {
        panel.element.role = "tabpanel";
        panel.element.setAttribute("aria-label", nameOf(person));
      }
      panel.element.addEventListener("shown", () => panel.load(), { once: true });
      this.#tabs.push(tab);
      this.#panels.push(panel.element);
    });
    if (people.length > 1) {
      list.append(...this.#tabs);
      this.element.append(list);
      const more = people.length - mostTabs;
      if (more > 0) {
        this.#more = el("button", { type: "button", className: "link", onclick: () => this.#unfold() }, `Show ${more} more`);
        this.element.append(this.#more);
      }
    }
    this.element.append(...this.#panels);
    this.#show(0);
  }

  #show(chosen: number): void {
    this.#tabs.forEach((tab, at) => {
      tab.setAttribute("aria-selected", String(at === chosen));
      tab.tabIndex = at === chosen ? 0 : -1;
      this.#panels[at]!.hidden = at !== chosen;
    });
    this.#panels[chosen]!.dispatchEvent(new Event("shown"));
  }

  #unfold(): void {
    const hadFocus = this.#more === document.activeElement;
    this.#more?.remove();
    this.#tabs.forEach(tab => { tab.hidden = false; });
    if (hadFocus) {
      this.#show(mostTabs);
      this.#tabs[mostTabs]!.focus();
    }
  }

  #key(event: KeyboardEvent): void {
    const at = this.#tabs.indexOf(event.target as HTMLButtonElement);
    const last = this.#tabs.length - 1;
    const next = { ArrowRight: at === last ? 0 : at + 1, ArrowLeft: at === 0 ? last : at - 1, Home: 0, End: last }[event.key];
    if (at >= 0 && next !== undefined) {
      event.preventDefault();
      if (this.#tabs[next]!.hidden) {
        this.#unfold();
      }
      this.#show(next);
      this.#tabs[next]!.focus();
    }
  }
}

function tabOf(person: KnownPerson, press: () => void): HTMLButtonElement {
  const tab = el("button", { type: "button", role: "tab", className: "tab", title: person.email ?? "", onclick: press },
    el("span", { className: "coin", aria: { hidden: "true" } }, initials(person)),
    el("span", { className: "name" }, nameOf(person)),
    el("span", { className: "unseen kind" }));
  mark(tab, person);
  return tab;
}

function mark(tab: HTMLElement, person: KnownPerson): void {
  tab.dataset["kind"] = person.kind;
  tab.querySelector(".kind")!.textContent = `, ${kinds[person.kind]}`;
}

/** A contact's card; for others who they may be, and the form that makes them a contact. */
class PersonPanel {
  readonly element = el("div", { className: "panel" });
  readonly #slot: Slot;
  readonly #form = el("details", { className: "add" });

  constructor(
    private readonly person: KnownPerson, context: Context, private readonly item: Snapshot["item"], private readonly api: Api,
    private readonly events: SlotEvents
  ) {
    this.element.dataset["email"] = person.email ?? "";
    const company = context.cards.find(one => one.companyId === person.companyId)?.card;
    this.#slot = this.#place(["contact.create", "contact.create-anyway"], `person:${person.email ?? person.name}`);
    if (person.kind === "contact") {
      this.element.append(this.#slot.element);
    } else {
      const known = company && person.kind === "company" ? new Slot(api, events) : null;
      known?.show(company!);
      const asked = person.mayBe ? this.#place(["contact.add-address"]) : null;
      asked?.show(person.mayBe!);
      this.#form.open = known === null && asked === null;
      this.#form.append(el("summary", {}, "Add as a contact"), this.#slot.element);
      this.element.append(stranger(person), ...asked ? [asked.element] : [], this.#form, ...known ? [known.element] : []);
    }
  }

  /** Where one of these presses makes the person a contact, whose card is then all there is. */
  #place(making: string[], draft?: string): Slot {
    const slot = new Slot(this.api, {
      ...this.events,
      done: (press, pressed) => {
        if (making.includes(press.verb)) {
          this.person.kind = "contact";
          this.element.replaceChildren(slot.element);
        }
        this.events.done?.(press, pressed);
      },
    }, draft);
    return slot;
  }

  load(): void {
    if (this.person.card) {
      this.#slot.show(this.person.card);
    }
    if (this.#slot.resume()) {
      this.#form.open = true;
    } else if (!this.person.card && this.person.open) {
      void this.#slot.press(this.person.open);
    }
    if (this.item.mode === "messageRead" && this.person.role === "from") {
      void this.#readSignature();
    }
  }

  /** Whoever wrote the mail may have signed it with title and number: the form has them, unless somebody began to type. */
  async #readSignature(): Promise<void> {
    const { person } = this;
    const isNew = person.kind === "unknown" || person.kind === "company";
    const text = isNew && person.email && person.open && !this.#isTyped ? await bodyText(Office.context.mailbox) : null;
    if (!text) {
      return;
    }

    try {
      const signed = await this.api.signature(text, { name: person.name, email: person.email! });
      const said = Object.fromEntries(Object.entries(signed).filter(([, value]) => value !== null));
      const { typed } = person.open!.data as { typed?: object };
      if (Object.keys(said).length > 0 && !this.#isTyped && isNew) {
        await this.#slot.refine({ verb: person.open!.verb, data: { typed: { ...said, ...typed } } });
      }
    } catch {
      // The form stands without them.
    }
  }

  get #isTyped(): boolean {
    return this.#slot.element.dataset["typed"] !== undefined;
  }
}

function stranger(person: KnownPerson): HTMLElement {
  return el("header", { className: "stranger" },
    el("span", { className: "coin large", aria: { hidden: "true" } }, initials(person)),
    el("div", {},
      el("h1", {}, nameOf(person)),
      person.name && person.email ? el("p", {}, person.email) : null,
      el("p", { className: "state" }, person.company ? `No contact yet · ${person.company}` : "Not in the CRM yet")));
}

const nameOf = (person: KnownPerson) => person.name ?? person.email ?? "Somebody";

function initials(person: KnownPerson): string {
  const words = nameOf(person).split("@")[0]!.split(/[\s._,-]+/).filter(word => /^[\p{L}\p{N}]/u.test(word));
  return (words.length > 1 ? [words[0]!, words[words.length - 1]!] : words).map(word => [...word][0]!.toUpperCase()).join("") || "?";
}
