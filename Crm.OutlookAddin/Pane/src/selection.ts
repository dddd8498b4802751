// Several mails selected in the list: who is on each, what became of it, and one press that logs what was not logged.
import { Problem, type Api, type SelectedMail, type SelectedPerson } from "./api";
import { el } from "./dom";
import { Slot, type SlotEvents } from "./slot";

const failure = "It could not be logged. Please try again in a moment.";

export class Selection {
  readonly element = el("div", { className: "selection" });
  readonly #rows: HTMLElement[];
  readonly #slot: Slot;
  readonly #all = el("button", { type: "button", className: "primary", onclick: () => void this.#logAll() });

  constructor(private readonly mails: SelectedMail[], private readonly api: Api, private readonly events: SlotEvents) {
    this.#rows = mails.map(() => el("li", {}));
    this.#slot = new Slot(api, events);
    mails.forEach((_, at) => this.#draw(at));
    const known = new Set(mails.flatMap(mail => mail.people.filter(one => one.kind === "contact").map(one => one.contactId))).size;
    this.element.append(
      el("h1", {}, `${mails.length} mails selected`),
      el("p", { className: "soft" },
        known === 0 ? "Nobody on them is a contact." : known === 1 ? "One contact is on them." : `${known} contacts are on them.`),
      this.#all, el("ul", { className: "mails" }, ...this.#rows), this.#slot.element);
    this.#count();
  }

  #draw(at: number, problem?: string): void {
    const mail = this.mails[at]!;
    const state = mail.capture?.state === "logged" ? "✓ Logged" : null;
    this.#rows[at]!.replaceChildren(el("div", {},
      el("div", { className: "subject" }, mail.subject ?? "(no subject)"),
      el("div", { className: "soft" }, ...mail.people.length === 0 ? ["Only colleagues, or nobody the mailbox names"]
        : mail.people.slice(0, 3).flatMap((one, i) => [i > 0 ? ", " : "", this.#person(one)]),
      mail.people.length > 3 ? ` and ${mail.people.length - 3} more` : ""),
      state ? el("div", { className: "state" }, state)
        : mail.capture ? el("div", { className: "soft" }, mail.capture.sentence) : null,
      problem ? el("div", { className: "problem", role: "alert" }, problem) : null));
  }

  #person(one: SelectedPerson): Node {
    const name = one.name ?? one.email ?? "Somebody";
    return one.kind === "contact"
      ? el("button", {
          type: "button",
          className: "link inline",
          onclick: () => void this.#slot.press({ verb: "contact.show", data: { id: one.contactId } }),
        }, name)
      : document.createTextNode(one.company ? `${name} (${one.company})` : name);
  }

  get #left(): number[] {
    return this.mails.flatMap((mail, at) => mail.capture?.state === "logged" ? [] : [at]);
  }

  #count(): void {
    const left = this.#left.length;
    this.#all.textContent = left === 0 ? "All are logged" : left === this.mails.length ? "Log all" : `Log the other ${left}`;
    this.#all.disabled = left === 0;
  }

  /** One after the other, so that each answer is told where it belongs. */
  async #logAll(): Promise<void> {
    if (this.#all.hasAttribute("data-busy")) {
      return;
    }

    this.#all.toggleAttribute("data-busy", true);
    let logged = 0;
    const wanted = this.#left;
    for (const at of wanted) {
      const mail = this.mails[at]!;
      try {
        mail.capture = (await this.api.log({ internetMessageId: mail.internetMessageId, restId: mail.restId })).capture;
        logged++;
        this.#draw(at);
      } catch (refused) {
        this.#draw(at, refused instanceof Problem ? refused.message : failure);
      }
      this.events.say(`${logged} of ${wanted.length} logged`);
    }
    this.#all.toggleAttribute("data-busy", false);
    this.#count();
  }
}
