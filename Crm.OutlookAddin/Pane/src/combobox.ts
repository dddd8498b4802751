// An input that asks the server for choices while somebody types; a combobox with a list as the WAI-ARIA Authoring Practices describe it
// ("Editable Combobox With List Autocomplete").
import { el } from "./dom";

export interface Choice {
  title: string;
  value: string;
}

/** Answers what fits the text; an aborted question is not answered any more. */
export type Ask = (text: string, signal: AbortSignal) => Promise<Choice[]>;

/** People type several letters a second: the question waits until they pause. */
const pause = 180;

let count = 0;

/**
 * Stands in for a select, which goes on holding the value: the renderer reads it there. What is typed and chosen nowhere is the
 * value as well: the server says what can be made of it.
 */
export class Combobox {
  readonly element: HTMLElement;
  readonly #input: HTMLInputElement;
  readonly #list: HTMLUListElement;
  readonly #note = el("p", { className: "combo-note", role: "status", hidden: true });
  readonly #id = `combo-${++count}`;
  readonly #own = new Option();
  #choices: Choice[] = [];
  #active = -1;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked: AbortController | null = null;

  constructor(private readonly select: HTMLSelectElement, private readonly ask: Ask, placeholder: string) {
    this.#list = el("ul", {
      id: `${this.#id}-list`,
      role: "listbox",
      className: "combo-list",
      hidden: true,
      onmousedown: event => event.preventDefault()
    });
    this.#input = el("input", {
      type: "text",
      className: "ac-input ac-multichoiceInput",
      autocomplete: "off",
      spellcheck: false,
      placeholder,
      role: "combobox",
      oninput: event => this.#typed(event),
      onkeydown: event => this.#key(event),
      onfocus: () => this.#open(),
      onclick: () => this.#open(),
      onblur: () => this.#close()
    });
    for (const [name, value] of Object.entries({ autocomplete: "list", expanded: "false", controls: this.#list.id, haspopup: "listbox" })) {
      this.#input.setAttribute(`aria-${name}`, value);
    }
    this.element = el("div", { className: "combo" }, this.#input, this.#list, this.#note);
    this.#takePlace();
  }

  /** The label, the required mark and the focus that were meant for the select. */
  #takePlace(): void {
    const { select } = this;
    this.#input.id = select.id;
    select.removeAttribute("id");
    for (const name of ["aria-labelledby", "aria-required"]) {
      const value = select.getAttribute(name);
      if (value !== null) {
        this.#input.setAttribute(name, value);
      }
    }
    select.hidden = true;
    select.tabIndex = -1;
    select.focus = () => this.#input.focus();
    this.#choices = [...select.options].filter(option => option.value !== "").map(option => ({ title: option.text, value: option.value }));
    const chosen = select.selectedIndex > 0 ? select.selectedOptions[0]! : null;
    this.#input.value = chosen?.text ?? "";
    select.after(this.element);
  }

  #typed(event: Event): void {
    event.stopPropagation();
    const text = this.#input.value.trim();
    const named = this.#choices.filter(choice => choice.title.toLowerCase() === text.toLowerCase());
    this.#hold(named.length === 1 ? named[0]!.value : text, text);
    this.#search(pause);
    this.select.dispatchEvent(new Event("input", { bubbles: true }));
  }

  #open(): void {
    if (this.#list.hidden) {
      this.#search(0);
    }
  }

  #search(wait: number): void {
    clearTimeout(this.#timer);
    this.#asked?.abort();
    const question = this.#asked = new AbortController();
    this.#timer = setTimeout(() => void this.#answer(question), wait);
  }

  async #answer(question: AbortController): Promise<void> {
    const text = this.#isChosen() ? "" : this.#input.value.trim();
    this.element.dataset["busy"] = "yes";
    try {
      const found = await this.ask(text, question.signal);
      if (this.#asked === question) {
        this.#show(found, found.length === 0 ? "Nothing found." : null);
      }
    } catch {
      if (this.#asked === question && !question.signal.aborted) {
        this.#show(this.#fitting(text), "More cannot be looked up right now.");
      }
    } finally {
      if (this.#asked === question) {
        delete this.element.dataset["busy"];
      }
    }
  }

  /** Without the server: what came with the card. */
  #fitting(text: string): Choice[] {
    return this.#choices.filter(choice => choice.title.toLowerCase().includes(text.toLowerCase()));
  }

  #show(choices: Choice[], note: string | null): void {
    this.#choices = choices;
    this.#active = -1;
    this.#list.replaceChildren(...choices.map((choice, at) => this.#option(choice, at)));
    this.#note.textContent = note;
    this.#note.hidden = note === null;
    this.#expand(choices.length > 0);
  }

  #option(choice: Choice, at: number): HTMLLIElement {
    const option = el(
      "li",
      { id: `${this.#id}-${at}`, role: "option", className: "combo-option", onclick: () => this.#choose(choice) },
      choice.title
    );
    option.setAttribute("aria-selected", "false");
    return option;
  }

  #key(event: KeyboardEvent): void {
    const last = this.#list.children.length - 1;
    const isOpen = !this.#list.hidden;
    switch (event.key) {
      case "ArrowDown":
        isOpen ? this.#mark(this.#active >= last ? 0 : this.#active + 1) : this.#search(0);
        break;
      case "ArrowUp":
        isOpen ? this.#mark(this.#active <= 0 ? last : this.#active - 1) : this.#search(0);
        break;
      case "Enter":
        if (!isOpen || this.#active < 0) {
          return;
        }
        this.#choose(this.#choices[this.#active]!);
        break;
      case "Escape":
        if (!isOpen) {
          return;
        }
        this.#close();
        break;
      default:
        return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  #mark(at: number): void {
    this.#active = at;
    [...this.#list.children].forEach((option, i) => option.setAttribute("aria-selected", String(i === at)));
    const option = this.#list.children[at];
    if (option) {
      this.#input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView?.({ block: "nearest" });
    }
  }

  #choose(choice: Choice): void {
    this.#input.value = choice.title;
    this.#hold(choice.value, choice.title);
    this.#close();
    this.#note.hidden = true;
    this.select.dispatchEvent(new Event("input", { bubbles: true }));
  }

  /** Whether what stands there was chosen, not typed: then everything is offered again. */
  #isChosen(): boolean {
    return (
      this.#input.value !== "" && this.select.selectedOptions[0]?.text === this.#input.value && this.select.value !== this.#input.value
    );
  }

  /** The value of the select; what is none of its options gets one, the same one for whatever is typed next. */
  #hold(value: string, title = value): void {
    if (![...this.select.options].some(option => option.value === value)) {
      this.#own.text = title;
      this.#own.value = value;
      this.select.append(this.#own);
    }
    this.select.value = value;
    this.select.dispatchEvent(new Event("change", { bubbles: true }));
  }

  #expand(open: boolean): void {
    const shows = open && document.activeElement === this.#input;
    this.#list.hidden = !shows;
    this.#input.setAttribute("aria-expanded", String(shows));
    if (!shows) {
      this.#input.removeAttribute("aria-activedescendant");
    }
  }

  #close(): void {
    clearTimeout(this.#timer);
    this.#asked?.abort();
    this.#asked = null;
    delete this.element.dataset["busy"];
    this.#active = -1;
    this.#expand(false);
  }
}
