// The host's side of the conversation with office.js in the pane's frame. Messages count only from that frame and its origin.
/** Outlook asks the person after as long; here the mail goes. */
const launchPatience = 5000;

export class PaneHost {
  #frame; #session; #api; #user = null; #item = null; #origin; #loaded = false; #heard = false; #kept = {};

  constructor(frame, session, api) {
    this.#frame = frame;
    this.#session = session;
    this.#api = api;
    this.#origin = new URL(session.paneUrl, location.href).origin;
    window.addEventListener("message", event => this.#receive(event));
  }

  load() {
    this.#loaded = true;
    const url = new URL(this.#session.paneUrl, location.href);
    url.searchParams.set("_host_Info", "Outlook$Web$16.01$en-US");
    this.#heard = false;
    this.#frame.src = url.href;
  }

  /** Another mailbox is another Outlook: the pane starts anew. */
  signIn(user) {
    this.#user = user;
    if (this.#loaded) this.load();
  }

  /**
   * What clients do to the event, as a test orders it in window.__itemFaults: chances that it is missed, comes twice, comes before there is
   * an item, or comes late; and that the body cannot be read.
   */
  setItem(item) {
    this.#item = item;
    this.#kept = {};
    const faults = window.__itemFaults;
    const turns = !faults ? "plain" : ["missed", "doubled", "early", "late"].find(name => Math.random() < (faults[name] ?? 0)) ?? "plain";
    const bodyFails = faults !== undefined && Math.random() < (faults.bodyFails ?? 0);
    const later = (message, wait) => setTimeout(() => this.#item === item && this.#post(message), wait);
    switch (turns) {
      case "missed":
        this.#post({ type: "item", item, told: 0, bodyFails });
        break;
      case "doubled":
        this.#post({ type: "item", item, told: 2, bodyFails });
        break;
      case "early":
        this.#post({ type: "item", item: null });
        later({ type: "item", item, told: 0, bodyFails }, 400);
        break;
      case "late":
        this.#post({ type: "item", item, told: 0, bodyFails });
        later({ type: "told" }, 1500);
        break;
      default:
        this.#post({ type: "item", item, bodyFails });
    }
  }

  /** Several rows of the list; one or none is no selection. */
  setSelection(items) {
    this.#post({ type: "selection", items: items.length > 1 ? items : [] });
  }

  edit(kind, item) {
    this.#item = item;
    this.#post({ type: "edit", kind, item });
  }

  /**
   * Runs the add-in's function for an event in a page of its own that nobody sees, as the manifest's LaunchEvent asks for.
   * @returns What it completed the event with; as if it had allowed it where it is not there or lasts.
   */
  async launch(name) {
    const page = new URL("launch.html", new URL(this.#session.paneUrl, location.href));
    const frame = Object.assign(document.createElement("iframe"), { hidden: true, src: page.href, title: "CRM on send" });
    frame.setAttribute("sandbox", "allow-scripts allow-same-origin");
    const post = message => frame.contentWindow?.postMessage({ outlook: 1, ...message }, this.#origin);
    let heard, isWelcome = false, isLoaded = false;
    const begin = () => isWelcome && isLoaded && post({ type: "launch", name });
    const completed = new Promise(resolve => {
      heard = event => {
        if (event.source !== frame.contentWindow || event.origin !== this.#origin || event.data?.outlook !== 1) return;
        if (event.data.type === "hello") {
          post({ type: "welcome", item: this.#item, session: this.#kept, user: this.#user, tenantId: this.#session.tenantId });
          isWelcome = true;
          begin();
        } else if (event.data.type === "completed") {
          resolve(event.data.options);
        }
      };
      window.addEventListener("message", heard);
      frame.onload = () => {
        isLoaded = true;
        begin();
      };
      setTimeout(() => resolve({ allowEvent: true }), launchPatience);
    });
    document.body.append(frame);
    try {
      return await completed;
    } finally {
      window.removeEventListener("message", heard);
      frame.remove();
    }
  }

  // Until the pane has said hello the frame is somebody else's page; the pane gets the current item with the welcome.
  #post(message) {
    if (!this.#heard) return;
    this.#frame.contentWindow?.postMessage({ outlook: 1, ...message }, this.#origin);
  }

  async #receive(event) {
    if (event.source !== this.#frame.contentWindow || event.origin !== this.#origin || event.data?.outlook !== 1) return;
    const message = event.data;
    if (message.type === "hello") {
      this.#heard = true;
      this.#post({ type: "welcome", item: this.#item, user: this.#user, tenantId: this.#session.tenantId,
        dark: new URLSearchParams(location.search).get("theme") === "dark" });
    } else if (message.type === "naa") {
      this.#post({ type: "naa", response: await this.#broker(message.request) });
    } else if (message.type === "session") {
      this.#kept = window.__session = message.session;
    } else if (message.type === "insert") {
      this.onInsert?.(message.text);
    } else if (message.type === "open") {
      window.open(message.url, "_blank", "noopener");
    }
  }

  /** Nested app authentication: the host answers the pane's MSAL in place of a sign-in window. */
  async #broker(request) {
    const answer = { messageType: "NestedAppAuthResponse", requestId: request.requestId, success: true };
    if (request.method === "GetInitContext") {
      const account = {
        homeAccountId: `${this.#user.oid}.${this.#session.tenantId}`,
        environment: "login.microsoftonline.com",
        tenantId: this.#session.tenantId
      };
      return {
        ...answer,
        initContext: { sdkName: "outlook-stand-in", sdkVersion: "1.0", capabilities: { queryAccount: true }, accountContext: account }
      };
    }
    const asked = request.tokenParams;
    // Tests order a refusal, as conditional access would: window.__naaRefuse = { status: "USER_INTERACTION_REQUIRED", once: true }.
    const refusal = window.__naaRefuse;
    if (refusal && (request.method === "GetToken" || refusal.always)) {
      if (refusal.once) window.__naaRefuse = null;
      return {
        ...answer,
        success: false,
        error: { status: refusal.status, code: refusal.code ?? "interaction_required", description: "Ordered by a test." }
      };
    }
    try {
      const token = await this.#api("token", { user: this.#user.oid, clientId: asked.clientId, scope: asked.scope });
      return {
        ...answer,
        token: {
          access_token: token.accessToken,
          id_token: token.idToken,
          expires_in: token.expiresIn,
          scope: asked.scope,
          properties: null,
          authority: `https://login.microsoftonline.com/${token.tenantId}`
        },
        account: {
          homeAccountId: token.homeAccountId,
          localAccountId: token.localAccountId,
          environment: "login.microsoftonline.com",
          tenantId: token.tenantId,
          username: token.username,
          name: token.name,
          idToken: token.idToken,
          platformBrokerId: token.homeAccountId,
          loginHint: token.username
        }
      };
    } catch (error) {
      return { ...answer, success: false, error: { status: "TRANSIENT_ERROR", code: "host", description: String(error.message) } };
    }
  }
}
