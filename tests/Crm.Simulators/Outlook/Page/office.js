// Stand-in for https://appsforoffice.microsoft.com/lib/1/hosted/office.js in the frame of the stand-in for Outlook.
// Loaded in any other page it behaves as the original does outside Office: onReady answers with host null.
(() => {
  const origin = new URL(document.currentScript.src).origin;
  const hosted = window.parent !== window;
  const ok = (value, callback, context) => setTimeout(() => callback?.({ status: "succeeded", value, asyncContext: context }));
  const fail = (code, name, callback) => setTimeout(() => callback?.({ status: "failed", error: { code, name, message: name } }));
  /** Office.js takes (options, callback) or (callback): the last function is the callback. */
  const answer = read => (...args) => {
    const callback = args.filter(one => typeof one === "function").at(-1);
    const options = args.find(one => one && typeof one === "object") ?? {};
    ok(read(...args), callback, options.asyncContext);
  };
  const post = message => window.parent.postMessage({ outlook: 1, ...message }, origin);
  const handlers = {};
  const raise = (type, more = {}) => (handlers[type] ?? []).slice().forEach(handler => handler({ type, ...more }));
  const shown = 20; // Outlook on the web gives this many recipients while the header is collapsed.
  const EventType = {
    ItemChanged: "olkItemSelectedChanged",
    RecipientsChanged: "olkRecipientsChanged",
    AppointmentTimeChanged: "olkAppointmentTimeChanged",
    OfficeThemeChanged: "officeThemeChanged",
    SelectedItemsChanged: "olkSelectedItemsChanged",
    DialogMessageReceived: "dialogMessageReceived"
  };

  let user = null;
  let selected = [];
  let bodyFails = false;
  /** What the add-in keeps with the mail that is being written; its other pages have it from the host. */
  let session = {};
  const keep = change => {
    change();
    post({ type: "session", session });
  };
  const functions = {};
  const isOwn = email => email?.split("@")[1]?.toLowerCase() === user?.mail.split("@")[1].toLowerCase();
  const details = (person, from) =>
    person && {
      emailAddress: person.email ?? "",
      displayName: person.name || person.email || "",
      appointmentResponse:
        { accepted: "accepted", declined: "declined", tentativelyAccepted: "tentative", organizer: "organizer" }[person.response] ?? "none",
      recipientType: from ? undefined : isOwn(person.email) ? "user" : person.email ? "externalUser" : "other"
    };
  const some = (list, all) => (list ?? []).slice(0, all ? undefined : shown).map(person => details(person));
  const escaped = text => text.replace(/[&<>]/g, letter => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[letter]);
  const html = text => `<html><body>${escaped(text ?? "").replace(/\r?\n/g, "<br>")}</body></html>`;

  function wrap(data) {
    if (!data) return null;
    const appointment = data.mode.startsWith("appointment");
    const compose = data.mode === "messageCompose" || data.mode === "appointmentOrganizer";
    const properties = JSON.parse(localStorage.getItem(`customProperties:${data.restId}`) ?? "{}");
    const item = {
      itemType: appointment ? "appointment" : "message",
      itemClass: data.itemClass,
      body: {
        getAsync: (coercion, ...rest) => bodyFails
          ? fail(5001, "Internal Error", rest.filter(one => typeof one === "function").at(-1))
          : answer(() => (coercion === "html" ? (data.html ?? html(data.text)) : (data.text ?? "")))(...rest),
        getTypeAsync: answer(() => (data.html ? "html" : "text"))
      },
      categories: { getAsync: answer(() => (data.categories ?? []).map(displayName => ({ displayName, color: "None" }))) },
      loadCustomPropertiesAsync: answer(() => ({
        get: name => properties[name],
        getAll: () => ({ ...properties }),
        set: (name, value) => {
          properties[name] = value;
        },
        remove: name => {
          delete properties[name];
        },
        saveAsync: answer(() => {
          localStorage.setItem(`customProperties:${data.restId}`, JSON.stringify(properties));
        })
      })),
      notificationMessages: {
        addAsync: answer(() => undefined),
        replaceAsync: answer(() => undefined),
        removeAsync: answer(() => undefined),
        getAllAsync: answer(() => [])
      },
      getSharedPropertiesAsync: data.sharedBy
        ? answer(() => ({ owner: data.sharedBy, targetMailbox: data.sharedBy, targetRestUrl: mailbox.restUrl, delegatePermissions: 1 }))
        : (...args) =>
          fail(9030, "The item is not in a shared folder or mailbox.", args.filter(one => typeof one === "function").at(-1)),
      addHandlerAsync: on,
      removeHandlerAsync: off
    };
    const field = name => ({
      getAsync: answer(() => (Array.isArray(data[name]) ? some(data[name], true) : data[name])),
      setAsync: answer(() => undefined)
    });
    if (compose) {
      Object.assign(item, {
        subject: { getAsync: answer(() => data.subject ?? ""), setAsync: answer(() => undefined) },
        getItemIdAsync: data.restId
          ? answer(() => data.ewsId ?? data.restId)
          : (...args) => fail(9041, "The item has not been saved yet.", args.filter(one => typeof one === "function").at(-1)),
        body: { ...item.body, setSelectedDataAsync: answer(text => post({ type: "insert", text })) },
        sessionData: {
          getAsync: (name, ...rest) => name in session
            ? answer(() => session[name])(...rest)
            : fail(9020, "The specified key was not found.", rest.filter(one => typeof one === "function").at(-1)),
          getAllAsync: answer(() => ({ ...session })),
          setAsync: (name, value, ...rest) => answer(() => keep(() => { session[name] = value; }))(...rest),
          removeAsync: (name, ...rest) => answer(() => keep(() => { delete session[name]; }))(...rest),
          clearAsync: answer(() => keep(() => { session = {}; }))
        },
        saveAsync: answer(() => data.ewsId ?? data.restId ?? ""),
        getAttachmentsAsync: answer(() => data.attachments ?? [])
      });
    } else {
      Object.assign(item, {
        subject: data.subject ?? "",
        normalizedSubject: data.normalizedSubject ?? data.subject ?? "",
        itemId: data.ewsId,
        attachments: data.attachments ?? [],
        getAllInternetHeadersAsync: answer(() => data.headers ?? ""),
        getAttachmentContentAsync: answer(() => ({ content: "", format: "base64" })),
        displayReplyForm: () => {},
        displayReplyAllForm: () => {}
      });
    }
    const modes = {
      messageRead: () => ({
        from: details(data.from, true),
        sender: details(data.sender ?? data.from, true),
        to: some(data.to),
        cc: some(data.cc),
        internetMessageId: data.internetMessageId ?? undefined,
        conversationId: data.conversationId,
        dateTimeCreated: new Date(data.created),
        dateTimeModified: new Date(data.modified)
      }),
      messageCompose: () => ({
        from: { getAsync: answer(() => details({ name: user.name, email: user.mail }, true)) },
        to: field("to"),
        cc: field("cc"),
        bcc: field("bcc"),
        conversationId: data.conversationId,
        inReplyTo: data.inReplyTo,
        internetHeaders: { getAsync: answer(() => ({})), setAsync: answer(() => undefined) }
      }),
      appointmentAttendee: () => ({
        organizer: details(data.from, true),
        requiredAttendees: some(data.required),
        optionalAttendees: some(data.optional),
        start: new Date(data.when),
        end: new Date(data.end),
        location: data.location ?? "",
        seriesId: data.seriesId,
        recurrence: null,
        dateTimeCreated: new Date(data.when),
        dateTimeModified: new Date(data.when)
      }),
      appointmentOrganizer: () => ({
        organizer: { getAsync: answer(() => details(data.from, true)) },
        requiredAttendees: field("required"),
        optionalAttendees: field("optional"),
        start: { getAsync: answer(() => new Date(data.when)) },
        end: { getAsync: answer(() => new Date(data.end)) },
        location: field("location"),
        seriesId: data.seriesId,
        recurrence: { getAsync: answer(() => null) },
        sensitivity: { getAsync: answer(() => data.sensitivity ?? "normal") }
      })
    };
    return Object.assign(item, modes[data.mode]());
  }

  function on(type, handler, ...rest) {
    (handlers[type] ??= []).push(handler);
    answer(() => undefined)(...rest);
  }

  function off(type, ...rest) {
    delete handlers[type];
    answer(() => undefined)(...rest);
  }

  const roaming = JSON.parse(localStorage.getItem("roamingSettings") ?? "{}");
  const versions = { Mailbox: 1.14, NestedAppAuth: 1.1, IdentityAPI: 1.3, DialogApi: 1.2, SharedRuntime: 0, OpenBrowserWindowApi: 1.1 };
  const minor = version => { const [major, least = 0] = String(version ?? "1.1").split(".").map(Number); return major * 100 + least; };
  const mailbox = {
    item: null,
    userProfile: null,
    restUrl: "https://outlook.office.com/api",
    ewsUrl: "https://outlook.office365.com/EWS/Exchange.asmx",
    diagnostics: { hostName: "OutlookWebApp", hostVersion: "16.0.0.0", OWAView: "ThreeColumns" },
    convertToRestId: id => id.replace(/\//g, "-").replace(/\+/g, "_"),
    convertToEwsId: id => id.replace(/-/g, "/").replace(/_/g, "+"),
    addHandlerAsync: on,
    removeHandlerAsync: off,
    getSelectedItemsAsync: answer(() => selected.map(one => ({
      conversationId: one.conversationId, hasAttachment: one.hasAttachments ?? false, internetMessageId: one.internetMessageId,
      itemId: one.id.replace(/-/g, "/").replace(/_/g, "+"), itemMode: "Read", itemType: "Message", subject: one.subject ?? "",
    }))),
    getCallbackTokenAsync: (...args) =>
      fail(
        9017,
        "Legacy Exchange tokens have been deprecated and cannot be acquired.",
        args.filter(one => typeof one === "function").at(-1)
      ),
    getUserIdentityTokenAsync: (...args) =>
      fail(
        9018,
        "Legacy Exchange tokens have been deprecated and cannot be acquired.",
        args.filter(one => typeof one === "function").at(-1)
      ),
    displayNewMessageForm: () => {},
    displayMessageForm: () => {},
    displayAppointmentForm: () => {}
  };
  const info = { host: hosted ? "Outlook" : null, platform: hosted ? "OfficeOnline" : null };
  let ready;
  const isReady = new Promise(resolve => { ready = resolve; });

  window.Office = {
    onReady: callback => {
      if (callback) isReady.then(callback);
      return isReady;
    },
    initialize: () => {},
    actions: { associate: (name, run) => { functions[name] = run; } },
    HostType: { Outlook: "Outlook" },
    PlatformType: { OfficeOnline: "OfficeOnline", PC: "PC", Mac: "Mac", iOS: "iOS", Android: "Android" },
    AsyncResultStatus: { Succeeded: "succeeded", Failed: "failed" },
    CoercionType: { Text: "text", Html: "html" },
    EventType,
    MailboxEnums: {
      ItemType: { Message: "message", Appointment: "appointment" },
      RestVersion: { v1_0: "v1.0", v2_0: "v2.0", Beta: "beta" },
      RecipientType: { User: "user", ExternalUser: "externalUser", DistributionList: "distributionList", Other: "other" },
      ItemNotificationMessageType: {
        InformationalMessage: "informationalMessage",
        ErrorMessage: "errorMessage",
        ProgressIndicator: "progressIndicator"
      }
    },
    auth: {
      getAccessToken: async () => {
        throw { code: 13000, name: "API Not Supported", message: "Use nested app authentication." };
      }
    },
    context: {
      host: info.host,
      platform: info.platform,
      displayLanguage: "en-US",
      contentLanguage: "en-US",
      partitionKey: hosted ? `stand-in|${origin}` : undefined,
      mailbox,
      diagnostics: { host: info.host, platform: info.platform, version: "16.0.0.0" },
      officeTheme: {
        bodyBackgroundColor: "#ffffff",
        bodyForegroundColor: "#242424",
        controlBackgroundColor: "#f5f5f5",
        controlForegroundColor: "#242424",
        isDarkTheme: false
      },
      requirements: {
        isSetSupported: (name, version) => name in versions && versions[name] > 0 && minor(version) <= minor(versions[name])
      },
      roamingSettings: {
        get: name => roaming[name],
        set: (name, value) => {
          roaming[name] = value;
        },
        remove: name => {
          delete roaming[name];
        },
        saveAsync: answer(() => {
          localStorage.setItem("roamingSettings", JSON.stringify(roaming));
        })
      },
      ui: {
        openBrowserWindow: url => post({ type: "open", url }),
        messageParent: () => {},
        closeContainer: () => {},
        displayDialogAsync: (...args) =>
          fail(12011, "Dialogs are blocked in this host.", args.filter(one => typeof one === "function").at(-1))
      }
    }
  };

  if (!hosted) {
    ready(info);
    return;
  }

  // The original takes these away too, which breaks routers that rely on them.
  history.pushState = null;
  history.replaceState = null;

  const listeners = new Set();
  window.nestedAppAuthBridge = {
    addEventListener: (name, listener) => name === "message" && listeners.add(listener),
    removeEventListener: (name, listener) => listeners.delete(listener),
    postMessage: text => {
      const request = JSON.parse(text);
      if (request.messageType === "NestedAppAuthRequest") post({ type: "naa", request });
    },
  };

  window.addEventListener("message", event => {
    if (event.source !== window.parent || event.origin !== origin || event.data?.outlook !== 1) return;
    const message = event.data;
    if (message.type === "welcome") {
      user = message.user;
      mailbox.userProfile = { displayName: user.name, emailAddress: user.mail, timeZone: user.timeZone, accountType: "office365" };
      window.Office.context.displayLanguage = user.locale;
      Object.assign(window.Office.context.officeTheme, message.dark
        ? { bodyBackgroundColor: "#1f1f1f", bodyForegroundColor: "#ffffff", isDarkTheme: true } : {});
      session = message.session ?? {};
      mailbox.item = wrap(message.item);
      ready(info);
    } else if (message.type === "item" && user) {
      session = {};
      mailbox.item = wrap(message.item);
      bodyFails = message.bodyFails ?? false;
      for (let told = 0; told < (message.told ?? 1); told++) raise(EventType.ItemChanged, { initialData: null });
    } else if (message.type === "told" && user) {
      raise(EventType.ItemChanged, { initialData: null });
    } else if (message.type === "selection" && user) {
      selected = message.items;
      raise(EventType.SelectedItemsChanged, { initialData: null });
    } else if (message.type === "edit" && user) {
      mailbox.item = wrap(message.item);
      if (message.kind === "recipients") raise(EventType.RecipientsChanged, { changedRecipientFields: { to: true, cc: true, bcc: false } });
    } else if (message.type === "launch" && user) {
      functions[message.name]?.({ completed: options => post({ type: "completed", options: options ?? {} }) });
    } else if (message.type === "naa") {
      listeners.forEach(listener => listener({ data: JSON.stringify(message.response) }));
    }
  });
  post({ type: "hello" });
})();
