// What became of the open item, and one press to change it: log what was left out, open what was logged.
import { Problem, type Api, type Capture, type Press } from "./api";
import { el } from "./dom";
import type { Snapshot } from "./office";
import { Slot, type SlotEvents } from "./slot";

const signs: Record<Capture["state"], string> = { logged: "✓", removed: "−", skipped: "○" };
const failure = "It could not be logged. Please try again in a moment.";
const another = "Another item is open by now, so nothing was logged.";
/** In the server's own words: what it says of the item when it is asked next. */
const deleted = "It was captured and has been deleted from the CRM since; it is not captured again.";

export interface ItemEvents extends SlotEvents {
  /** Whether the item is still the one that Outlook shows. */
  isStill?(item: Snapshot["item"]): Promise<boolean>;
}

export class CapturedItem {
  readonly element = el("div", { className: "captured" });
  readonly #slot: Slot;
  readonly #problem = el("p", { className: "problem", role: "alert", hidden: true });
  /** What was taken out here, while a press brings it back. */
  #gone: Capture | null = null;

  constructor(
    private capture: Capture | null, private readonly item: Snapshot["item"], private readonly api: Api,
    private readonly events: ItemEvents, private readonly isRead = true
  ) {
    this.#slot = new Slot(api, {
      ...events,
      done: (press, pressed) => {
        this.#follow(press);
        events.done?.(press, pressed);
      },
    });
    this.#slot.element.hidden = true;
    this.element.dataset["item"] = item.internetMessageId ?? item.restId ?? "";
    this.#draw();
  }

  #draw(): void {
    const { capture } = this;
    const line = capture ? banner(capture) : this.#isLoggable ? banner({ state: "skipped", sentence: "Not in the CRM so far." }) : null;
    line?.append(...capture?.state === "logged"
      ? capture.activityId ? [button("Open", pressed => void this.#open(pressed))] : []
      : this.#isLoggable ? [button("Log it", pressed => void this.#log(pressed))] : []);
    const before = this.element.querySelector<HTMLElement>(":scope > .capture");
    if (!before || !line) {
      this.element.replaceChildren(...line ? [line, this.#problem, this.#slot.element] : []);
      return;
    }

    const hadFocus = before.contains(document.activeElement);
    before.replaceWith(line);
    if (hadFocus) {
      line.querySelector("button")?.focus();
    }
  }

  /** What is taken out below, or brought back, is said above as well. */
  #follow({ verb, data }: Press): void {
    const { id } = (data ?? {}) as { id?: unknown };
    if (verb === "record.delete" && this.capture && this.capture.activityId === id) {
      this.#gone = this.capture;
      this.capture = { ...this.capture, state: "removed", sentence: deleted, activityId: null };
      this.#draw();
    } else if (verb === "record.restore" && this.#gone && this.#gone.activityId === id) {
      this.capture = this.#gone;
      this.#gone = null;
      this.#draw();
    }
  }

  /** A mail or invitation that is being written is logged when it has been sent. */
  get #isLoggable(): boolean {
    return this.isRead && (this.item.mode === "messageRead" || this.item.mode === "appointmentAttendee")
      && (this.item.internetMessageId ?? this.item.restId) !== null;
  }

  async #open(pressed: HTMLElement): Promise<void> {
    if (!this.#slot.element.hidden) {
      this.#slot.element.hidden = true;
      return;
    }

    this.#slot.element.hidden = false;
    await this.#busy(pressed, () => this.#slot.press({ verb: "activity.show", data: { id: this.capture!.activityId } }));
  }

  async #log(pressed: HTMLElement): Promise<void> {
    this.#problem.hidden = true;
    await this.#busy(pressed, async () => {
      try {
        if (await this.events.isStill?.(this.item) === false) {
          throw new Problem(another, 409);
        }
        const { internetMessageId, restId, mailbox } = this.item;
        const logged = await this.api.log({ internetMessageId, restId, mailbox });
        this.capture = logged.capture;
        this.#draw();
        this.#slot.show(logged.card);
        this.#slot.element.hidden = false;
        this.events.say(logged.capture.sentence);
      } catch (refused) {
        this.#problem.textContent = refused instanceof Problem ? refused.message : failure;
        this.#problem.hidden = false;
      }
    });
  }

  async #busy(pressed: HTMLElement, work: () => Promise<void>): Promise<void> {
    if (pressed.hasAttribute("data-busy")) {
      return;
    }

    pressed.toggleAttribute("data-busy", true);
    await work().finally(() => pressed.toggleAttribute("data-busy", false));
  }
}

const button = (title: string, press: (pressed: HTMLElement) => void) => {
  const made = el("button", { type: "button", className: "link" }, title);
  made.onclick = () => press(made);
  return made;
};

function banner(capture: Pick<Capture, "state" | "sentence">): HTMLElement {
  const [head, ...rest] = capture.sentence.split(":");
  return el("p", { className: `capture ${capture.state}` },
    el("span", { className: "sign", aria: { hidden: "true" } }, signs[capture.state]),
    el("span", {}, ...rest.length === 0 ? [head!] : [el("strong", {}, `${head}:`), rest.join(":")]));
}
