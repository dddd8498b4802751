// Adaptive Cards by the official renderer; imported by file, because the package's index also brings a carousel we never show.
import { Action, AdaptiveCard, ChoiceSetInput, ExecuteAction, Input, OpenUrlAction, SubmitAction } from "adaptivecards/lib/card-elements";
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
    this.#plainChoices();
    this.element = this.#card.render() ?? document.createElement("div");
    this.element.removeAttribute("tabindex");
    this.#mayBeNone();
    this.#name();
  }

  /** After a refusal: says at each field what is wrong with it, and takes the person to the first. */
  markFields(wrong: readonly { field: string; message: string }[]): boolean {
    const inputs = this.#inputs().filter(input => wrong.some(one => one.field === input.id));
    for (const input of inputs) {
      const control = controlOf(input);
      control?.setAttribute("aria-invalid", "true");
      control?.setAttribute("aria-description", wrong.filter(one => one.field === input.id).map(one => one.message).join(" "));
    }
    inputs[0]?.focus();
    return inputs.length > 0;
  }

  #inputs(): Input[] {
    return this.#card.getAllInputs(true);
  }

  /** The renderer's "filtered" style shows a chosen record by its id; the browser's own list shows its name, and can be typed into as well. */
  #plainChoices(): void {
    for (const input of this.#inputs()) {
      if (input instanceof ChoiceSetInput && input.style === "filtered") {
        input.style = "compact";
      }
    }
  }

  /** What need not be chosen can be un-chosen: the renderer's empty line is there, but cannot be picked again. */
  #mayBeNone(): void {
    for (const input of this.#inputs()) {
      const none = input.isRequired ? null : controlOf(input)?.querySelector<HTMLOptionElement>("option[value='']");
      if (none) {
        none.disabled = none.hidden = false;
      }
    }
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

const controlOf = (input: Input) => input.renderedElement?.querySelector<HTMLElement>("input, select, textarea") ?? null;

function run(action: Action, events: CardEvents): void {
  if (action instanceof ExecuteAction) {
    events.press(pressOf(action));
  } else if (action instanceof SubmitAction) {
    const data = action.data as { verb?: unknown; msteams?: unknown } | undefined; // what Teams would open in a dialog; there is none here, so it is pressed in place
    if (typeof data?.verb === "string") {
      const { verb, msteams: _, ...rest } = data;
      events.press({ verb: verb as string, data: rest });
    }
  } else if (action instanceof OpenUrlAction && /^(https?:|mailto:)/i.test(action.url ?? "")) {
    events.open(action.url!);
  }
}

/** The button's data with the inputs' values over it; the renderer leaves the inputs out where the button says "none". */
export function pressOf(action: ExecuteAction): Press {
  const data = action.data;
  return { verb: action.verb ?? "", data: typeof data === "object" && data !== null ? data : {} };
}
