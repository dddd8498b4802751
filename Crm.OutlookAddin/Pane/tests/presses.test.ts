// Every button of every card that the product shows: pressed in the pane it changes something, turns, or says why not. None is dead.
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Api, type Card } from "../src/api";
import { Slot } from "../src/slot";

const approved = import.meta.glob<Card>("../../../tests/Crm.Core.Tests/Cards/Approved/*.approved.json", { eager: true, import: "default" });
const cards = Object.entries(approved).map(([path, card]) => ({
  name: path.slice(path.lastIndexOf("/") + 1, -".approved.json".length),
  card
}));

function typesOf(node: unknown, found = new Set<string>()): Set<string> {
  if (Array.isArray(node)) {
    node.forEach(one => typesOf(one, found));
  } else if (typeof node === "object" && node !== null) {
    const { type } = node as { type?: unknown };
    if (typeof type === "string" && type.startsWith("Action.")) {
      found.add(type);
    }
    Object.values(node).forEach(one => typesOf(one, found));
  }
  return found;
}

const settle = () => new Promise(resolve => setTimeout(resolve, 0));
const answer = (status: number, body: unknown) => new Response(JSON.stringify(body), { status });
const next = { type: "AdaptiveCard", version: "1.5", body: [{ type: "TextBlock", text: "The next card", style: "heading" }] };

/** Everything a person could see or hear of the pane. */
const seen = (slot: Slot, said: string[], opened: string[]) => JSON.stringify([slot.element.innerHTML, said, opened]);

function place(card: Card) {
  const said: string[] = [];
  const opened: string[] = [];
  const slot = new Slot(new Api(async () => "t"), { say: text => said.push(text), open: url => opened.push(url) });
  document.body.replaceChildren(slot.element);
  slot.show(card);
  const pressable = () => [...slot.element.querySelectorAll<HTMLElement>(".card button, .card .ac-selectable")];
  return { slot, said, opened, pressable };
}

beforeEach(() => { vi.spyOn(console, "warn").mockImplementation(() => undefined); });
afterEach(() => { vi.unstubAllGlobals(); vi.restoreAllMocks(); document.body.replaceChildren(); });

describe("every button of every card", () => {
  it("is among the approved cards with every kind of action that the product has", () => {
    const types = new Set(cards.flatMap(({ card }) => [...typesOf(card)]));

    expect(cards.length).toBeGreaterThan(60);
    expect([...types].sort()).toEqual(["Action.Execute", "Action.ShowCard", "Action.Submit", "Action.ToggleVisibility"]);
  });

  it.each(cards)("of $name changes something when it is pressed, and turns while it waits", async ({ card }) => {
    const count = place(card).pressable().length;
    for (let at = 0; at < count; at++) {
      let finish: (answer: Response) => void = () => undefined;
      vi.stubGlobal("fetch", vi.fn().mockImplementation(() => new Promise<Response>(resolve => { finish = resolve; })));
      const { slot, said, opened, pressable } = place(card);
      const button = pressable()[at]!;
      const before = seen(slot, said, opened);

      button.click();
      await settle();
      const during = seen(slot, said, opened);
      finish(answer(200, { card: next, refusal: null }));
      await settle();
      await settle();

      expect(during, `${button.textContent} at once`).not.toBe(before);
      if (slot.element.querySelector("[role=heading]")?.textContent === "The next card") {
        expect(said.at(-1), `${button.textContent} is said`).toBe("The next card");
      }
    }
  });

  it.each(cards)("of $name says what is wrong when the CRM is away", async ({ card }) => {
    vi.stubGlobal("fetch", vi.fn().mockRejectedValue(new TypeError("network")));
    const count = place(card).pressable().length;
    for (let at = 0; at < count; at++) {
      const { slot, said, opened, pressable } = place(card);
      const before = seen(slot, said, opened);
      pressable()[at]!.click();
      await settle();
      await settle();

      const after = seen(slot, said, opened);
      expect(after, pressable()[at]?.textContent ?? "").not.toBe(before);
      if (vi.mocked(fetch).mock.calls.length > at) {
        expect(slot.element.querySelector("[data-busy]")).toBeNull();
      }
    }
  });
});

describe("a button that the pane cannot follow", () => {
  const card = (action: object) => ({ type: "AdaptiveCard", version: "1.5", body: [], actions: [action] }) as Card;

  it.each([
    { type: "Action.Execute", title: "Later", data: {} },
    { type: "Action.Submit", title: "Later", data: { say: "hello" } },
    { type: "Action.OpenUrl", title: "Later", url: "javascript:alert(1)" },
  ])("isn't a dead button: $type", async action => {
    const { slot, said } = place(card(action));
    slot.element.querySelector<HTMLElement>(".card button")!.click();
    await settle();

    expect(slot.element.querySelector<HTMLElement>(".notice")!.hidden).toBe(false);
    expect(said.at(-1)).toContain("later version");
  });

  it("says that the one before is still at work when it is pressed meanwhile", async () => {
    vi.stubGlobal("fetch", vi.fn().mockReturnValue(new Promise(() => undefined)));
    const { slot, said } = place(card({ type: "Action.Execute", title: "Open", verb: "company.show", data: {} }));
    const button = slot.element.querySelector<HTMLElement>(".card button")!;
    button.click();
    await settle();
    expect(button.hasAttribute("data-busy")).toBe(true);
    button.click();
    await settle();

    expect(said.at(-1)).toBe("The CRM is still at it.");
    expect(fetch).toHaveBeenCalledTimes(1);
  });

  it("shows the same card anew when the answer is the same", async () => {
    const same = card({ type: "Action.Execute", title: "Again", verb: "company.show", data: {} });
    vi.stubGlobal("fetch", vi.fn().mockImplementation(async () => answer(200, { card: same, refusal: null })));
    const { slot } = place(same);
    const first = slot.element.querySelector(".card")!.firstElementChild;
    slot.element.querySelector<HTMLElement>(".card button")!.click();
    await settle();
    await settle();

    expect(slot.element.querySelector(".card")!.firstElementChild).not.toBe(first);
    expect(slot.element.querySelector(".card")!.classList.contains("arrived")).toBe(true);
  });
});

describe("a press that changed something", () => {
  const made = { type: "AdaptiveCard", version: "1.5", body: [], actions: [
    { type: "Action.Execute", title: "Move", verb: "deal.move", data: {} }] } as Card;
  const undoes = { verb: "undo", data: { press: "api:deal.move:1" } };
  const undo = (slot: Slot) => slot.element.querySelector<HTMLElement>(".undo button");

  it("can be taken back, that press and no other, until the next one", async () => {
    const answers = [{ card: next, refusal: null, undo: undoes }, { card: next, refusal: null, undo: null }];
    vi.stubGlobal("fetch", vi.fn().mockImplementation(async () => answer(200, answers.shift())));
    const { slot } = place(made);
    expect(undo(slot)).toBeNull();
    slot.element.querySelector<HTMLElement>(".card button")!.click();
    await settle();
    await settle();
    undo(slot)!.click();
    await settle();
    await settle();

    const [url, sent] = vi.mocked(fetch).mock.calls[1]!;
    expect(url).toBe("/api/cards/undo");
    expect(JSON.parse(String(sent!.body))).toEqual({ data: undoes.data });
    expect(undo(slot)).toBeNull();
  });
});
