// node validate-cards.mjs TOOLS FILE...   every file holds one Adaptive Card. Prints one line per fault: "<file>: <what is wrong>".
// Oracles: Microsoft's own card types (@microsoft/teams.cards, turned into a JSON schema) and Microsoft's own renderer (adaptivecards),
// told to be strict at 1.5.
import { createRequire } from "node:module";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { execFileSync } from "node:child_process";

const [tools, ...files] = process.argv.slice(2);
const require = createRequire(path.join(tools, "x.js"));

function teamsSchema() {
  const cache = path.join(tools, "teams-cards.schema.json");
  if (!fs.existsSync(cache)) {
    const work = fs.mkdtempSync(path.join(tools, "schema-"));
    fs.writeFileSync(
      path.join(work, "card.ts"),
      "import type { IAdaptiveCard } from '@microsoft/teams.cards'; export type TeamsCard = IAdaptiveCard;"
    );
    fs.writeFileSync(
      path.join(work, "tsconfig.json"),
      JSON.stringify({
        compilerOptions: { strict: true, module: "esnext", moduleResolution: "bundler", target: "es2022", skipLibCheck: true },
        files: ["card.ts"]
      })
    );
    execFileSync(
      process.execPath,
      [
        path.join(tools, "node_modules/ts-json-schema-generator/bin/ts-json-schema-generator.js"),
        "--tsconfig",
        "tsconfig.json",
        "--path",
        "card.ts",
        "--type",
        "TeamsCard",
        "--no-type-check",
        "--expose",
        "all",
        "-o",
        "schema.json"
      ],
      { cwd: work, stdio: ["ignore", "ignore", "inherit"] }
    );
    fs.renameSync(path.join(work, "schema.json"), cache);
    fs.rmSync(work, { recursive: true });
  }
  return JSON.parse(fs.readFileSync(cache, "utf8"));
}

const schema = teamsSchema();
const Ajv = require("ajv").default;
const ajv = new Ajv({ strict: false, allErrors: true });
require("ajv-formats").default(ajv);
ajv.addSchema(schema, "card");
const definitionOf = {};
for (const [name, d] of Object.entries(schema.definitions)) {
  const type = d.properties?.type;
  const value = type?.const ?? (type?.enum?.length === 1 ? type.enum[0] : undefined);
  if (value && !definitionOf[value]) definitionOf[value] = name;
}

// A card's union of element types gives unreadable errors; each typed object against its own definition says what is wrong and where.
function schemaFaults(node, at, faults, ids) {
  if (Array.isArray(node)) return node.forEach((n, i) => schemaFaults(n, `${at}/${i}`, faults, ids));
  if (!node || typeof node !== "object") return;
  if (typeof node.type === "string") {
    const definition = definitionOf[node.type];
    if (!definition) faults.push(`${at} unknown type ${node.type}`);
    else {
      const valid = ajv.compile({ $ref: `card#/definitions/${definition}` });
      const shallow = Object.fromEntries(
        Object.entries(node)
          .map(([k, v]) => [
            k,
            ["items", "body", "actions", "columns", "selectAction", "card", "fallback"].includes(k)
              ? Array.isArray(v)
                ? []
                : undefined
              : v
          ])
          .filter(([, v]) => v !== undefined)
      );
      delete shallow.msteams;
      if (!valid(shallow))
        for (const e of valid.errors)
          if (!["anyOf", "oneOf", "allOf"].includes(e.keyword))
            faults.push(`${at}${e.instancePath} ${e.message} ${e.params.additionalProperty ?? e.params.allowedValue ?? ""}`.trim());
    }
    if (node.type.startsWith("Chart.") && !node.fallback?.type) faults.push(`${at} ${node.type} without fallback`);
    if (node.type.startsWith("Input.")) {
      if (!node.id) faults.push(`${at} ${node.type} without id`);
      else if (ids.has(node.id)) faults.push(`${at} second input ${node.id}`);
      ids.add(node.id);
    }
  }
  for (const [k, v] of Object.entries(node))
    if (!["data", "msteams", "facts", "choices"].includes(k)) schemaFaults(v, `${at}/${k}`, faults, ids);
}

// The package's module build cannot be loaded by node; its browser bundle can, once it finds a window.
globalThis.self = globalThis.window = globalThis;
const ac = require(path.join(tools, "node_modules/adaptivecards/dist/adaptivecards.min.js"));
for (const file of files) {
  const card = JSON.parse(fs.readFileSync(file, "utf8"));
  const faults = [];
  schemaFaults(card, "", faults, new Set());
  const context = new ac.SerializationContext(ac.Versions.v1_5);
  const rendered = new ac.AdaptiveCard();
  rendered.parse(card, context);
  for (let i = 0; i < context.eventCount; i++) {
    const event = context.getEventAt(i);
    // Charts and typeahead are Teams' own; a renderer of 1.5 shows what stands in for the one, leaves the other out, and says so.
    if (!/msteams|^Unknown element type "Chart\.|^Property "choices\.data" is supported/.test(event.message))
      faults.push(`renderer: ${event.message}`);
  }
  for (const event of rendered.validateProperties().validationEvents) faults.push(`renderer: ${event.message}`);
  const bytes = Buffer.byteLength(JSON.stringify(card));
  if (bytes > 25 * 1024) faults.push(`${bytes} bytes; a card has 25 KB at most`);
  for (const fault of new Set(faults)) console.log(`${path.basename(file)}: ${fault}`);
}
