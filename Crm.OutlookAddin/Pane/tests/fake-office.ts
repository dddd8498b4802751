// Office.js as far as the pane uses it, with everything that real clients do to it: late answers, failures, cut lists, missing members.
type Handler = (...args: unknown[]) => void;

export const person = (emailAddress: string, displayName = emailAddress) => ({
  emailAddress,
  displayName,
  recipientType: "externalUser",
  appointmentResponse: "none"
});

export const later = <T>(value: T, running?: { now: number; most: number }) => ({
  getAsync(callback: (result: { status: string; value: T }) => void) {
    if (running) {
      running.most = Math.max(running.most, ++running.now);
    }
    setTimeout(() => {
      if (running) {
        running.now--;
      }
      callback({ status: "succeeded", value });
    }, 1);
  },
});

export const failing = {
  getAsync: (callback: (result: { status: string }) => void) => setTimeout(() => callback({ status: "failed" }), 1)
};

export function fakeMailbox(item: unknown, own = "alexw@contoso.example") {
  const handlers: Record<string, Handler[]> = {};
  return {
    item,
    userProfile: { emailAddress: own },
    convertToRestId: (id: string) => id.replace(/\//g, "-").replace(/\+/g, "_"),
    addHandlerAsync: (type: string, handler: Handler) => { (handlers[type] ??= []).push(handler); },
    raise: (type: string) => handlers[type]?.forEach(handler => handler()),
  };
}

export function fakeOffice(mailbox: ReturnType<typeof fakeMailbox>, sets = 1.14) {
  return {
    EventType: { ItemChanged: "item", RecipientsChanged: "recipients" },
    context: {
      mailbox,
      requirements: { isSetSupported: (_: string, version: string) => Number(version.split(".")[1]) <= Math.round((sets - 1) * 100) }
    }
  } as unknown as typeof Office;
}
