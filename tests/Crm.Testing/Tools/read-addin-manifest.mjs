// node read-addin-manifest.mjs TOOLS read|validate FILE   what Microsoft's office-addin-manifest makes of an Outlook manifest, offline.
// read prints id, name, type, version, permission and hosts of an XML manifest; validate prints the faults of a unified one.
import { createRequire } from "node:module";
import path from "node:path";

const [tools, what, file] = process.argv.slice(2);
const require = createRequire(path.join(tools, "x.js"));
const { OfficeAddinManifest, validateManifest } = require("office-addin-manifest");
if (what === "read") {
  const one = await OfficeAddinManifest.readManifestFile(file);
  console.log([one.id, one.displayName, one.officeAppType, one.version, one.permissions, one.hosts.join(",")].join(" "));
} else {
  try {
    const answer = await validateManifest(file, false);
    if (!answer.isValid) console.log(JSON.stringify(answer.report?.errors ?? answer));
  } catch (fault) {
    console.log(String(fault.message ?? fault));
  }
}
