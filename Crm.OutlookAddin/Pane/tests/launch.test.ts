// The moment of sending: who asked not to be contacted is named while the person can still think again; the mail is never kept back.
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { rememberUnwanted } from "../src/compose";
import type { Context } from "../src/api";
import { fakeMailbox, fakeOffice, later, person } from "./fake-office";

type Options = Office.SmartAlertsEventCompletedOptions;

const functions: Record<string, (event: { completed(options: Options): void }) => void> = {};
let kept: Record<string, string> = {};

const session = {
  getAsync: (name: string, callback: (result: { status: string; value?: string }) => void) =>
    setTimeout(() => callback(name in kept ? { status: "succeeded", value: kept[name] } : { status: "failed" })),
  setAsync: (name: string, value: string, callback: (result: { status: string }) => void) => {
    kept[name] = value;
    setTimeout(() => callback({ status: "succeeded" }));
  },
};

const draft = (to: unknown, more: object = {}) => ({
  itemType: "message", subject: later("Offer"), to: later(to), cc: later([]), bcc: later([]), sessionData: session, ...more,
});

function put(item: unknown, sets = 1.14): typeof Office {
  const office = fakeOffice(fakeMailbox(item), sets);
  Object.assign(office, { actions: { associate: (name: string, run: typeof functions[string]) => { functions[name] = run; } } });
  vi.stubGlobal("Office", office);
  return office;
}

async function send(item: unknown): Promise<Options[]> {
  put(item);
  const ended: Options[] = [];
  functions["onMessageSend"]!({ completed: options => ended.push(options) });
  await vi.advanceTimersByTimeAsync(5000);
  return ended;
}

const context = (...people: [email: string, name: string, doNotContact: boolean][]) => ({
  people: people.map(([email, name, doNotContact]) => ({ email, name, doNotContact, kind: "contact" })), capture: null, cards: [],
}) as unknown as Context;

beforeEach(async () => {
  vi.useFakeTimers();
  kept = {};
  put(draft([]));
  vi.resetModules();
  await import("../src/launch");
});
afterEach(() => { vi.useRealTimers(); vi.unstubAllGlobals(); });

describe("a mail that is sent", () => {
  it("to somebody who asked not to be contacted is asked about, by name, whatever case the address has", async () => {
    const office = put(draft([]));
    const remembered = rememberUnwanted(
      context(["Clara@litware.example", "Clara Nilsson", true], ["bo@x.example", "Bo Dahl", false]), office);
    await vi.advanceTimersByTimeAsync(10);
    await remembered;

    expect(kept).toEqual({ doNotContact: "{\"clara@litware.example\":\"Clara Nilsson\"}" });
    expect(await send(draft([person("bo@x.example"), person("CLARA@litware.example")])))
      .toEqual([{ allowEvent: false, errorMessage: "Clara Nilsson asked not to be contacted." }]);
  });

  it("goes once that recipient is taken out, and without a word when nothing is known", async () => {
    kept = { doNotContact: "{\"clara@litware.example\":\"Clara Nilsson\"}" };
    expect(await send(draft([person("bo@x.example")]))).toEqual([{ allowEvent: true }]);

    kept = {};
    expect(await send(draft([person("clara@litware.example")]))).toEqual([{ allowEvent: true }]);
  });

  it.each([
    ["whose recipients never come", draft([], { to: { getAsync: () => undefined } })],
    ["whose recipients cannot be read", draft([], { to: { getAsync: () => { throw new Error("5001"); } } })],
    ["whose session data cannot be asked", draft([], { sessionData: undefined })],
    ["that is not there", null],
  ])("%s is let go, once and within its time", async (_, item) => {
    kept = { doNotContact: "{\"clara@litware.example\":\"Clara Nilsson\"}" };

    expect(await send(item)).toEqual([{ allowEvent: true }]);
  });

  it("is let go when what was kept is no JSON", async () => {
    kept = { doNotContact: "{" };

    expect(await send(draft([person("clara@litware.example")]))).toEqual([{ allowEvent: true }]);
  });

  it("remembers nothing in a client that knows no such event", async () => {
    const office = put(draft([]), 1.1);
    await rememberUnwanted(context(["clara@litware.example", "Clara Nilsson", true]), office);

    expect(kept).toEqual({});
  });
});
