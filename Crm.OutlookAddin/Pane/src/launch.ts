// What runs when a mail is sent (OnMessageSend), beside the pane or without it. In classic Outlook on Windows this file runs alone, in
// ECMAScript 2016 without a page; elsewhere in launch.html. It asks nobody and never keeps a mail back: who is warned can send all the
// same (SendMode PromptUser), and whatever fails or lasts lets the mail go. Source: Microsoft Learn, "Handle OnMessageSend and
// OnAppointmentSend events in your Outlook add-in with Smart Alerts".
import { readUnwanted, saysNo, unwantedKey } from "./unwanted";

/** After five seconds Outlook itself says that an add-in lasts. */
const patience = 4000;

/** Several thousand characters of names are no warning any more. */
const mostNamed = 5;

type Completed = Office.SmartAlertsEventCompletedOptions;
type Recipients = { getAsync(callback: (found: Office.AsyncResult<Office.EmailAddressDetails[]>) => void): void };

export function onMessageSend(event: Pick<Office.MailboxEvent, "completed">): void {
  let isOver = false;
  const end = (options: Completed): void => {
    if (!isOver) {
      isOver = true;
      event.completed(options);
    }
  };
  const pass = (): void => end({ allowEvent: true });
  if (typeof setTimeout === "function") {
    setTimeout(pass, patience);
  }
  guarded(pass, () => {
    const item = Office.context.mailbox.item as unknown as Office.MessageCompose;
    item.sessionData.getAsync(unwantedKey, found => guarded(pass, () => {
      const unwanted = readUnwanted(found.value);
      if (Object.keys(unwanted).length === 0) {
        pass();
        return;
      }
      addressesOf([item.to, item.cc, item.bcc], pass, addresses => {
        const names = addresses.filter(address => unwanted[address] !== undefined).map(address => unwanted[address]!);
        if (names.length === 0) {
          pass();
        } else {
          end({ allowEvent: false, errorMessage: saysNo(names.slice(0, mostNamed)) });
        }
      });
    }));
  });
}

/** One call after the other: some clients allow three at a time. */
function addressesOf(fields: Recipients[], failed: () => void, then: (addresses: string[]) => void, found: string[] = []): void {
  if (fields.length === 0) {
    then(found);
    return;
  }
  fields[0]!.getAsync(result => guarded(failed, () => {
    const here = (result.value || []).map(one => (one.emailAddress || "").toLowerCase());
    addressesOf(fields.slice(1), failed, then, found.concat(here.filter(address => found.indexOf(address) < 0)));
  }));
}

function guarded(failed: () => void, work: () => void): void {
  try {
    work();
  } catch (_) {
    failed();
  }
}

Office.actions.associate("onMessageSend", onMessageSend);
