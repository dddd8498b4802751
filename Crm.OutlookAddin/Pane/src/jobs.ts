// The way to the jobs' dashboard, for administrators: they sign in as the pane does, and the host keeps their token in a cookie
// for its pages alone.
import type { Tokens } from "./auth";

export interface Browser {
  fetch: typeof fetch;
  go: (address: string) => void;
  say: (text: string) => void;
}

export async function openJobs(tokens: Tokens, browser: Browser): Promise<void> {
  const token = await tokens({ forceRefresh: false, mayAsk: true });
  const answer = await browser.fetch("../jobs/session", { method: "POST", headers: { Authorization: `Bearer ${token}` } });
  if (answer.ok) {
    browser.go("../jobs");
    return;
  }

  const problem = await answer.json().catch(() => ({})) as { detail?: string };
  browser.say(problem.detail ?? `The host answered ${answer.status}.`);
}
