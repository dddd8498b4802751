import { expect, test, vi } from "vitest";
import { openJobs } from "../src/jobs";

const tokens = async (): Promise<string> => "a.b.c";

test("whoever may see the jobs is taken to them", async () => {
  const browser = { fetch: vi.fn(async () => new Response(null, { status: 204 })), go: vi.fn(), say: vi.fn() };
  await openJobs(tokens, browser);
  expect(browser.fetch).toHaveBeenCalledWith("../jobs/session", { method: "POST", headers: { Authorization: "Bearer a.b.c" } });
  expect(browser.go).toHaveBeenCalledWith("../jobs");
});

test("whoever may not is told why", async () => {
  const refusal = new Response(JSON.stringify({ detail: "The jobs are for administrators." }), { status: 403 });
  const browser = { fetch: vi.fn(async () => refusal), go: vi.fn(), say: vi.fn() };
  await openJobs(tokens, browser);
  expect(browser.say).toHaveBeenCalledWith("The jobs are for administrators.");
  expect(browser.go).not.toHaveBeenCalled();
});
