// The open item as Office.js shows it, in its four modes, and when it changes.

export type Mode = "messageRead" | "messageCompose" | "appointmentAttendee" | "appointmentOrganizer";

export interface Person {
  email: string | null;
  name: string | null;
  role: string;
}

export interface Snapshot {
  item: {
    kind: "message" | "appointment";
    mode: Mode;
    internetMessageId: string | null;
    restId: string | null;
    conversationId: string | null;
    subject: string | null;
    /** There may be more people on it than Outlook gave. */
    isCut?: boolean;
    /** Whose mailbox it lies in, where that is not the own one. */
    mailbox?: string;
  };
  people: Person[];
}

type Callback<T> = (result: Office.AsyncResult<T>) => void;
interface Readable<T> { getAsync(callback: Callback<T>): void }
/** Office.js types the item as all modes at once; what is there depends on the mode, so every member is looked at before use. */
type AnyItem = Record<string, unknown> & { itemType?: string; itemId?: string; conversationId?: string; internetMessageId?: string };

/** Some clients allow three calls at a time: ours go one after the other. */
let queue: Promise<unknown> = Promise.resolve();
const mostWaited = 5000;
export function serialised<T>(start: (callback: Callback<T>) => void): Promise<T | null> {
  const turn = queue.then(() => new Promise<T | null>(resolve => {
    try {
      start(result => resolve(String(result.status) === "succeeded" ? result.value : null));
      setTimeout(() => resolve(null), mostWaited); // Some calls are never answered; the others must not wait for that.
    } catch {
      resolve(null);
    }
  }));
  queue = turn;
  return turn;
}

const isReadable = (value: unknown): value is Readable<unknown> =>
  typeof value === "object" && value !== null && typeof (value as { getAsync?: unknown }).getAsync === "function";

async function read<T>(value: unknown): Promise<T | null> {
  return isReadable(value) ? (await serialised<unknown>(callback => value.getAsync(callback))) as T | null : (value ?? null) as T | null;
}

export function modeOf(item: AnyItem): Mode {
  const composing = isReadable(item["subject"]);
  return item.itemType === "appointment"
    ? composing
      ? "appointmentOrganizer"
      : "appointmentAttendee"
    : composing
      ? "messageCompose"
      : "messageRead";
}

const roles: Record<Mode, [member: string, role: string][]> = {
  messageRead: [["from", "from"], ["to", "to"], ["cc", "cc"]],
  messageCompose: [["to", "to"], ["cc", "cc"], ["bcc", "bcc"]],
  appointmentAttendee: [["organizer", "organizer"], ["requiredAttendees", "required"], ["optionalAttendees", "optional"]],
  appointmentOrganizer: [["requiredAttendees", "required"], ["optionalAttendees", "optional"]],
};

/** The server looks up this many at once. */
const most = 100;

/** As many of one list do clients give of an item that is read; on the web until its header is unfolded (MessageRead.to). */
const cuts = [20, 100, 500, 1000];

/** One of several items that are selected in the list; who is on it only the server knows. */
export interface SelectedItem {
  internetMessageId: string | null;
  restId: string | null;
  subject: string | null;
}

/** Outlook lets a hundred be selected. */
const mostSelected = 100;

/** What is selected in the list when it is more than one; empty where the client cannot tell. */
export async function selection(office: typeof Office, platform?: string): Promise<SelectedItem[]> {
  const { mailbox, requirements } = office.context;
  if (!requirements.isSetSupported("Mailbox", "1.13") || typeof mailbox.getSelectedItemsAsync !== "function") {
    return [];
  }

  const found = await serialised<Office.SelectedItemDetails[]>(callback => mailbox.getSelectedItemsAsync(callback)) ?? [];
  return found.length < 2 ? [] : found.slice(0, mostSelected).map(one => ({
    internetMessageId: text(one.internetMessageId),
    restId: restId(mailbox, text(one.itemId), platform),
    subject: text(one.subject),
  }));
}

/** Which item is open, asked of nobody: two items never answer alike, and one that is only loading answers like none. */
export function identity(mailbox: Office.Mailbox): string | null {
  const item = mailbox.item as unknown as AnyItem | null | undefined;
  const plain = (value: unknown) => typeof value === "string" ? value : null;
  return isEmpty(item) ? null : JSON.stringify(
    [item.itemType, plain(item.itemId), plain(item.internetMessageId), plain(item.conversationId), plain(item["subject"])]);
}

/** Null when nothing, or more than one item, is selected. What it says is of one moment and never changes. */
export async function snapshot(mailbox: Office.Mailbox, platform?: string): Promise<Snapshot | null> {
  const item = mailbox.item as unknown as AnyItem | null | undefined;
  if (isEmpty(item)) {
    return null;
  }

  const mode = modeOf(item);
  const people: Person[] = [];
  const own = mailbox.userProfile?.emailAddress?.toLowerCase();
  const seen = new Set<string>(own ? [own] : []);
  let isCut = false;
  for (const [member, role] of roles[mode]) {
    const found = await read<Office.EmailAddressDetails | Office.EmailAddressDetails[]>(item[member]);
    isCut ||= Array.isArray(item[member]) && cuts.includes(item[member].length);
    for (const one of Array.isArray(found) ? found : found ? [found] : []) {
      const person = personOf(one, role);
      const key = (person.email ?? `?${person.name}`).toLowerCase();
      if ((person.email || person.name) && !seen.has(key)) {
        seen.add(key);
        people.push(person);
      }
    }
  }

  const owner = await ownerOf(item);
  return Object.freeze({
    item: Object.freeze({
      kind: mode.startsWith("message") ? "message" : "appointment",
      mode,
      internetMessageId: mode === "messageRead" ? text(item.internetMessageId) : null,
      restId: await restIdOf(mailbox, item, platform),
      conversationId: text(item.conversationId),
      subject: text(await read<string>(item["subject"])),
      ...isCut || people.length > most ? { isCut: true } : {},
      ...owner && owner.toLowerCase() !== own ? { mailbox: owner } : {},
    }),
    people: people.slice(0, most),
  });
}

/** The text of the open mail or meeting; null where the client does not give it. */
export function bodyText(mailbox: Office.Mailbox): Promise<string | null> {
  const body = (mailbox.item as unknown as { body?: { getAsync?(type: string, callback: Callback<string>): void } } | null)?.body;
  return typeof body?.getAsync === "function" ? serialised<string>(callback => body.getAsync!("text", callback)) : Promise.resolve(null);
}

function personOf(details: Office.EmailAddressDetails, role: string): Person {
  // Exchange also gives X.500 names (/O=FIRM/OU=...) where an address should be, and the address again for a name.
  const given = /<([^<>]+)>\s*$/.exec(details.emailAddress ?? "")?.[1] ?? details.emailAddress;
  const email = given?.includes("@") && !given.startsWith("/") ? given.trim() : null;
  const name = details.displayName?.replace(/\s*<[^<>]*>\s*$/, "").trim();
  return { email, name: name && name.toLowerCase() !== email?.toLowerCase() ? name : null, role };
}

/** Of an item in a shared folder or mailbox only; for any other the call fails. */
async function ownerOf(item: AnyItem): Promise<string | null> {
  const ask = item["getSharedPropertiesAsync"];
  const shared = typeof ask === "function" ? await serialised<Office.SharedProperties>(callback => ask.call(item, callback)) : null;
  return text(shared?.owner) ?? text(shared?.targetMailbox);
}

async function restIdOf(mailbox: Office.Mailbox, item: AnyItem, platform?: string): Promise<string | null> {
  const getId = item["getItemIdAsync"];
  const id =
    text(item.itemId) ?? (typeof getId === "function" ? text(await serialised<string>(callback => getId.call(item, callback))) : null);
  return restId(mailbox, id, platform);
}

/** On phones the id is in REST form already. */
function restId(mailbox: Office.Mailbox, id: string | null, platform?: string): string | null {
  return id && platform !== "iOS" && platform !== "Android" && typeof mailbox.convertToRestId === "function"
    ? mailbox.convertToRestId(id, "v2.0")
    : id;
}

const text = (value: unknown): string | null => typeof value === "string" && value.trim() !== "" ? value.trim() : null;

/** One number for each change of the item: whoever comes back with an answer asks whether it is still wanted. */
export class Sequence {
  #current = 0;
  #abort = new AbortController();

  next(): Ticket {
    this.#abort.abort();
    this.#abort = new AbortController();
    const mine = ++this.#current;
    return { signal: this.#abort.signal, isCurrent: () => mine === this.#current };
  }
}

export interface Ticket {
  signal: AbortSignal;
  isCurrent(): boolean;
}

/** How long an item may be on its way: some clients say that it changed while there is none yet, and say nothing more. */
const patience = 2500;

/** How often the open item is compared with the one that was told of: clients lose events, and tell of some too early. */
const pulse = 1000;

/**
 * Calls back when the item, its recipients or the selection changed and stayed so for a moment: people walk through their list with the
 * arrow keys. While there is no item yet it calls back with false, and again with true as soon as there is one, or when none is to be
 * expected any more. A change of which the client says nothing is noticed by itself.
 */
export function watch(office: typeof Office, changed: (isThere: boolean) => void, pause = 250): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let told = identity(office.context.mailbox);
  const heard = new WeakSet<object>();
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(() => look(0), pause);
  };
  const look = (waited: number) => {
    timer = undefined;
    told = identity(office.context.mailbox);
    const isThere = !isEmpty(office.context.mailbox.item as unknown as AnyItem | null);
    if (isThere || waited >= patience) {
      listen();
      changed(true);
      return;
    }
    if (waited === 0) {
      changed(false);
    }
    timer = setTimeout(() => look(waited + pause), pause);
  };
  const listen = () => {
    const item = office.context.mailbox.item as unknown as { addHandlerAsync?: (type: unknown, handler: () => void) => void } | null;
    if (
      item
      && typeof item.addHandlerAsync === "function"
      && !heard.has(item)
      && office.context.requirements.isSetSupported("Mailbox", "1.7")
    ) {
      heard.add(item);
      item.addHandlerAsync(office.EventType.RecipientsChanged, later);
    }
  };
  office.context.mailbox.addHandlerAsync(office.EventType.ItemChanged, later);
  if (office.context.requirements.isSetSupported("Mailbox", "1.13")) {
    office.context.mailbox.addHandlerAsync(office.EventType.SelectedItemsChanged, later);
  }
  setInterval(() => {
    if (timer === undefined && identity(office.context.mailbox) !== told) {
      later();
    }
  }, pulse);
  listen();
}

const isEmpty = (item: AnyItem | null | undefined): item is null | undefined => !item || Object.keys(item).length === 0;

/** Outlook's own theme goes before the system's: its window may be dark where the system is light. */
export function isDark(theme: Office.OfficeTheme | undefined | null): boolean | null {
  const back = /^#?([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(theme?.bodyBackgroundColor ?? "");
  if (!back) {
    return null;
  }

  const [red, green, blue] = back.slice(1).map(part => parseInt(part, 16)) as [number, number, number];
  return 0.299 * red + 0.587 * green + 0.114 * blue < 128;
}
