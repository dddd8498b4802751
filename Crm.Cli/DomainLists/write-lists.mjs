// Writes the two lists of domains that the core carries, from the packages beside this file:
// node write-lists.mjs <packages> <target folder>
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [packages, target] = process.argv.slice(2);
const require = createRequire(join(packages, "package.json"));
const version = name => JSON.parse(readFileSync(join(packages, "node_modules", name, "package.json"), "utf8")).version;
const { default: rules } = await import(pathToFileURL(join(packages, "node_modules/psl/data/rules.js")).href);
const reserved = /(^|\.)(example|test|invalid|localhost)(\.(com|net|org))?$/;
const free = new Set(
  [...readFileSync(join(packages, "node_modules/freemail/data/free.txt"), "utf8").split(/\r?\n/), ...require("email-providers/all.json")]
    .map(d => d.trim().toLowerCase())
    .filter(d => d.includes(".") && !reserved.test(d))
);

writeFileSync(join(target, "public-suffixes.txt"), [
  "# Suffixes under which anybody registers names: the Public Suffix List (publicsuffix.org, Mozilla Public License 2.0),",
  `# as the npm package psl ${version("psl")} (MIT) carries it. Written by: crm domains refresh`,
  ...rules, ""].join("\n"));
writeFileSync(
  join(target, "free-mail-domains.txt"),
  [
    "# Domains where anybody has a mailbox: the npm packages",
    `# freemail ${version("freemail")} (ISC, Copyright (c) 2015, Will White) and `
      + `email-providers ${version("email-providers")} (ISC). Written by: crm domains refresh`,
    ...[...free].sort(),
    ""
  ].join("\n")
);
console.log(`${rules.length} suffixes, ${free.size} free-mail domains`);
