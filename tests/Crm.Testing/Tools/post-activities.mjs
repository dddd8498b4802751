// node post-activities.mjs BOT_URL FOLDER   posts every published activity of a folder at a running bot, as it is
// and merged over a full envelope.
// Passes when nothing is answered with a 5xx other than 501 (the protocol's word for an invoke nobody handles).
// Last line: N passed, N failed.
import fs from "node:fs";
import path from "node:path";

const [bot, folder] = process.argv.slice(2);
const tenant = "11111111-1111-4111-8111-111111111111";
const envelope = {
  type: "message", id: "1", channelId: "msteams", serviceUrl: "http://127.0.0.1:9/connector", text: "help",
  from: { id: "29:1-alex", name: "Alex Wilber", aadObjectId: "33333333-3333-4333-8333-333333333330" },
  recipient: { id: "28:22222222-2222-4222-8222-222222222222", name: "CRM" },
  conversation: { id: "a:case", conversationType: "personal", tenantId: tenant }, channelData: { tenant: { id: tenant } },
};
let id = 0, passed = 0, failed = 0;
const statuses = {};
async function post(name, body) {
  const answer = await fetch(bot, { method: "POST", headers: { "content-type": "application/json" }, body });
  await answer.arrayBuffer();
  statuses[answer.status] = (statuses[answer.status] ?? 0) + 1;
  if (answer.status >= 500 && answer.status !== 501) {
    failed++;
    console.log(`FAILED ${name}: ${answer.status}`);
  } else passed++;
}
const whole = activity =>
  JSON.stringify({
    ...envelope,
    ...activity,
    id: `case-${++id}`,
    serviceUrl: envelope.serviceUrl,
    from: envelope.from,
    conversation: envelope.conversation,
    channelData: { ...(typeof activity.channelData === "object" ? activity.channelData : {}), tenant: { id: tenant } }
  });

for (const sub of ["", "malformed"]) {
  const at = path.join(folder, sub);
  if (!fs.existsSync(at)) continue;
  for (const file of fs.readdirSync(at).sort()) {
    if (!/\.(json|txt)$/.test(file) || /^(index|README)/i.test(file)) continue;
    const text = fs.readFileSync(path.join(at, file), "utf8");
    if (file === "naughty-strings.json") {
      for (const string of JSON.parse(text)) {
        await post(`${file} as text`, whole({ text: string }));
        await post(
          `${file} as value`,
          whole({
            type: "invoke",
            name: "adaptiveCard/action",
            value: {
              action: { type: "Action.Execute", verb: "contact.create", data: { firstName: string, lastName: string, email: string } }
            }
          })
        );
        await post(`${file} as search`, whole({ text: `find ${string}` }));
        await post(`${file} as filter`, whole({ text: `deals where ${string}` }));
      }
      continue;
    }
    await post(file, text);
    let activity;
    try { activity = JSON.parse(text); } catch { continue; }
    if (activity && typeof activity === "object" && !Array.isArray(activity)) await post(`${file} in an envelope`, whole(activity));
  }
}
console.log(JSON.stringify(statuses));
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
