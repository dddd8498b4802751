// Adaptive Cards by the official renderer; imported by file, because the package's index also brings a carousel we never show.
import { Action, AdaptiveCard, ChoiceSetInput, ExecuteAction, Input, OpenUrlAction, SubmitAction } from "adaptivecards/lib/card-elements";
import { Combobox, type Ask } from "./combobox";
import { hostConfig } from "./host-config";
import { markdown } from "./markdown";
import type { Card, Press } from "./api";

AdaptiveCard.onProcessMarkdown = (text, result) => {
  result.outputHtml = markdown(text);
  result.didProcess = true;
};

export interface CardEvents {
  press(press: Press, button?: HTMLElement): void;
  open(url: string): void;
  /** What an input offers while somebody types; without it there are only the choices that came with the card. */
  choices?(dataset: string, ...asked: Parameters<Ask>): ReturnType<Ask>;
  /** A button that this pane cannot follow: the person is told, never left alone. */
  unknown?(): void;
}

export class RenderedCard {
  readonly element: HTMLElement;
  readonly #card = new AdaptiveCard();

  constructor(private readonly card: Card, events: CardEvents) {
    this.#card.hostConfig = hostConfig;
    this.#card.onExecuteAction = action => run(action, events);
    this.#card.parse(card);
    this.#plainChoices();
    this.element = this.#card.render() ?? document.createElement("div");
    this.element.removeAttribute("tabindex");
    this.#mayBeNone();
    this.#typeahead(card, events);
    this.#name();
  }

  /** After a refusal: says at each field what is wrong with it, and takes the person to the first. */
  markFields(wrong: readonly { field: string; message: string }[]): boolean {
    const inputs = this.#inputs().filter(input => wrong.some(one => one.field === input.id));
    for (const input of inputs) {
      const control = controlOf(input);
      control?.setAttribute("aria-invalid", "true");
      control?.setAttribute(
        "aria-description",
        wrong
          .filter(one => one.field === input.id)
          .map(one => one.message)
          .join(" ")
      );
    }
    inputs[0]?.focus();
    return inputs.length > 0;
  }

  /** The card with everything in it that stands in its inputs now. */
  filled(): Card {
    const typed = new Map(this.#inputs().map(input => [input.id, input]));
    return fill(structuredClone(this.card), typed) as Card;
  }

  #inputs(): Input[] {
    return this.#card.getAllInputs(true);
  }

  /**
   * The renderer's "filtered" style shows a chosen record by its id; the browser's own list shows its name, and can be typed into
   * as well. The renderer's own typeahead asks a host that is not there, and swallows what was typed; ours is combobox.ts.
   */
  #plainChoices(): void {
    for (const input of this.#inputs()) {
      if (input instanceof ChoiceSetInput && input.style === "filtered") {
        input.style = "compact";
        input.choicesData = undefined;
      }
    }
  }

  /** Where the card says what to search (Data.Query), the server is asked while somebody types. */
  #typeahead(card: Card, events: CardEvents): void {
    const { choices } = events;
    if (!choices) {
      return;
    }
    const datasets = datasetsOf(card);
    for (const input of this.#inputs()) {
      const dataset = datasets.get(input.id ?? "");
      const select = input instanceof ChoiceSetInput ? input.renderedElement?.querySelector("select") : null;
      if (dataset && select) {
        new Combobox(select, (text, signal) => choices(dataset, text, signal), (input as ChoiceSetInput).placeholder ?? "");
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

  #nameRows(): void {
    const buttons = [...this.element.querySelectorAll(".ac-columnSet button.ac-pushButton")]
      .filter(one => (one.getAttribute("aria-label") ?? one.textContent) === one.textContent);
    for (const button of buttons.filter(one => buttons.some(other => other !== one && other.textContent === one.textContent))) {
      const row = rowOf(button);
      if (row && row !== button.textContent) {
        button.setAttribute("aria-label", `${button.textContent} ${row}`);
      }
    }
  }

  /** Screen readers announce the card by its title; the renderer says of a heading that it is one, and not of which level. */
  #name(): void {
    this.element.querySelectorAll("[role=heading]:not([aria-level])").forEach((heading, at) => {
      heading.setAttribute("aria-level", at === 0 ? "2" : "3");
    });
    const title = this.element.querySelector<HTMLElement>("[role=heading]")?.textContent;
    this.#nameRows();
    this.element.setAttribute("role", "group");
    if (title) {
      this.element.setAttribute("aria-label", title);
    }
  }
}

function fill(node: unknown, typed: ReadonlyMap<string | undefined, Input>): unknown {
  if (Array.isArray(node)) {
    node.forEach(one => fill(one, typed));
  } else if (typeof node === "object" && node !== null) {
    const element = node as Card & { type?: unknown; id?: string; choices?: { title: string; value: string }[] };
    const input = typeof element.type === "string" && element.type.startsWith("Input.") ? typed.get(element.id) : undefined;
    if (input) {
      const value = input.value as unknown;
      element["value"] = value === undefined || value === "" ? undefined : element.type === "Input.Number" ? Number(value) : String(value);
      const chosen = input.renderedElement?.querySelector("select")?.selectedOptions[0];
      if (element.choices && chosen && chosen.value !== "" && !element.choices.some(one => one.value === chosen.value)) {
        element.choices.push({ title: chosen.text, value: chosen.value }); // It was found by typing.
      }
    } else {
      Object.values(element).forEach(one => fill(one, typed));
    }
  }
  return node;
}

/** Buttons of one name in several rows say of which row they are, to those who cannot see it. */
const rowOf = (button: Element) => button.closest(".ac-columnSet")?.querySelector(".ac-textBlock")?.textContent?.trim();

const controlOf = (input: Input) =>
  input.renderedElement?.querySelector<HTMLElement>(".combo input, input, select:not([hidden]), textarea") ?? null;

/**
 * Inputs that hold a record: one that is chosen already comes as a plain list, because Teams would show its id; here another can
 * be searched all the same.
 */
const records: Record<string, string> = { companyId: "companies", contactId: "contacts", dealId: "deals" };

/** By the input's id what is searched for it, which its choices.data says. */
function datasetsOf(node: unknown, found = new Map<string, string>()): Map<string, string> {
  if (Array.isArray(node)) {
    node.forEach(one => datasetsOf(one, found));
  } else if (typeof node === "object" && node !== null) {
    const {
      type,
      id,
      isMultiSelect,
      "choices.data": query
    } = node as { type?: unknown; id?: unknown; isMultiSelect?: unknown; "choices.data"?: { type?: unknown; dataset?: unknown } };
    if (type === "Input.ChoiceSet" && typeof id === "string" && !isMultiSelect) {
      const dataset = query?.type === "Data.Query" && typeof query.dataset === "string" ? query.dataset : records[id];
      if (dataset) {
        found.set(id, dataset);
      }
    }
    Object.values(node).forEach(one => datasetsOf(one, found));
  }
  return found;
}

function run(action: Action, events: CardEvents): void {
  const button = action.renderedElement;
  if (action instanceof ExecuteAction && action.verb) {
    events.press(pressOf(action), button);
  } else if (action instanceof SubmitAction && typeof (action.data as { verb?: unknown } | undefined)?.verb === "string") {
    // What Teams would open in a dialog is pressed in place, because there is none here.
    const { verb, msteams: _, ...rest } = action.data as { verb: string; msteams?: unknown };
    events.press({ verb, data: rest }, button);
  } else if (action instanceof OpenUrlAction && /^(https?:|mailto:)/i.test(action.url ?? "")) {
    events.open(action.url!);
  } else {
    events.unknown?.();
  }
}

/** The button's data with the inputs' values over it; the renderer leaves the inputs out where the button says "none". */
export function pressOf(action: ExecuteAction): Press {
  const data = action.data;
  return { verb: action.verb ?? "", data: typeof data === "object" && data !== null ? data : {} };
}
