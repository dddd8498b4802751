// Somebody whom nobody knows: the question whether it is a contact under a new address, beside the form that makes a new one.
import { afterEach, describe, expect, it, vi } from "vitest";
import { Api, type Card, type Context, type KnownPerson } from "../src/api";
import type { Snapshot } from "../src/office";
import { View } from "../src/view";

const item: Snapshot["item"] = {
  kind: "appointment", mode: "appointmentAttendee", internetMessageId: null, restId: "AAMk", conversationId: null, subject: "Review",
};
const text = (said: string) => ({ type: "TextBlock", text: said, style: "heading" });
const form: Card = { type: "AdaptiveCard", version: "1.5", body: [{ type: "Input.Text", id: "firstName", label: "First name" }] };
const question: Card = {
  type: "AdaptiveCard", version: "1.5", body: [text("Is this Clara Nilsson under a new address?")],
  actions: [{ type: "Action.Execute", title: "Add the address", verb: "contact.add-address", data: { id: "0198", version: 3 } }],
};
const clara: KnownPerson = {
  email: "clara@home.example", name: "Clara Nilsson", role: "organizer", kind: "unknown", contactId: null, companyId: null, company: null,
  card: form, open: { verb: "contact.new", data: {} }, mayBe: question,
};
const settle = () => new Promise(resolve => setTimeout(resolve, 0));

function place(...people: KnownPerson[]): void {
  placeAll({ people: structuredClone(people), capture: null, cards: [] });
}

function placeAll(context: Context): void {
  const main = document.createElement("main");
  document.body.replaceChildren(main);
  const view = new View(main, new Api(async () => "t"), { say: () => undefined, open: () => undefined });
  view.replace(view.build(context, item));
}

const add = () => document.querySelector<HTMLDetailsElement>(".add");

afterEach(() => { vi.unstubAllGlobals(); document.body.replaceChildren(); });

describe("somebody unknown", () => {
  it("who may be a contact is asked about first, with the form for a new one folded beneath", () => {
    place(clara);

    expect(document.body.textContent).toContain("Is this Clara Nilsson under a new address?");
    expect(add()!.open).toBe(false);
    expect(add()!.querySelector("input")).not.toBeNull();
  });

  it("is that contact once the person said so: neither question nor form are left", async () => {
    const shown = { ...question, body: [text("Head of Procurement")], actions: [] };
    const fetched = vi.fn().mockImplementation(async () => new Response(JSON.stringify({ card: shown, refusal: null })));
    vi.stubGlobal("fetch", fetched);
    place(clara, { ...clara, email: "dora@home.example", name: "Dora Lind", mayBe: null });

    document.querySelector<HTMLElement>(".stranger + .slot .card button")!.click();
    await settle();
    await settle();

    expect(fetched.mock.calls[0]![0]).toBe("/api/cards/contact.add-address");
    expect(JSON.parse(fetched.mock.calls[0]![1].body)).toEqual({ data: { id: "0198", version: 3 } });
    const panel = document.querySelector("[data-email='clara@home.example']")!;
    expect(panel.textContent).toContain("Head of Procurement");
    expect(panel.querySelector(".add")).toBeNull();
    expect(document.querySelector<HTMLElement>(".tab")!.dataset["kind"]).toBe("contact");
  });

  it("who looks like nobody has the form open", () => {
    place({ ...clara, mayBe: null });

    expect(add()!.open).toBe(true);
    expect(document.body.textContent).not.toContain("under a new address");
  });
});

describe("a signature that is read while somebody types", () => {
  const mail: Snapshot["item"] = { ...item, kind: "message", mode: "messageRead" };
  const signed: Card = { ...form, body: [{ type: "Input.Text", id: "firstName", label: "First name", value: "Clara, by signature" }] };

  async function openAsync(during: () => void): Promise<string> {
    vi.stubGlobal("Office", {
      context: {
        mailbox: {
          item: { body: { getAsync: (_: string, done: (read: unknown) => void) => done({ status: "succeeded", value: "Clara" }) } },
        },
      },
      AsyncResultStatus: { Succeeded: "succeeded" }, CoercionType: { Text: "text" },
    });
    vi.stubGlobal("fetch", vi.fn().mockImplementation(async (url: string) => {
      if (url === "/api/signature") {
        return new Response(JSON.stringify({ jobTitle: "Buyer", phone: null }));
      }
      during();
      return new Response(JSON.stringify({ card: signed, refusal: null }));
    }));
    const main = document.createElement("main");
    document.body.replaceChildren(main);
    const view = new View(main, new Api(async () => "t"), { say: () => undefined, open: () => undefined });
    view.replace(view.build({ people: [{ ...clara, role: "from", mayBe: null }], capture: null, cards: [] }, mail));
    for (let i = 0; i < 10; i++) {
      await settle();
    }
    return document.querySelector<HTMLInputElement>(".add input")!.value;
  }

  it("fills the form that nobody has touched", async () => {
    expect(await openAsync(() => undefined)).toBe("Clara, by signature");
  });

  it("leaves what was typed while the form was on its way", async () => {
    const typed = await openAsync(() => {
      const input = document.querySelector<HTMLInputElement>(".add input")!;
      input.value = "Typed";
      input.dispatchEvent(new Event("input", { bubbles: true }));
    });

    expect(typed).toBe("Typed");
  });
});

describe("people whom Outlook left out", () => {
  it.each([
    [null, "There may be more people on it"], [1, "One more person is on it."], [57, "57 more people are on it."],
  ])("%s: %s", (furtherPeople, said) => {
    placeAll({ people: [clara], capture: null, cards: [], furtherPeople });

    expect(document.body.textContent).toContain(said);
  });

  it("are not said to be colleagues", () => {
    const colleague: KnownPerson = { ...clara, kind: "colleague", card: null, open: null, mayBe: null };
    placeAll({ people: [colleague], capture: null, cards: [], furtherPeople: null });

    expect(document.body.textContent).toContain("Everybody Outlook names works with you.");
    expect(document.body.textContent).not.toContain("keeps out of it");
  });

  it("are nobody in an answer that is whole", () => {
    placeAll({ people: [clara], capture: null, cards: [], furtherPeople: 0 });

    expect(document.body.textContent).not.toContain("more");
  });
});

describe("an item of somebody else's mailbox", () => {
  const said = (isRead: boolean) => ({ owner: "sales@contoso.example", isRead, sentence: "In the mailbox sales@contoso.example." });

  it("names whose it is, and is logged from one that is read only", () => {
    for (const isRead of [true, false]) {
      placeAll({ people: [clara], capture: null, cards: [], mailbox: said(isRead) });

      expect(document.querySelector(".item")!.firstElementChild!.textContent).toBe("In the mailbox sales@contoso.example.");
      expect([...document.querySelectorAll("button")].some(one => one.textContent === "Log it")).toBe(isRead);
      expect(document.querySelector(".stranger")).not.toBeNull();
    }
  });
});

describe("a crowd", () => {
  const crowd = Array.from({ length: 30 }, (_, at): KnownPerson => (
    { ...clara, email: `p${at}@crowd.example`, name: `P${at}`, mayBe: null }));
  const seen = () => [...document.querySelectorAll<HTMLElement>(".tab")].filter(tab => !tab.hidden).length;

  it("shows a dozen names above the card, and the others on a press", () => {
    place(...crowd);
    expect(seen()).toBe(12);

    const more = [...document.querySelectorAll("button")].find(one => one.textContent === "Show 18 more")!;
    more.focus();
    more.click();
    expect(seen()).toBe(30);
    expect(document.activeElement).toBe(document.querySelectorAll(".tab")[12]);
    expect(document.body.textContent).not.toContain("Show 18 more");
  });

  it("is walked through to its end with the arrow keys", () => {
    place(...crowd);
    document.querySelector<HTMLElement>(".tab")!.dispatchEvent(new KeyboardEvent("keydown", { key: "End", bubbles: true }));

    expect(document.activeElement).toBe(document.querySelectorAll(".tab")[29]);
    expect(seen()).toBe(30);
  });
});
