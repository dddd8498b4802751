// What somebody typed and did not send, kept on this device: it outlives a reload, a crash of the pane and a loss of the network.
import type { Card, Press } from "./api";

/** A press whose answer never came: sent again under the same key, it happens once. */
export interface Unsent {
  press: Press;
  key: string;
}

export interface Left {
  /** The card with everything in it that was typed. */
  card: Card;
  unsent?: Unsent;
}

/** One place in the pane where something may be typed. */
export interface Draft {
  read(): Left | null;
  write(left: Left): void;
  drop(): void;
}

const lifetime = 7 * 24 * 60 * 60 * 1000;
const mostKept = 20;
const largest = 100_000;

type Kept = Left & { at: number };

/** Of one person in one mailbox: the storage of a shared device may hold several people's. */
export class Drafts {
  readonly #prefix: string;

  constructor(owner: string, private readonly storage: Storage | null, private readonly now: () => number = Date.now) {
    this.#prefix = `crm.draft:${owner}:`;
    this.#clear();
  }

  of(place: string): Draft {
    const name = this.#prefix + place;
    return {
      read: () => this.#read(name),
      write: left => this.#write(name, { ...left, at: this.now() }),
      drop: () => this.#try(storage => storage.removeItem(name)),
    };
  }

  #read(name: string): Kept | null {
    const text = this.#try(storage => storage.getItem(name));
    try {
      const kept = text ? JSON.parse(text) as Kept : null;
      return kept && typeof kept.card === "object" && this.now() - kept.at < lifetime ? kept : null;
    } catch {
      return null;
    }
  }

  #write(name: string, kept: Kept): void {
    const text = JSON.stringify(kept);
    if (text.length <= largest) {
      this.#try(storage => storage.setItem(name, text));
      this.#clear();
    }
  }

  /** The old ones go, and of many the oldest. */
  #clear(): void {
    this.#try(storage => {
      const names = Object.keys(storage).filter(name => name.startsWith(this.#prefix));
      const ages = names.map(name => ({ name, at: this.#read(name)?.at ?? 0 })).sort((one, other) => other.at - one.at);
      ages.filter((one, rank) => one.at === 0 || rank >= mostKept).forEach(one => storage.removeItem(one.name));
    });
  }

  /** Storage may be full, or closed to frames: then a draft lives as long as the pane. */
  #try<T>(use: (storage: Storage) => T): T | null {
    try {
      return this.storage ? use(this.storage) : null;
    } catch {
      return null;
    }
  }
}

/** The browser's own, where the pane may use it. */
export function deviceStorage(): Storage | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}
