import { Problem, type Api, type Card, type Press, type Pressed } from "./api";
import { RenderedCard } from "./cards";
import { el } from "./dom";

export interface SlotEvents {
  say(text: string): void;
  open(url: string): void;
  /** After a press that was not refused. */
  done?(press: Press, pressed: Pressed): void;
}

/** A place where one card stands, and the card that follows it; the way back is kept. */
export class Slot {
  readonly element = el("section", { className: "slot" });
  readonly #back = el("button", { className: "back", type: "button", hidden: true, onclick: () => this.#return() }, "‹ Back");
  readonly #notice = el("div", { className: "notice", hidden: true });
  readonly #place = el("div", { className: "card" });
  readonly #earlier: Card[] = [];
  #current: Card | null = null;
  #rendered: RenderedCard | null = null;
  #busy = false;

  constructor(private readonly api: Api, private readonly events: SlotEvents) {
    this.element.append(this.#back, this.#notice, this.#place);
    // What was typed is kept while the person looks at another item.
    this.element.addEventListener("input", () => { this.element.dataset["typed"] = "yes"; });
  }

  show(card: Card): void {
    const hadFocus = this.element.contains(document.activeElement);
    this.#current = card;
    this.#rendered = new RenderedCard(card, {
      press: (press, button) => void this.press(press, button),
      open: this.events.open,
      choices: (dataset, text, signal) => this.api.choices(dataset, text, signal),
      unknown: () => this.#warn("This button belongs to a later version of the CRM. Please close the pane and open it again."),
    });
    this.#place.replaceChildren(this.#rendered.element);
    this.#arrive();
    this.#back.hidden = this.#earlier.length === 0;
    this.#warn(null);
    delete this.element.dataset["typed"];
    if (hadFocus) {
      this.#place.tabIndex = -1;
      this.#place.focus({ preventScroll: true });
    }
  }

  /** The answer takes this card's place; when nothing came, the card stays as it is with everything typed in it. */
  async press(press: Press, button?: HTMLElement): Promise<void> {
    if (this.#busy) {
      this.events.say("The CRM is still at it.");
      return;
    }
    if (press.verb === dismiss && this.#earlier.length > 0) {
      this.#return();
      return;
    }

    this.#wait(true, button);
    try {
      const pressed = await this.api.press(press);
      if (pressed.refusal) {
        this.show(pressed.card);
        this.#rendered?.markFields(pressed.refusal.fields);
        this.element.dataset["typed"] = "yes";
        this.events.say(pressed.refusal.message);
        return;
      }

      if (this.#current && isPlace(this.#current)) {
        this.#earlier.push(this.#current);
      }
      this.show(pressed.card);
      this.element.scrollIntoView?.({ block: "start" });
      this.events.say(this.#rendered?.element.getAttribute("aria-label") ?? "Done");
      this.events.done?.(press, pressed);
    } catch (failed) {
      this.#warn(messageOf(failed), () => void this.press(press));
    } finally {
      this.#wait(false, button);
    }
  }

  #return(): void {
    const card = this.#earlier.pop();
    if (card) {
      this.show(card);
      this.events.say(this.#rendered?.element.getAttribute("aria-label") ?? "");
      void this.#renew(card);
    }
  }

  /** What is gone back to may have changed since: its own refresh is asked for, and shown unless the person went on meanwhile. */
  async #renew(card: Card): Promise<void> {
    const action = (card["refresh"] as { action?: { verb?: string; data?: Record<string, unknown> } } | undefined)?.action;
    if (!action?.verb) {
      return;
    }

    try {
      const fresh = await this.api.press({ verb: action.verb, data: action.data ?? {} });
      if (!fresh.refusal && this.#current === card && !this.element.dataset["typed"]) {
        this.show(fresh.card);
      }
    } catch {
      // The card as it stood is better than none.
    }
  }

  /** The pressed button turns at once: a slow answer isn't a dead button. */
  #wait(busy: boolean, button?: HTMLElement): void {
    this.#busy = busy;
    this.#place.ariaBusy = busy ? "true" : "false";
    button?.toggleAttribute("data-busy", busy);
  }

  /** A card that looks like the one before has come all the same: it lights up. */
  #arrive(): void {
    this.#place.classList.remove("arrived");
    void this.#place.offsetWidth;
    this.#place.classList.add("arrived");
  }

  #warn(message: string | null, retry?: () => void): void {
    this.#notice.hidden = message === null;
    this.#notice.replaceChildren(...message === null ? [] : [
      el("p", {}, message),
      retry ? el("button", { type: "button", onclick: retry }, "Try again") : "",
    ]);
    if (message) {
      this.events.say(message);
    }
  }
}

/** Cancel in a form: back to where it was opened, rather than to a card that says so. */
const dismiss = "card.dismiss";

/** Forms are passed through; only what shows something is a place to go back to. */
function isPlace(card: Card): boolean {
  return !JSON.stringify(card).includes("\"type\":\"Input.");
}

export function messageOf(failed: unknown): string {
  return failed instanceof Problem ? failed.message : "Something went wrong in the pane. Please try again.";
}
