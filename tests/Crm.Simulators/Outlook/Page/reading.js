// The reading area: a mail, a meeting, or a mail being written.
const make = (tag, properties = {}, ...children) => {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children.filter(child => child !== null && child !== undefined));
  return made;
};

export function coin(person, large) {
  const name = person?.name || person?.email || "?";
  const made = make("span", {
    className: `coin${large ? " large" : ""}`,
    textContent: name
      .split(/[\s@.]+/)
      .slice(0, 2)
      .map(part => part[0]?.toUpperCase() ?? "")
      .join("")
  });
  made.style.setProperty("--hue", [...name].reduce((sum, letter) => (sum * 31 + letter.codePointAt(0)) % 360, 7));
  made.setAttribute("aria-hidden", "true");
  return made;
}

let zone = "UTC";

/** Times are shown in the mailbox's zone, not in the browser's. */
export function setZone(name) {
  zone = name;
}

export function time(iso, allDay) {
  const date = new Date(iso);
  const day = one => one.toLocaleDateString("en-GB", { timeZone: zone });
  const today = day(new Date()) === day(date);
  if (allDay) return date.toLocaleDateString("en-GB", { weekday: "short", day: "numeric", month: "short", timeZone: "UTC" });
  return today
    ? date.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: zone })
    : date.toLocaleString("en-GB", {
        weekday: "short",
        day: "numeric",
        month: "short",
        hour: "2-digit",
        minute: "2-digit",
        timeZone: zone
      });
}

const people = list =>
  (list ?? []).map(one => (one.name && one.name !== one.email ? `${one.name} <${one.email ?? ""}>` : one.email)).join("; ");

function body(full) {
  if (!full.html) return make("div", { className: "body", textContent: full.text ?? "" });
  const frame = make("iframe", {
    title: "Content",
    srcdoc: `<base target="_blank"><style>body{font:14px/1.5 system-ui,sans-serif;margin:14px 0}</style>${full.html}`
  });
  frame.setAttribute("sandbox", "");
  return make("div", { className: "body framed" }, frame);
}

export function showItem(place, full) {
  const facts =
    full.kind === "message"
      ? [
          ["To", people(full.to)],
          ["Cc", people(full.cc)]
        ]
      : [
          ["When", `${time(full.when, full.isAllDay)}${full.isAllDay ? "" : ` to ${time(full.end)}`}`],
          ["Where", full.location],
          ["Required", people(full.required)],
          ["Optional", people(full.optional)]
        ];
  if (full.attachments?.length) facts.push(["Attachments", full.attachments.map(one => one.name).join(", ")]);
  const list = make(
    "dl",
    { className: "facts small" },
    ...facts
      .filter(([, value]) => value)
      .flatMap(([name, value]) => [make("dt", { textContent: name }), make("dd", { textContent: value })])
  );
  const note =
    full.kind === "message" ? ` · ${time(full.when)}` : full.mode === "appointmentOrganizer" ? " · you organize this meeting" : "";
  place.replaceChildren(
    make(
      "article",
      { className: "card" },
      make("h2", { textContent: full.subject || "(no subject)" }),
      make(
        "div",
        { className: "person" },
        coin(full.from, true),
        make(
          "div",
          { className: "meta" },
          make("strong", { textContent: full.from?.name || full.from?.email || "(no sender)" }),
          make("span", {
            className: "small",
            textContent: `${full.from?.email ?? ""}${note}`
          })
        )
      ),
      list,
      body(full)
    )
  );
}

export function showCompose(place, draft, on) {
  const field = (name, value, tag = "input") => {
    const input = make(tag, { name, value: value ?? "" });
    input.dataset.testid = `compose-${name}`;
    return input;
  };
  const to = field("to", draft.to),
    cc = field("cc", draft.cc),
    subject = field("subject", draft.subject),
    text = field("body", draft.body, "textarea");
  const problem = make("p", { className: "error", role: "alert" });
  const addresses = input => input.value.split(/[;,]/).map(one => one.trim()).filter(Boolean).map(email => ({ name: email, email }));
  const current = () => ({
    kind: "message",
    mode: "messageCompose",
    itemClass: "IPM.Note",
    conversationId: draft.conversationId ?? null,
    inReplyTo: draft.inReplyTo ?? null,
    restId: draft.id?.restId ?? null,
    to: addresses(to),
    cc: addresses(cc),
    bcc: [],
    subject: subject.value,
    text: text.value,
    html: null,
    attachments: []
  });
  to.onchange = cc.onchange = () => on.edited("recipients", current());
  subject.onchange = text.onchange = () => on.edited("content", current());
  const send = make("button", { type: "submit", className: "primary", textContent: "Send" });
  send.dataset.testid = "send";
  const form = make("form", { className: "card compose" },
    make("label", {}, "To", to), make("label", {}, "Cc", cc), make("label", {}, "Subject", subject), text, problem,
    make("div", {}, send, make("button", { type: "button", textContent: "Discard", onclick: on.discard })));
  /** What an add-in says against it stands where Outlook would open a dialog; the person sends all the same, or not. */
  const submit = async anyway => {
    problem.replaceChildren();
    try {
      const warned = await on.send({
        to: to.value.replaceAll(";", ","),
        cc: cc.value.replaceAll(";", ","),
        subject: subject.value,
        body: text.value,
        inReplyTo: draft.inReplyTo ?? null
      }, anyway);
      if (warned) {
        problem.append(
          `${warned} `, make("button", { type: "button", textContent: "Send anyway", onclick: () => submit(true) }),
          make("button", { type: "button", textContent: "Don't send", onclick: () => problem.replaceChildren() }));
      }
    } catch (error) {
      problem.textContent = error.message;
    }
  };
  form.onsubmit = event => {
    event.preventDefault();
    void submit(false);
  };
  place.replaceChildren(form);
  to.focus();
  on.changed(current());
}
