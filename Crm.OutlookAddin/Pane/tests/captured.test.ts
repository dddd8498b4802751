// What became of the open item: said, opened, logged by one press, and when it cannot be, why.
import { afterEach, describe, expect, it, vi } from "vitest";
import { Api, type Capture } from "../src/api";
import { CapturedItem } from "../src/captured";
import type { Snapshot } from "../src/office";

const item: Snapshot["item"] = {
  kind: "message", mode: "messageRead", internetMessageId: "<a@b.example>", restId: "AAMk", conversationId: null, subject: "Offer",
};
const card = { type: "AdaptiveCard", version: "1.5", body: [{ type: "TextBlock", text: "The activity", style: "heading" }] };
const skipped: Capture =
  { state: "skipped", reason: "bulk-mail", sentence: "Not captured: it is bulk mail or a newsletter.", activityId: null, question: null };
const logged: Capture = { state: "logged", reason: "logged-by-hand", sentence: "Logged by you.", activityId: "0198", question: null };
const settle = () => new Promise(resolve => setTimeout(resolve, 0));

function place(capture: Capture | null, of: Partial<Snapshot["item"]> = {}) {
  const said: string[] = [];
  const shown = new CapturedItem(
    capture, { ...item, ...of }, new Api(async () => "t"), { say: text => said.push(text), open: () => undefined });
  document.body.replaceChildren(shown.element);
  return { said, text: () => document.body.textContent ?? "", button: () => document.querySelector<HTMLButtonElement>(".capture button") };
}

function answers(status: number, body: unknown) {
  const fetched = vi.fn().mockImplementation(async () => new Response(JSON.stringify(body), { status }));
  vi.stubGlobal("fetch", fetched);
  return fetched;
}

afterEach(() => { vi.unstubAllGlobals(); document.body.replaceChildren(); });

describe("the state of the open item", () => {
  it("is changed by one press, which sends the item's own ids and shows what it became", async () => {
    const fetched = answers(200, { activityId: "0198", capture: logged, card });
    const { said, text, button } = place(skipped);
    expect(text()).toContain("it is bulk mail");

    button()!.click();
    button()!.click();
    await settle();

    expect(fetched).toHaveBeenCalledTimes(1);
    expect(JSON.parse(fetched.mock.calls[0]![1].body)).toEqual({ internetMessageId: "<a@b.example>", restId: "AAMk" });
    expect(text()).toContain("Logged by you.");
    expect(text()).toContain("The activity");
    expect(said).toEqual(["Logged by you."]);
    expect(button()!.textContent).toBe("Open");
  });

  it("stays as it was when the server refuses, with the reason beside it", async () => {
    answers(403, { detail: "Not captured: somebody on it is on the never-log list." });
    const { text, button } = place(null);
    expect(text()).toContain("Not in the CRM so far.");

    button()!.click();
    await settle();

    expect(document.querySelector("[role=alert]")!.textContent).toBe("Not captured: somebody on it is on the never-log list.");
    expect(button()!.textContent).toBe("Log it");
  });

  it("opens the activity of what was logged, and closes it again", async () => {
    const fetched = answers(200, { card, refusal: null });
    const { text, button } = place(logged);

    button()!.click();
    await settle();
    expect(fetched.mock.calls[0]![0]).toContain("/cards/activity.show");
    expect(text()).toContain("The activity");

    button()!.click();
    await settle();
    expect(document.querySelector<HTMLElement>(".slot")!.hidden).toBe(true);
  });

  it("follows what is deleted below it, and what is brought back", async () => {
    const press = (title: string, verb: string) =>
      ({ ...card, actions: [{ type: "Action.Execute", title, verb, data: { kind: "Activity", id: "0198" } }] });
    const { text, button } = place(logged);
    const onCard = () => document.querySelector<HTMLElement>(".card button")!;
    answers(200, { card: press("Delete", "record.delete"), refusal: null });
    button()!.click();
    await settle();

    answers(200, { card: press("Undo", "record.restore"), refusal: null });
    onCard().click();
    await settle();
    expect(text()).toContain("has been deleted from the CRM since");
    expect(button()!.textContent).toBe("Log it");

    answers(200, { card, refusal: null });
    onCard().click();
    await settle();
    expect(text()).toContain("Logged by you.");
    expect(button()!.textContent).toBe("Open");
  });

  it("offers nothing for a mail that is being written", () => {
    expect(place(null, { mode: "messageCompose", internetMessageId: null }).text()).toBe("");
    expect(place(skipped, { mode: "messageCompose" }).button()).toBeNull();
  });
});
