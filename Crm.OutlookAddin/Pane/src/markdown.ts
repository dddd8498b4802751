// The part of Markdown that our cards use: **bold**, *italic*, _italic_, [links](https://...) and backslash escapes. Everything
// else is text, and all text is escaped before it becomes markup.

const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", "\"": "&quot;", "'": "&#39;" };
const escape = (text: string) => text.replace(/[&<>"']/g, letter => entities[letter]!);

const marks: [open: string, tag: string][] = [["**", "strong"], ["__", "strong"], ["*", "em"], ["_", "em"]];

export function markdown(source: string): string {
  return `<p>${source.split(/(?:\r?\n)+/).map(inline).join("<br>")}</p>`;
}

function inline(source: string): string {
  let html = "";
  for (let at = 0; at < source.length;) {
    const rest = source.slice(at);
    const escaped = /^\\([\\`*_[\]()<>~#|!.+&-])/.exec(rest);
    if (escaped) {
      html += escape(escaped[1]!);
      at += 2;
      continue;
    }

    const link = /^\[((?:\\.|[^\]\\])+)\]\((https?:\/\/[^\s)]+|mailto:[^\s)]+)\)/i.exec(rest);
    if (link) {
      html += `<a href="${escape(link[2]!)}" target="_blank" rel="noopener noreferrer">${inline(link[1]!)}</a>`;
      at += link[0].length;
      continue;
    }

    const mark = marks.find(([open]) => rest.startsWith(open));
    const end = mark ? closing(source, at + mark[0].length, mark[0]) : -1;
    if (mark && end > 0) {
      html += `<${mark[1]}>${inline(source.slice(at + mark[0].length, end))}</${mark[1]}>`;
      at = end + mark[0].length;
      continue;
    }

    html += escape(source[at]!);
    at++;
  }
  return html;
}

/** Where the mark ends again, escapes skipped; a mark beside a space isn't a mark. */
function closing(source: string, from: number, mark: string): number {
  if (from >= source.length || source[from] === " ") {
    return -1;
  }
  for (let at = from; at < source.length; at++) {
    if (source[at] === "\\") {
      at++;
    } else if (source.startsWith(mark, at) && at > from && source[at - 1] !== " ") {
      return at;
    }
  }
  return -1;
}
