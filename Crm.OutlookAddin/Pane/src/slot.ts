import { Problem, type Api, type Card, type Press, type Pressed } from "./api";
import { RenderedCard } from "./cards";
import { el } from "./dom";
import type { Draft, Unsent } from "./drafts";

export interface SlotEvents {
  say(text: string): void;
  open(url: string): void;
  /** After a press that was not refused. */
  done?(press: Press, pressed: Pressed): void;
  /** Where what is typed at a place outlives the pane. */
  draft?(place: string): Draft;
}

/** A place where one card stands, and the card that follows it; the ways back and forth are kept. */
export class Slot {
  readonly element = el("section", { className: "slot" });
  readonly #back = el(
    "button", { className: "back", type: "button", hidden: true, onclick: () => this.#go(this.#earlier, this.#later) }, "‹ Back");
  readonly #forth = el(
    "button", { className: "back", type: "button", hidden: true, onclick: () => this.#go(this.#later, this.#earlier) }, "Forward ›");
  readonly #notice = el("div", { className: "notice", hidden: true });
  readonly #place = el("div", { className: "card" });
  readonly #earlier: Card[] = [];
  readonly #later: Card[] = [];
  readonly #draft: Draft | undefined;
  #current: Card | null = null;
  #rendered: RenderedCard | null = null;
  #busy = false;
  #visit: AbortController | null = null;
  /** What came by and by, where it still stands or stood last. */
  #suggested: Card | null = null;
  #isSuggesting = false;
  #writing: ReturnType<typeof setTimeout> | undefined;

  /** @param place Under which name what is typed here is kept on the device; without one it lives as long as the pane. */
  constructor(private readonly api: Api, private readonly events: SlotEvents, place?: string) {
    this.#draft = place === undefined ? undefined : events.draft?.(place);
    this.element.append(el("div", { className: "ways" }, this.#back, this.#forth), this.#notice, this.#place);
    // What was typed is kept while the person looks at another item.
    this.element.addEventListener("input", () => this.#typed());
  }

  show(card: Card): void {
    const hadFocus = this.element.contains(document.activeElement);
    clearTimeout(this.#writing);
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
    this.#forth.hidden = this.#later.length === 0;
    this.#warn(null);
    delete this.element.dataset["typed"];
    if (hadFocus) {
      this.#place.tabIndex = -1;
      this.#place.focus({ preventScroll: true });
    }
  }

  /**
   * What was left here before the pane went away stands here again; what could not be sent is sent now.
   * @returns Whether anything was left.
   */
  resume(): boolean {
    const left = this.#draft?.read();
    if (!left) {
      return false;
    }

    this.#remember();
    this.show(left.card);
    this.element.dataset["typed"] = "yes";
    if (left.unsent) {
      void this.#send(left.unsent);
    } else {
      this.#warn("You had begun to fill this in.", { title: "Start anew", press: () => this.#discard() });
    }
    return true;
  }

  /** The answer takes this card's place; when nothing came, the card stays as it is with everything typed in it. */
  async press(press: Press, button?: HTMLElement): Promise<void> {
    if (press.verb === dismiss && this.#earlier.length > 0 && !this.#busy) {
      this.#draft?.drop();
      this.#go(this.#earlier, []);
      return;
    }

    await this.#send({ press, key: crypto.randomUUID() }, button);
  }

  /** Somewhere else, by the person's own choice: what was still on its way here is not awaited any more. */
  visit(press: Press): Promise<void> {
    return this.#follow(press, false);
  }

  /**
   * An answer to what is being typed elsewhere: it takes the place of the one before, and whoever types here before it has come does not
   * see it any more.
   */
  suggest(press: Press): Promise<void> {
    return this.#follow(press, true);
  }

  async #follow(press: Press, isSuggestion: boolean): Promise<void> {
    if (this.#busy) {
      this.events.say(stillAtIt);
      return;
    }

    this.#visit?.abort();
    const visit = this.#visit = new AbortController();
    this.#isSuggesting = isSuggestion;
    this.#place.ariaBusy = "true";
    try {
      const pressed = await this.api.press(press, visit.signal);
      if (!visit.signal.aborted) {
        this.#leave(!isSuggestion || this.#current !== this.#suggested || this.element.dataset["typed"] !== undefined);
        this.show(pressed.card);
        this.#suggested = isSuggestion ? pressed.card : null;
        this.events.say(this.#rendered?.element.getAttribute("aria-label") ?? "");
      }
    } catch (failed) {
      if (!visit.signal.aborted) {
        this.#warn(messageOf(failed), { title: "Try again", press: () => void this.#follow(press, isSuggestion) });
      }
    } finally {
      if (this.#visit === visit) {
        this.#place.ariaBusy = "false";
      }
    }
  }

  /** More to go by in the form that stands here, unless somebody does something with it before it has come. */
  async refine(press: Press): Promise<void> {
    const form = this.#rendered;
    const pressed = await this.api.press(press);
    if (this.#rendered === form && !this.#busy && this.element.dataset["typed"] === undefined) {
      this.show(pressed.card);
    }
  }

  /** A form that somebody began to fill in is a place to come back to, as it stands. */
  #leave(remember: boolean): void {
    if (remember && this.element.dataset["typed"]) {
      this.#earlier.push(this.#rendered!.filled());
    } else if (remember) {
      this.#remember();
    }
    if (remember) {
      this.#later.length = 0;
    }
  }

  async #send(unsent: Unsent, button?: HTMLElement): Promise<void> {
    if (this.#busy) {
      this.events.say(stillAtIt);
      return;
    }

    this.#visit?.abort();
    const { press, key } = unsent;
    this.#wait(true, button);
    try {
      const pressed = await this.api.press(press, undefined, key);
      if (pressed.refusal) {
        this.show(pressed.card);
        this.#rendered?.markFields(pressed.refusal.fields);
        this.#typed();
        this.events.say(pressed.refusal.message);
        return;
      }

      const isFirst = this.#current === null;
      this.#draft?.drop();
      this.#remember();
      this.#later.length = 0;
      this.show(pressed.card);
      if (!isFirst) {
        this.element.scrollIntoView?.({ block: "start" });
      }
      this.events.say(this.#rendered?.element.getAttribute("aria-label") ?? "Done");
      if (pressed.undo) {
        const undo = pressed.undo;
        this.#place.prepend(el("p", { className: "undo" }, "Done. ",
          el("button", { type: "button", className: "link", onclick: event => void this.press(undo, event.currentTarget as HTMLElement) },
            "Undo")));
      }
      this.events.done?.(press, pressed);
    } catch (failed) {
      this.#failed(unsent, failed);
    } finally {
      this.#wait(false, button);
    }
  }

  /** Nobody knows whether it was done: under its key it is safe to send again, by a press, by itself once the network is back. */
  #failed(unsent: Unsent, failed: unknown): void {
    const isOnTheWay = failed instanceof Problem && failed.isOnTheWay;
    const isForm = this.#current !== null && !isPlace(this.#current);
    let isOver = false;
    const again = () => {
      if (!isOver) {
        isOver = true;
        void this.#send(unsent);
      }
    };
    if (isOnTheWay && isForm) {
      this.element.dataset["typed"] = "yes";
      this.#draft?.write({ card: this.#rendered!.filled(), unsent });
      window.addEventListener("online", again, { once: true });
    }
    this.#warn(messageOf(failed), { title: "Try again", press: again });
  }

  #typed(): void {
    this.element.dataset["typed"] = "yes";
    if (this.#isSuggesting) {
      this.#visit?.abort();
    }
    clearTimeout(this.#writing);
    this.#writing = setTimeout(() => this.#draft?.write({ card: this.#rendered!.filled() }), writeAfter);
  }

  #discard(): void {
    this.#draft?.drop();
    if (this.#earlier.length > 0) {
      this.#go(this.#earlier, []);
    } else {
      delete this.element.dataset["typed"];
      this.#warn(null);
    }
  }

  #remember(): void {
    if (this.#current && isPlace(this.#current)) {
      this.#earlier.push(this.#current);
    }
  }

  #go(from: Card[], to: Card[]): void {
    const card = from.pop();
    if (card) {
      if (this.#current && isPlace(this.#current)) {
        to.push(this.#current);
      }
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
        this.#suggested = this.#suggested === card ? fresh.card : this.#suggested;
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

  #warn(message: string | null, button?: { title: string; press(): void }): void {
    this.#notice.hidden = message === null;
    this.#notice.replaceChildren(...message === null ? [] : [
      el("p", {}, message),
      button ? el("button", { type: "button", onclick: () => button.press() }, button.title) : "",
    ]);
    if (message) {
      this.events.say(message);
    }
  }
}

/** Cancel in a form: back to where it was opened, rather than to a card that says so. */
const dismiss = "card.dismiss";

const stillAtIt = "The CRM is still at it.";

/** After the last key, in milliseconds. */
const writeAfter = 400;

/** Forms are passed through; only what shows something is a place to go back to. */
function isPlace(card: Card): boolean {
  return !JSON.stringify(card).includes("\"type\":\"Input.");
}

export function messageOf(failed: unknown): string {
  return failed instanceof Problem ? failed.message : "Something went wrong in the pane. Please try again.";
}
