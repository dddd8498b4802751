import { afterEach, describe, expect, it, vi } from "vitest";
import { Api, Problem } from "../src/api";
import { Slot } from "../src/slot";

const answer = (status: number, body: unknown) => new Response(JSON.stringify(body), { status });
const card = (title: string, more: object = {}) => ({
  type: "AdaptiveCard",
  version: "1.5",
  body: [{ type: "TextBlock", text: title, style: "heading" }],
  ...more
});

afterEach(() => { vi.unstubAllGlobals(); });

describe("a call", () => {
  it("asks once more with a fresh token after a 401", async () => {
    const fetch = vi.fn().mockResolvedValueOnce(answer(401, {})).mockResolvedValueOnce(answer(200, { card: card("x"), refusal: null }));
    vi.stubGlobal("fetch", fetch);
    const tokens = vi.fn().mockResolvedValueOnce("old").mockResolvedValueOnce("new");

    await new Api(tokens).press({ verb: "contact.show", data: { id: 1 } });

    expect(tokens.mock.calls.map(([options]) => options.forceRefresh)).toEqual([false, true]);
    expect(fetch.mock.calls[1]![1].headers.Authorization).toBe("Bearer new");
    expect(fetch.mock.calls[0]![0]).toBe("/api/cards/contact.show");
    expect(JSON.parse(fetch.mock.calls[0]![1].body)).toEqual({ data: { id: 1 } });
  });

  it("asks for consent before a mailbox is connected, and lets the server say what is missing", async () => {
    vi.stubGlobal("fetch", vi.fn().mockResolvedValueOnce(answer(200, { card: card("x"), refusal: null })));
    const tokens = vi.fn().mockRejectedValueOnce(new Error("declined")).mockResolvedValueOnce("t");

    await new Api(tokens).press({ verb: "capture.connect", data: {} });

    expect(tokens.mock.calls.map(([options]) => options.consent)).toEqual([true, undefined]);
  });

  it("gives up after the second 401, with the server's own words", async () => {
    vi.stubGlobal("fetch", vi.fn().mockImplementation(async () => answer(401, { detail: "Please sign in." })));

    await expect(new Api(async () => "t").press({ verb: "x", data: {} })).rejects.toThrow("Please sign in.");
  });

  it("says when nobody answers, and when the answer is none of ours", async () => {
    vi.stubGlobal(
      "fetch",
      vi
        .fn()
        .mockRejectedValueOnce(new TypeError("network"))
        .mockResolvedValueOnce(new Response("<html>", { status: 502 }))
    );
    const api = new Api(async () => "t");

    await expect(api.press({ verb: "x", data: {} })).rejects.toThrow(/cannot be reached/);
    await expect(api.press({ verb: "x", data: {} })).rejects.toBeInstanceOf(Problem);
  });
});

describe("the place of a card", () => {
  const button = (slot: Slot, title: string) =>
    [...slot.element.querySelectorAll("button")].find(
      one => one.textContent === title || one.ariaLabel === title || one.getAttribute("aria-label") === title
    )!;
  const press = (title: string, verb: string) => ({ type: "Action.Execute", title, verb, data: {} });
  const settle = () => new Promise(resolve => setTimeout(resolve, 5));

  it("shows the card that follows, and goes back", async () => {
    vi.stubGlobal("fetch", vi.fn().mockResolvedValue(answer(200, { card: card("Litware"), refusal: null })));
    const slot = new Slot(new Api(async () => "t"), { say: vi.fn(), open: vi.fn() });
    slot.show(card("Clara", { actions: [press("Open company", "company.show")] }));
    button(slot, "Open company").click();
    await settle();

    expect(slot.element.textContent).toContain("Litware");
    button(slot, "‹ Back").click();
    expect(slot.element.textContent).toContain("Clara");
    expect(slot.element.textContent).not.toContain("Litware");
  });

  it("keeps the card and everything typed when nothing came, and tries again", async () => {
    const fetch = vi
      .fn()
      .mockRejectedValueOnce(new TypeError("network"))
      .mockResolvedValueOnce(answer(200, { card: card("Saved"), refusal: null }));
    vi.stubGlobal("fetch", fetch);
    const say = vi.fn();
    const slot = new Slot(new Api(async () => "t"), { say, open: vi.fn() });
    slot.show({
      ...card("Form", { actions: [press("Save", "contact.create")] }),
      body: [{ type: "Input.Text", id: "name", label: "Name" }]
    });
    const input = slot.element.querySelector("input")!;
    input.value = "typed";
    button(slot, "Save").click();
    await settle();

    expect(slot.element.querySelector("input")).toBe(input);
    expect(input.value).toBe("typed");
    expect(say).toHaveBeenCalledWith(expect.stringContaining("cannot be reached"));
    button(slot, "Try again").click();
    await settle();
    expect(slot.element.textContent).toContain("Saved");
  });

  it("takes the person to what was refused", async () => {
    const refused = {
      ...card("Form"),
      body: [{ type: "Input.Text", id: "email", label: "E-mail", value: "at home" }],
      actions: [press("Save", "contact.create")]
    };
    vi.stubGlobal(
      "fetch",
      vi
        .fn()
        .mockResolvedValue(
          answer(200, { card: refused, refusal: { message: "Not an address.", fields: [{ field: "email", message: "Not an address." }] } })
        )
    );
    const say = vi.fn();
    const slot = new Slot(new Api(async () => "t"), { say, open: vi.fn() });
    document.body.replaceChildren(slot.element);
    slot.show(refused);
    button(slot, "Save").click();
    await settle();

    expect(document.activeElement).toBe(slot.element.querySelector("input"));
    expect(say).toHaveBeenLastCalledWith("Not an address.");
  });
});
