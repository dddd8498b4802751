// The pane's frame: its three places, the name of the open item, what is said aloud, and whether there is a network.
import { el } from "./dom";

export type PlaceName = "item" | "home" | "capture";

const titles: Record<PlaceName, string> = { item: "This item", home: "Home", capture: "Capture" };

export class Shell {
  readonly main: HTMLElement;
  readonly #top: HTMLElement;
  readonly #about: HTMLElement;
  readonly #status: HTMLElement;
  readonly #buttons = new Map<PlaceName, HTMLButtonElement>();
  readonly #kept = new Map<PlaceName, HTMLElement>();
  #at: PlaceName = "item";

  constructor(document: Document) {
    this.main = document.getElementById("pane")!;
    this.#top = document.getElementById("top")!;
    this.#about = document.getElementById("about")!;
    this.#status = document.getElementById("status")!;
    this.#watchNetwork(document.getElementById("offline")!);
  }

  get at(): PlaceName {
    return this.#at;
  }

  readonly say = (text: string): void => {
    this.#status.textContent = text;
  };

  offer(places: Record<PlaceName, () => void>): void {
    for (const name of Object.keys(places) as PlaceName[]) {
      const button = el("button", { type: "button", className: "place", onclick: () => { this.go(name); places[name](); } }, titles[name]);
      this.#buttons.set(name, button);
    }
    this.#top.querySelector("nav")!.replaceChildren(...this.#buttons.values());
    this.#top.hidden = false;
    this.go("item");
  }

  go(place: PlaceName): void {
    this.#at = place;
    for (const [name, button] of this.#buttons) {
      button.toggleAttribute("data-here", name === place);
      if (name === place) {
        button.setAttribute("aria-current", "page");
      } else {
        button.removeAttribute("aria-current");
      }
    }
    this.#about.hidden = place !== "item" || this.#about.textContent === "";
  }

  /** A place that stays as it was left while the person is elsewhere. */
  put(place: PlaceName, make: () => HTMLElement): void {
    const element = this.#kept.get(place) ?? make();
    this.#kept.set(place, element);
    this.main.ariaBusy = "false";
    this.main.replaceChildren(element);
    this.say(titles[place]);
  }

  /** Which item everything below is about. */
  name(text: string | null): void {
    this.#about.textContent = text ?? "";
    this.#about.title = text ?? "";
    this.#about.hidden = text === null || this.#at !== "item";
  }

  #watchNetwork(notice: HTMLElement): void {
    const look = () => { notice.hidden = navigator.onLine; };
    window.addEventListener("online", look);
    window.addEventListener("offline", look);
    look();
  }
}
