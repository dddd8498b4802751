// node read-markdown.mjs TOOLS FILE   FILE holds a JSON array of texts of our cards. Prints one JSON array: what a person reads of each
// in markdown-it, with which Microsoft's renderer is shown. The functions of Adaptive Cards ({{DATE(...)}}) are told by their own pattern.
import { createRequire } from "node:module";
import fs from "node:fs";
import path from "node:path";

const [tools, file] = process.argv.slice(2);
const markdownit = createRequire(path.join(tools, "x.js"))("markdown-it");
const entities = { amp: "&", lt: "<", gt: ">", quot: "\"", "#39": "'" };
const shown = text => {
  const html = markdownit().render(text);
  if (/<(ol|ul|em|strong|a|h[1-6]|code|blockquote)\b/.test(html)) return `marked up: ${html}`;
  if (/\{\{(DATE|TIME)\([^)\\]*\)\}\}/.test(text)) return `filled in: ${text}`;
  return html.replace(/<[^>]+>/g, "").replace(/&(amp|lt|gt|quot|#39);/g, (_, name) => entities[name]).trim();
};
console.log(JSON.stringify(JSON.parse(fs.readFileSync(file, "utf8")).map(shown)));
