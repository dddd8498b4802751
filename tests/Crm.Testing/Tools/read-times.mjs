// node read-times.mjs TOOLS FILE   FILE holds a JSON array of { text, now, offset, language, behind }. Prints one JSON array:
// what chrono-node reads in each, or null.
// Oracle: chrono-node, which shares no code and no data with the CRM's own reader. Hours that it merely implies (a daypart, none at all)
// are left out.
import { createRequire } from "node:module";
import fs from "node:fs";
import path from "node:path";

const [tools, file] = process.argv.slice(2);
const require = createRequire(path.join(tools, "x.js"));
const chrono = require("chrono-node");
const parsers = { en: chrono.en.casual, "en-GB": chrono.en.GB, de: chrono.de.casual, fr: chrono.fr.casual };

const read = ({ text, now, offset, language, behind }) => {
  const found = parsers[language].parse(text, { instant: new Date(now), timezone: offset }, { forwardDate: !behind });
  if (found.length !== 1) return null;
  const { start, end, text: words } = found[0];
  const two = (n) => String(n).padStart(2, "0");
  const day = `${start.get("year")}-${two(start.get("month"))}-${two(start.get("day"))}`;
  return {
    words,
    day,
    hour: start.isCertain("hour") ? `${two(start.get("hour"))}:${two(start.get("minute") ?? 0)}` : null,
    isRange: end !== null,
    hasDay: start.isCertain("day") || start.isCertain("weekday")
  };
};

console.log(JSON.stringify(JSON.parse(fs.readFileSync(file, "utf8")).map(read)));
