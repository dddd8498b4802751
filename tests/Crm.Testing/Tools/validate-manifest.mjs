// node validate-manifest.mjs TOOLS FILE   one Teams app manifest against Microsoft's published schema of its version.
// Prints one line per fault.
import { createRequire } from "node:module";
import fs from "node:fs";
import path from "node:path";

const [tools, file] = process.argv.slice(2);
const require = createRequire(path.join(tools, "x.js"));
const manifest = JSON.parse(fs.readFileSync(file, "utf8"));
const schema = JSON.parse(
  fs.readFileSync(
    path.join(
      tools,
      `node_modules/@microsoft/app-manifest/build/json-schemas/teams/v${manifest.manifestVersion}/MicrosoftTeams.schema.json`
    ),
    "utf8"
  )
);
const Ajv = require("ajv-draft-04").default ?? require("ajv-draft-04");
const ajv = new Ajv({ strict: false, allErrors: true });
require("ajv-formats").default(ajv);
const valid = ajv.compile(schema);
if (!manifest.$schema.includes(`v${manifest.manifestVersion}/`)) console.log("$schema and manifestVersion differ");
if (!valid(manifest))
  for (const e of valid.errors) console.log(`${e.instancePath} ${e.message} ${e.params.additionalProperty ?? ""}`.trim());
