// Adaptive Cards by the official renderer; imported by file, because the package's index also brings a carousel we never show.
import { Action, AdaptiveCard, ExecuteAction, Input, OpenUrlAction } from "adaptivecards/lib/card-elements";
import { hostConfig } from "./host-config";
import { markdown } from "./markdown";
import type { Card, Press } from "./api";

AdaptiveCard.onProcessMarkdown = (text, result) => {
  result.outputHtml = markdown(text);
  result.didProcess = true;
};

export interface CardEvents {
  press(press: Press): void;
  open(url: string): void;
}

export class RenderedCard {
  readonly element: HTMLElement;
  readonly #card = new AdaptiveCard();

  constructor(card: Card, events: CardEvents) {
    this.#card.hostConfig = hostConfig;
    this.#card.onExecuteAction = action => run(action, events);
    this.#card.parse(card);
    this.element = this.#card.render() ?? document.createElement("div");
    this.element.removeAttribute("tabindex");
    this.#name();
  }

  /** After a refusal: to the first field that is wrong. */
  focusField(fields: readonly string[]): boolean {
    const input = this.#inputs().find(one => fields.includes(one.id ?? ""));
    input?.focus();
    return input !== undefined;
  }

  #inputs(): Input[] {
    return this.#card.getAllInputs(true);
  }

  /** Screen readers announce the card by its title. */
  #name(): void {
    const title = this.element.querySelector<HTMLElement>("[role=heading]")?.textContent;
    this.element.setAttribute("role", "group");
    if (title) {
      this.element.setAttribute("aria-label", title);
    }
  }
}

function run(action: Action, events: CardEvents): void {
  if (action instanceof ExecuteAction) {
    events.press(pressOf(action));
  } else if (action instanceof OpenUrlAction && /^(https?:|mailto:)/i.test(action.url ?? "")) {
    events.open(action.url!);
  }
}

/** The button's data with the inputs' values over it; the renderer leaves the inputs out where the button says "none". */
export function pressOf(action: ExecuteAction): Press {
  const data = action.data;
  return { verb: action.verb ?? "", data: typeof data === "object" && data !== null ? data : {} };
}
