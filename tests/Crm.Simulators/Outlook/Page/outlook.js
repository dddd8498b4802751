// The page around the pane: mailbox, folders, list, reading area. It speaks to office.js in the pane's frame by postMessage (pane-host.js).
import { PaneHost } from "./pane-host.js";
import { showItem, showCompose, coin, setZone, time } from "./reading.js";

const $ = id => document.getElementById(id);
const asked = new URLSearchParams(location.search);
const api = async (path, body) => {
  const answer = await fetch(
    `api/${path}`,
    body ? { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) } : {}
  );
  if (!answer.ok) throw new Error((await answer.json().catch(() => ({}))).error ?? `${path}: ${answer.status}`);
  return answer.json();
};

const session = await api("session");
const state = { user: null, sharedBy: null, folder: "inbox", items: [], current: null, sequence: -1, selected: [] };
const pane = new PaneHost($("frame"), session, api);
const say = text => { $("status").textContent = text; };

function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children.filter(child => child !== null && child !== undefined));
  return made;
}

async function openMailbox(mail) {
  state.user = session.users.find(user => user.mail === mail) ?? session.users[0];
  $("mailbox").value = state.user.mail;
  $("avatar").textContent = state.user.name.split(" ").map(part => part[0]).join("");
  document.title = `${state.user.name} - Outlook (stand-in)`;
  state.sequence = -1;
  setZone(state.user.zone);
  select(null);
  pane.signIn(state.user);
  await openFolder("inbox");
}

/** Whose mailbox is listed: the own one, or one that was shared with its reader. */
const listed = () => state.sharedBy ?? state.user;

/** @param sharedBy Whose folder it is, where that is not the reader. */
async function openFolder(name, sharedBy = null) {
  state.folder = name;
  state.sharedBy = sharedBy;
  await refresh(true);
}

async function refresh(force) {
  const mailbox = await api(`folders?user=${state.user.oid}`);
  if (!force && !state.sharedBy && mailbox.sequence === state.sequence) return;
  state.sequence = mailbox.sequence;
  drawFolders(mailbox);
  state.items = await api(`items?user=${listed().oid}&folder=${encodeURIComponent(state.folder)}`);
  drawItems();
}

function drawFolders(mailbox) {
  const link = (name, title, count, sharedBy = null) => {
    const button = element(
      "button",
      {
        onclick: () => {
          select(null);
          openFolder(name, sharedBy);
        }
      },
      title,
      count ? element("span", { className: "count", textContent: count }) : null
    );
    button.dataset.testid = sharedBy ? `shared-${sharedBy.mail}` : `folder-${name}`;
    if (name === state.folder && sharedBy === state.sharedBy) {
      button.setAttribute("aria-current", "true");
      $("list-title").textContent = title;
    }
    return element("li", {}, button);
  };
  const focused = document.activeElement?.dataset?.testid;
  $("folders").replaceChildren(
    ...mailbox.folders.map(folder => link(folder.name, folder.title, folder.unread)),
    element("li", { className: "rule" }), link("calendar", "Calendar", 0),
    ...session.users.filter(one => (one.role === "SHARED" || one === state.sharedBy) && one !== state.user)
      .map(one => link("inbox", one.mail, 0, one)));
  if (focused?.startsWith("folder-")) $("folders").querySelector(`[data-testid="${CSS.escape(focused)}"]`)?.focus();
}

function visible() {
  const words = $("search").value.toLowerCase();
  return state.items.filter(item =>
    [item.subject, item.from?.name, item.from?.email, item.preview].join(" ").toLowerCase().includes(words)
  );
}

function drawItems() {
  const rows = visible().map((item, at) => {
    const person = state.folder === "sentitems" ? item.to?.[0] ?? item.from : item.from;
    const row = element("li", { id: `item-${at}`, className: item.isRead ? "" : "unread", onclick: event => click(item, event) },
      coin(person),
      element("div", { className: "text" },
        element("div", { className: "line" },
          element("span", { className: "name", textContent: person?.name || person?.email || "(no sender)" }),
          item.isMeeting ? element("span", { className: "tag", textContent: "Meeting" }) : null,
          item.isPrivate ? element("span", { className: "tag", textContent: "Private" }) : null,
          element("span", { className: "when", textContent: time(item.when, item.isAllDay) })),
        element("div", { className: `subject${item.isCancelled ? " struck" : ""}`, textContent: item.subject || "(no subject)" }),
        element("div", { className: "preview", textContent: item.preview ?? "" })));
    row.setAttribute("role", "option");
    row.setAttribute("aria-selected", String(item.id === state.current?.id || state.selected.some(one => one.id === item.id)));
    row.dataset.testid = "item";
    row.dataset.id = item.id;
    return row;
  });
  $("items").replaceChildren(
    ...(rows.length ? rows : [element("li", { className: "empty", textContent: "Nothing here yet", role: "presentation" })])
  );
}

/** With Ctrl or ⌘ a row joins the selection, or leaves it. */
async function click(item, event) {
  if (!(event.ctrlKey || event.metaKey) || item.kind !== "message") {
    await select(item);
    return;
  }
  const before = state.selected.length > 0 ? state.selected : state.current ? [state.current] : [];
  const isIn = before.some(one => one.id === item.id);
  const several = isIn ? before.filter(one => one.id !== item.id) : [...before, item];
  if (several.length < 2) {
    await select(several[0] ?? null);
    return;
  }
  await select(null);
  state.selected = several;
  drawItems();
  $("reading").replaceChildren(element("p", { className: "empty", textContent: `${several.length} mails selected` }));
  pane.setSelection(several);
}

async function select(item) {
  if (state.selected.length > 0) {
    state.selected = [];
    pane.setSelection([]);
  }
  state.current = item;
  drawItems();
  for (const id of ["reply", "archive", "delete"]) $(id).disabled = item?.kind !== "message";
  if (!item) {
    $("reading").replaceChildren(element("p", { className: "empty", textContent: "Select an item to read" }));
    pane.setItem(null);
    return;
  }
  const full = await api(`items/${encodeURIComponent(item.id)}?user=${listed().oid}`);
  if (state.current?.id !== item.id) return;
  if (state.sharedBy) full.sharedBy = state.sharedBy.mail;
  if (full.mode === "messageCompose") {
    compose({
      to: full.to.map(one => one.email).join("; "),
      cc: full.cc.map(one => one.email).join("; "),
      subject: full.subject,
      body: full.text,
      id: full
    });
    return;
  }
  showItem($("reading"), full);
  pane.setItem(full);
  say(`${full.subject || "No subject"} opened`);
}

function compose(draft) {
  state.current = null;
  for (const id of ["reply", "archive", "delete"]) $(id).disabled = true;
  drawItems();
  showCompose($("reading"), draft, {
    changed: current => pane.setItem(current),
    edited: (kind, current) => pane.edit(kind, current),
    send: async (mail, anyway) => {
      const verdict = anyway ? {} : await pane.launch("onMessageSend");
      if (verdict.allowEvent === false) return verdict.errorMessage ?? "CRM is preventing this email from being sent.";
      await api("send", { user: state.user.oid, ...mail });
      say("Sent");
      select(null);
      await refresh(true);
      return null;
    },
    discard: () => select(null),
  });
  pane.onInsert = text => {
    const body = $("reading").querySelector("[data-testid=compose-body]");
    body?.setRangeText(text, body.selectionStart, body.selectionEnd, "end");
    body?.dispatchEvent(new Event("change"));
  };
}

async function moveTo(folder) {
  const item = state.current;
  if (item?.kind !== "message") return;
  await fetch(`/control/messages/${encodeURIComponent(item.id)}/move?user=${state.user.oid}&folder=${folder}`, { method: "POST" });
  select(null);
  await refresh(true);
}

function step(by) {
  const items = visible();
  const at = items.findIndex(item => item.id === state.current?.id);
  const next = items[Math.max(0, Math.min(items.length - 1, at + by))];
  if (next) {
    select(next);
    $("items").querySelector(`[data-id="${CSS.escape(next.id)}"]`)?.scrollIntoView({ block: "nearest" });
  }
}

/** For tests: opens an item of this mailbox by id, internet message id or subject, in whatever folder it is. */
window.__selectItem = async wanted => {
  const fits = item => item.id === wanted || item.internetMessageId === wanted || item.subject === wanted;
  for (const folder of [state.folder, "inbox", "sentitems", "drafts", "archive", "calendar"]) {
    const items = await api(`items?user=${state.user.oid}&folder=${folder}`);
    const found = items.find(fits);
    if (found) {
      if (folder !== state.folder || state.sharedBy) await openFolder(folder);
      await select(found);
      return found.id;
    }
  }
  return null;
};
/** For tests: opens an item of an inbox that somebody shared with the reader. */
window.__selectShared = async (mail, wanted) => {
  await openFolder("inbox", session.users.find(one => one.mail === mail));
  const found = state.items.find(item => item.internetMessageId === wanted);
  await select(found ?? null);
  return found?.id ?? null;
};
window.__outlook = { state, pane, openMailbox, openFolder, compose };

$("mailbox").append(
  ...session.users.map(user => element("option", { value: user.mail, textContent: `${user.name} (${user.role.toLowerCase()})` }))
);
$("mailbox").onchange = () => openMailbox($("mailbox").value);
$("search").oninput = drawItems;
$("new").onclick = () => compose({ to: "", cc: "", subject: "", body: "" });
$("reply").onclick = async () => {
  const full = await api(`items/${encodeURIComponent(state.current.id)}?user=${state.user.oid}`);
  compose({
    to: full.from?.email ?? "",
    cc: "",
    subject: `Re: ${full.normalizedSubject}`,
    body: "",
    inReplyTo: full.internetMessageId,
    conversationId: full.conversationId
  });
};
$("archive").onclick = () => moveTo("archive");
$("delete").onclick = () => moveTo("deleteditems");
$("toggle-pane").onclick = () => {
  const shown = document.querySelector("main").classList.toggle("no-pane");
  $("toggle-pane").setAttribute("aria-pressed", String(!shown));
};
$("items").onkeydown = event => {
  const by = { ArrowDown: 1, ArrowUp: -1, Home: -1e6, End: 1e6 }[event.key];
  if (by) {
    event.preventDefault();
    step(by);
  }
};

await openMailbox(asked.get("user") ?? session.users[0].mail);
if (asked.get("item")) await window.__selectItem(asked.get("item"));
pane.load();
window.__ready = true;
setInterval(() => refresh(false).catch(() => {}), 3000);
