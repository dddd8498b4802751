import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { isDark, selection, Sequence, snapshot, watch } from "../src/office";
import { failing, fakeMailbox, fakeOffice, later, person } from "./fake-office";

const look = (item: unknown, platform?: string) => snapshot(fakeMailbox(item) as unknown as Office.Mailbox, platform);

describe("the open item", () => {
  it("is nothing when nothing, or several items, are selected", async () => {
    expect(await look(null)).toBeNull();
    expect(await look(undefined)).toBeNull();
  });

  it("is a mail being read", async () => {
    const seen = await look({
      itemType: "message",
      subject: "Renewal",
      itemId: "AAMk/1+2=",
      internetMessageId: "<m1@litware.example>",
      conversationId: "c1",
      from: person("clara@litware.example", "Clara Nilsson"),
      to: [person("AlexW@contoso.example"), person("henrietta@contoso.example")],
      cc: [person("Clara@litware.example")]
    });

    expect(seen!.item).toEqual({
      kind: "message",
      mode: "messageRead",
      internetMessageId: "<m1@litware.example>",
      restId: "AAMk-1_2=",
      conversationId: "c1",
      subject: "Renewal"
    });
    expect(seen!.people).toEqual([
      { email: "clara@litware.example", name: "Clara Nilsson", role: "from" },
      { email: "henrietta@contoso.example", name: null, role: "to" },
    ]);
  });

  it("is a mail being written, with whatever can be read of it", async () => {
    const seen = await look({
      itemType: "message",
      subject: later("Offer"),
      to: later([person("clara@litware.example")]),
      cc: failing,
      bcc: later([person("secret@litware.example")]),
      from: later(person("alexw@contoso.example")),
      conversationId: null,
      getItemIdAsync: (callback: (result: unknown) => void) => callback({ status: "failed" })
    });

    expect(seen!.item).toMatchObject({
      mode: "messageCompose",
      internetMessageId: null,
      restId: null,
      conversationId: null,
      subject: "Offer"
    });
    expect(seen!.people.map(one => one.role)).toEqual(["to", "bcc"]);
  });

  it("is a meeting one was invited to", async () => {
    const seen = await look({
      itemType: "appointment",
      subject: "Review",
      itemId: "x",
      organizer: person("clara@litware.example"),
      requiredAttendees: [person("alexw@contoso.example")],
      optionalAttendees: [person("mei@wingtip.example")]
    });

    expect(seen!.item).toMatchObject({ kind: "appointment", mode: "appointmentAttendee" });
    expect(seen!.people.map(one => [one.email, one.role])).toEqual([
      ["clara@litware.example", "organizer"],
      ["mei@wingtip.example", "optional"]
    ]);
  });

  it("is a meeting one arranges", async () => {
    const seen = await look({
      itemType: "appointment",
      subject: later("Review"),
      organizer: later(person("alexw@contoso.example")),
      requiredAttendees: later([person("mei@wingtip.example")]),
      optionalAttendees: later([])
    });

    expect(seen!.item.mode).toBe("appointmentOrganizer");
    expect(seen!.people).toHaveLength(1);
  });

  it("names people without a usable address by their name, and at most a hundred of them", async () => {
    const crowd = Array.from({ length: 500 }, (_, at) => person(`p${at}@crowd.example`));
    const seen = await look({
      itemType: "message",
      subject: "",
      from: person("/O=FIRM/OU=EX/CN=ANN", "Ann Miller"),
      to: crowd,
      cc: [person("", "")]
    });
    const named = await look({ itemType: "message", subject: "", from: person("Ann Miller <ann@litware.example>"), to: [], cc: [] });

    expect(seen!.people[0]).toEqual({ email: null, name: "Ann Miller", role: "from" });
    expect(seen!.people).toHaveLength(100);
    expect(named!.people[0]).toEqual({ email: "ann@litware.example", name: "Ann Miller", role: "from" });
    expect(seen!.item).toMatchObject({ subject: null, internetMessageId: null });
  });

  it.each([
    [19, undefined], [20, true], [100, true], [101, true], [500, true],
  ])("may have more people on it than the %i of one list that Outlook gives: %s", async (given, isCut) => {
    const to = Array.from({ length: given }, (_, at) => person(`p${at}@crowd.example`));
    const mail = await look({ itemType: "message", subject: "", to });
    const meeting = await look({ itemType: "appointment", subject: "", requiredAttendees: [], optionalAttendees: to });

    expect([mail!.item.isCut, meeting!.item.isCut]).toEqual([isCut, isCut]);
  });

  it("is whole while it is written, unless it has more people than one answer names", async () => {
    const draft = (count: number) => ({
      itemType: "message", subject: later("Offer"), cc: later([]), bcc: later([]),
      to: later(Array.from({ length: count }, (_, at) => person(`p${at}@crowd.example`))),
    });

    expect((await look(draft(20)))!.item.isCut).toBeUndefined();
    expect((await look(draft(101)))!.item.isCut).toBe(true);
  });

  it.each([
    [{ owner: "sales@contoso.example", targetMailbox: "x" }, "sales@contoso.example"],
    [{ targetMailbox: "sales@contoso.example" }, "sales@contoso.example"],
    [{ owner: "AlexW@contoso.example" }, undefined],
  ])("of %o lies in the mailbox %s", async (value, mailbox) => {
    const seen = await look({
      itemType: "message", subject: "Order",
      getSharedPropertiesAsync: (callback: (result: unknown) => void) => callback({ status: "succeeded", value }),
    });

    expect(seen!.item.mailbox).toBe(mailbox);
  });

  it("lies in the own mailbox where the client says nothing of another, even when it never answers", async () => {
    vi.useFakeTimers();
    const silent = look({ itemType: "message", subject: "Order", getSharedPropertiesAsync: () => undefined });
    await vi.advanceTimersByTimeAsync(5000);

    expect((await silent)!.item.mailbox).toBeUndefined();
    vi.useRealTimers();
  });

  it("keeps a phone's id as it is, and asks one thing at a time", async () => {
    const running = { now: 0, most: 0 };
    const seen = await look(
      {
        itemType: "message",
        subject: later("x", running),
        to: later([], running),
        cc: later([], running),
        bcc: later([], running),
        itemId: "a/b"
      },
      "iOS"
    );

    expect(seen!.item.restId).toBe("a/b");
    expect(running.most).toBe(1);
  });
});

describe("a change of the item", () => {
  beforeEach(() => { vi.useFakeTimers(); });
  afterEach(() => { vi.useRealTimers(); });

  it("is answered once, when the person has stopped walking through the list", () => {
    const mailbox = fakeMailbox(null);
    const changed = vi.fn();
    watch(fakeOffice(mailbox), changed);

    for (let step = 0; step < 30; step++) {
      mailbox.raise("item");
      vi.advanceTimersByTime(100);
    }
    expect(changed).not.toHaveBeenCalled();
    vi.advanceTimersByTime(250);
    expect(changed).toHaveBeenCalledTimes(1);
  });

  it("is asked for again while Outlook has not loaded the item of which it spoke", async () => {
    const mailbox = fakeMailbox(null);
    const told: boolean[] = [];
    let last: unknown = "nothing yet";
    watch(fakeOffice(mailbox), isThere => {
      told.push(isThere);
      void snapshot(mailbox as unknown as Office.Mailbox).then(seen => { last = seen?.item.subject ?? null; });
    });
    mailbox.raise("item");
    setTimeout(() => {
      mailbox.item = { itemType: "message", subject: "Purchase order", from: person("clara@litware.example"), to: [], cc: [] };
    }, 700);

    await vi.advanceTimersByTimeAsync(3000);
    expect(told).toEqual([false, true]);
    expect(last).toBe("Purchase order");
  });

  it("is nothing once Outlook has had its time", () => {
    const told: boolean[] = [];
    const mailbox = fakeMailbox({});
    watch(fakeOffice(mailbox), isThere => told.push(isThere));
    mailbox.raise("item");

    vi.advanceTimersByTime(1000);
    expect(told).toEqual([false]);
    vi.advanceTimersByTime(2500);
    expect(told).toEqual([false, true]);
  });

  it("is also a change of the recipients, where the client can say so", () => {
    const handlers: (() => void)[] = [];
    const item = { addHandlerAsync: (_: unknown, handler: () => void) => handlers.push(handler) };
    const changed = vi.fn();
    watch(fakeOffice(fakeMailbox(item)), changed);
    watch(fakeOffice(fakeMailbox(item), 1.05), changed);

    expect(handlers).toHaveLength(1);
    handlers[0]!();
    vi.advanceTimersByTime(250);
    expect(changed).toHaveBeenCalledTimes(1);
  });

  it("makes what was asked before it unwanted, and stops it", () => {
    const sequence = new Sequence();
    const first = sequence.next();
    const second = sequence.next();

    expect([first.isCurrent(), second.isCurrent()]).toEqual([false, true]);
    expect([first.signal.aborted, second.signal.aborted]).toEqual([true, false]);
  });
});

it("follows the theme of Outlook's window, where there is one", () => {
  const theme = (bodyBackgroundColor: string) => ({ bodyBackgroundColor }) as Office.OfficeTheme;
  expect([isDark(theme("#ffffff")), isDark(theme("#212121")), isDark(undefined), isDark(theme("Canvas"))]).toEqual([
    false,
    true,
    null,
    null
  ]);
});

describe("a change of which nothing is said", () => {
  it("heals by itself within three seconds, and is told once", async () => {
    vi.useFakeTimers();
    const mailbox = fakeMailbox({ itemType: "message", itemId: "1", subject: "One" });
    let told = 0;
    watch(fakeOffice(mailbox), () => told++);
    mailbox.item = { itemType: "message", itemId: "2", subject: "Two" };

    await vi.advanceTimersByTimeAsync(3_000);
    expect(told).toBe(1);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(told).toBe(1);
    vi.useRealTimers();
  });
});

describe("several selected items", () => {
  it("are read as Outlook describes them; one is no selection", async () => {
    const one = { itemId: "a/b", internetMessageId: "<1@x>", subject: " Hi " };
    const mailbox = {
      ...fakeMailbox(null),
      getSelectedItemsAsync: (back: (r: unknown) => void) => back({ status: "succeeded", value: [one, one] }),
    };
    const office = fakeOffice(mailbox as never);

    expect((await selection(office))[0]).toEqual({ internetMessageId: "<1@x>", restId: "a-b", subject: "Hi" });
    mailbox.getSelectedItemsAsync = back => back({ status: "succeeded", value: [one] });
    expect(await selection(office)).toEqual([]);
    expect(await selection(fakeOffice(mailbox as never, 1.1))).toEqual([]);
  });
});
