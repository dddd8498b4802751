// Mails that were selected together are asked about before they are opened, one at a time, while nothing else is to be done.
import { afterEach, expect, it, vi } from "vitest";
import { Api, type Context } from "../src/api";
import { ItemPlace } from "../src/item-place";
import { Shell } from "../src/shell";
import { fakeMailbox, fakeOffice, person } from "./fake-office";

const wait = (time = 300) => new Promise(resolve => setTimeout(resolve, time));
const mail = (at: number) => ({
  itemType: "message", subject: `Mail ${at}`, itemId: `id${at}`, internetMessageId: `<m${at}@litware.example>`,
  from: person(`p${at}@litware.example`, `Person ${at}`),
});
const known = (at: number): Context => ({
  people: [{ email: `p${at}@litware.example`, name: `Person ${at}`, role: "from", kind: "unknown", contactId: null, companyId: null,
    company: null, card: null, open: null }],
  capture: null, cards: [], furtherPeople: 0,
});

let asked: { subject: string; isCut: boolean; people: number }[];
let running: number;
let most: number;

/** Three mails are selected; then one at a time is opened. */
async function select(answer: (at: number) => Context = known) {
  [asked, running, most] = [[], 0, 0];
  vi.stubGlobal("fetch", vi.fn(async (url: string, init: RequestInit) => {
    const body = JSON.parse(String(init.body));
    if (url.endsWith("/selection")) {
      return new Response(JSON.stringify({ items: body.items.map((one: object) => ({ ...one, people: [], capture: null })) }));
    }
    asked.push({ subject: body.item.subject, isCut: body.item.isCut === true, people: body.people.length });
    most = Math.max(most, ++running);
    await wait(20);
    running--;
    return new Response(JSON.stringify(answer(Number(body.item.subject.slice(5)))));
  }));
  document.body.innerHTML = "<div id=top><nav></nav></div><p id=about></p><p id=status></p><p id=offline></p><main id=pane></main>";
  const mailbox = Object.assign(fakeMailbox(null), {
    getSelectedItemsAsync: (callback: (result: object) => void) => callback({
      status: "succeeded", value: [1, 2, 3].map(at => ({ ...mail(at) })),
    }),
  });
  vi.stubGlobal("Office", fakeOffice(mailbox));
  const place = new ItemPlace(new Shell(document), new Api(async () => "t"), { say: () => undefined, open: () => undefined }, "Web");
  await place.show();
  const open = (at: number) => {
    mailbox.getSelectedItemsAsync = callback => callback({ status: "succeeded", value: [] });
    mailbox.item = mail(at);
    void place.show();
  };
  return { place, open };
}

afterEach(() => { vi.unstubAllGlobals(); document.body.replaceChildren(); });

it("the mails selected together are known when one of them is opened", async () => {
  const { open } = await select();
  await wait(500);

  expect(asked).toEqual([1, 2, 3].map(at => ({ subject: `Mail ${at}`, isCut: true, people: 0 })));
  expect(most).toBe(1);

  open(2);
  await wait(5);
  expect(document.getElementById("pane")!.textContent).toContain("Person 2"); // Its own answer is on its way.
});

it("who moves on is not waited for: the rest is asked about after what is open", async () => {
  const { open } = await select();
  open(3);
  await wait(600);

  expect(asked[0]).toEqual({ subject: "Mail 3", isCut: false, people: 1 });
  expect(asked.slice(1).map(one => one.subject)).toEqual(["Mail 1", "Mail 2"]);
  expect(most).toBe(1);
});

it("an answer that leaves people out is not kept", async () => {
  const { open } = await select(at => ({ ...known(at), people: [], furtherPeople: null }));
  await wait(500);
  open(2);
  await wait(5);

  expect(document.getElementById("pane")!.textContent).not.toContain("Nobody to look up");
});
