// Which recipients of a mail that is being written asked not to be contacted: the pane learns it, and the moment of sending needs it, when
// the pane may be closed. Outlook keeps it with the draft and forgets it when the mail is sent or closed.

/** The name under which it stands in the item's session data. */
export const unwantedKey = "doNotContact";

/** By address, in lower case, the name to say. */
export type Unwanted = Record<string, string>;

/** Nobody where it cannot be read: a warning is never made of a doubt. */
export function readUnwanted(text: unknown): Unwanted {
  try {
    const read: unknown = typeof text === "string" ? JSON.parse(text) : null;
    return typeof read === "object" && read !== null ? read as Unwanted : {};
  } catch {
    return {};
  }
}

export const saysNo = (names: string[]): string => `${names.join(" and ")} asked not to be contacted.`;
