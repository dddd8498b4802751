import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { RenderedCard } from "../src/cards";
import type { Choice } from "../src/combobox";
import type { Press } from "../src/api";

const form = (more: object = {}) => ({
  type: "AdaptiveCard",
  version: "1.5",
  body: [
    {
      type: "Input.ChoiceSet",
      id: "companyId",
      label: "Company",
      style: "filtered",
      placeholder: "None",
      "choices.data": { type: "Data.Query", dataset: "companies-or-new" },
      choices: [
        { title: "Litware Inc.", value: "c1" },
        { title: "Tailspin Toys", value: "c2" }
      ],
      ...more
    }
  ],
  actions: [{ type: "Action.Execute", title: "Create", verb: "contact.create", data: {} }]
});

interface Question { text: string; signal: AbortSignal; answer(choices: Choice[]): void; fail(): void }

function show(card: object = form()) {
  const presses: Press[] = [];
  const asked: Question[] = [];
  const rendered = new RenderedCard(card as Record<string, unknown>, {
    press: press => presses.push(press),
    open: vi.fn(),
    choices: (dataset, text, signal) =>
      new Promise((answer, reject) => asked.push({ text: `${dataset}:${text}`, signal, answer, fail: () => reject(new Error("away")) }))
  });
  document.body.replaceChildren(rendered.element);
  const input = rendered.element.querySelector<HTMLInputElement>("[role=combobox]")!;
  return {
    rendered,
    presses,
    asked,
    input,
    list: () => [...rendered.element.querySelectorAll("[role=option]")].map(one => one.textContent),
    type(text: string) {
      input.focus();
      input.value = text;
      input.dispatchEvent(new Event("input", { bubbles: true }));
    },
    key(key: string) {
      input.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
    },
    pressed() {
      [...rendered.element.querySelectorAll("button")].find(one => one.getAttribute("aria-label") === "Create")!.click();
      return presses.at(-1)?.data as Record<string, unknown> | undefined;
    }
  };
}

const settle = async (ms = 500) => { await vi.advanceTimersByTimeAsync(ms); };

beforeEach(() => { vi.useFakeTimers(); });
afterEach(() => { vi.useRealTimers(); document.body.replaceChildren(); });

describe("an input that asks while somebody types", () => {
  it("asks once for a word, when the typing pauses", async () => {
    const { type, asked } = show();
    for (const text of ["l", "li", "lit"]) {
      type(text);
      await settle(60);
    }
    await settle();

    expect(asked.map(one => one.text).filter(text => text !== "companies-or-new:")).toEqual(["companies-or-new:lit"]);
  });

  it("drops an answer that comes after the next question, in whatever order they come", async () => {
    const { type, asked, list } = show();
    type("lit");
    await settle();
    type("litware");
    await settle();
    asked.at(-1)!.answer([{ title: "Litware Inc.", value: "c1" }]);
    asked.at(-2)!.answer([{ title: "Lithium", value: "c9" }]);
    await settle();

    expect(asked.at(-2)!.signal.aborted).toBe(true);
    expect(list()).toEqual(["Litware Inc."]);
  });

  it("is used by the keyboard alone, and says to screen readers where one is", async () => {
    const { type, key, asked, input, pressed, rendered } = show();
    type("ware");
    await settle();
    asked.at(-1)!.answer([{ title: "Aware", value: "c7" }, { title: "Litware Inc.", value: "c1" }]);
    await settle();

    expect(input.getAttribute("aria-expanded")).toBe("true");
    key("ArrowDown");
    key("ArrowDown");
    const active = document.getElementById(input.getAttribute("aria-activedescendant")!)!;
    expect([active.textContent, active.getAttribute("aria-selected")]).toEqual(["Litware Inc.", "true"]);
    expect(rendered.element.querySelector(`#${input.getAttribute("aria-controls")}`)!.getAttribute("role")).toBe("listbox");
    key("ArrowDown");
    expect(document.getElementById(input.getAttribute("aria-activedescendant")!)!.textContent).toBe("Aware");
    key("ArrowUp");
    key("Enter");

    expect([input.value, input.getAttribute("aria-expanded"), input.hasAttribute("aria-activedescendant")]).toEqual([
      "Litware Inc.",
      "false",
      false
    ]);
    expect(pressed()).toEqual({ companyId: "c1" });
  });

  it("closes by Escape and keeps what was typed", async () => {
    const { type, key, asked, input, pressed } = show();
    type("Coho");
    await settle();
    asked.at(-1)!.answer([{ title: "Coho Winery", value: "c3" }]);
    await settle();
    key("Escape");

    expect(input.getAttribute("aria-expanded")).toBe("false");
    expect(pressed()).toEqual({ companyId: "Coho" });
  });

  it("sends a name that is none of the choices, and the offer to create it when that is chosen", async () => {
    const { type, asked, pressed, rendered } = show();
    type("Graphic Design");
    expect(pressed()).toEqual({ companyId: "Graphic Design" });
    await settle();
    asked.at(-1)!.answer([{ title: "Create “Graphic Design”", value: "new:Graphic Design" }]);
    await settle();
    rendered.element.querySelector<HTMLElement>("[role=option]")!.click();

    expect(pressed()).toEqual({ companyId: "new:Graphic Design" });
  });

  it("takes the very name of a choice for the choice", () => {
    const { type, pressed } = show();
    type("tailspin toys");

    expect(pressed()).toEqual({ companyId: "c2" });
  });

  it("lets go again when everything is deleted", () => {
    const { type, pressed } = show();
    type("Tailspin Toys");
    type("");

    expect(pressed()).toEqual({});
  });

  it("offers everything again where a choice stands, not what is called like it", async () => {
    const { input, asked } = show(form({ value: "c2" }));
    expect(input.value).toBe("Tailspin Toys");
    input.focus();
    await settle();

    expect(asked.at(-1)!.text).toBe("companies-or-new:");
  });

  it("searches for another record also where one is chosen and the list came plain, as Teams needs it", async () => {
    const { type, asked, input, pressed } = show(form({ value: "c2", style: "compact", "choices.data": undefined }));
    expect([input.value, pressed()]).toEqual(["Tailspin Toys", { companyId: "c2" }]);
    type("lit");
    await settle();

    expect(asked.at(-1)!.text).toBe("companies:lit");
  });

  it("offers what came with the card when the server does not answer, and says so", async () => {
    const { type, asked, list, rendered } = show();
    type("tail");
    await settle();
    asked.at(-1)!.fail();
    await settle();

    expect(list()).toEqual(["Tailspin Toys"]);
    expect(rendered.element.querySelector(".combo-note")!.textContent).toContain("cannot be looked up");
  });

  it("has the label of its input, and takes the focus when it is required and empty", () => {
    const { input, rendered, presses } = show(form({ isRequired: true, errorMessage: "Please choose a company." }));
    [...rendered.element.querySelectorAll("button")].find(one => one.getAttribute("aria-label") === "Create")!.click();

    expect(presses).toEqual([]);
    expect(rendered.element.textContent).toContain("Please choose a company.");
    expect(document.activeElement).toBe(input);
    expect(rendered.element.querySelector<HTMLLabelElement>("label")!.htmlFor || input.getAttribute("aria-labelledby")).toBeTruthy();
    expect(input.getAttribute("aria-required")).toBe("true");
  });

  it("is marked where the server refused it", () => {
    const { input, rendered } = show();
    expect(rendered.markFields([{ field: "companyId", message: "Not there." }])).toBe(true);

    expect([input.getAttribute("aria-invalid"), document.activeElement]).toEqual(["true", input]);
  });
});
