// Search by and by, over whatever stands below the box.
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Api, type Card } from "../src/api";
import { Home } from "../src/home";

const noted = (text: string): Card => ({ type: "AdaptiveCard", version: "1.5", body: [{ type: "TextBlock", text, style: "heading" }] });
const form: Card = {
  type: "AdaptiveCard", version: "1.5",
  body: [{ type: "TextBlock", text: "New deal", style: "heading" }, { type: "Input.Text", id: "title", label: "Title" }]
};

/** Lets an answer arrive; the timers are not real. */
const arrive = () => vi.advanceTimersByTimeAsync(1);
const waiting: { verb: string; finish(): Promise<void> }[] = [];

function home(): HTMLElement {
  const made = new Home(new Api(async () => "t"), { say: () => undefined, open: () => undefined });
  document.body.replaceChildren(made.element);
  return made.element;
}

function type(into: string, text: string): void {
  const input = document.querySelector<HTMLInputElement>(into)!;
  input.value = text;
  input.dispatchEvent(new Event("input", { bubbles: true }));
}

const heading = () => document.querySelector("[role=heading]")?.textContent;
const press = (title: string) =>
  [...document.querySelectorAll<HTMLButtonElement>("button")].find(button => button.textContent === title && !button.hidden)!.click();

/** Types in the search box until the question is on its way. */
async function ask(text: string): Promise<void> {
  type("#search", text);
  await vi.advanceTimersByTimeAsync(301);
}

beforeEach(async () => {
  vi.useFakeTimers();
  waiting.length = 0;
  vi.stubGlobal("fetch", vi.fn().mockImplementation((url: string, { body, signal }: { body: string; signal?: AbortSignal }) => {
    const verb = decodeURIComponent(url.split("/").at(-1)!);
    const { data } = JSON.parse(body) as { data: { text?: string } };
    return new Promise<Response>((resolve, reject) => {
      signal?.addEventListener("abort", () => reject(new DOMException("", "AbortError")));
      waiting.push({
        verb,
        finish: async () => {
          resolve(new Response(JSON.stringify({ card: verb === "deal.new" ? form : noted(data.text ?? verb), refusal: null })));
          await arrive();
          await arrive();
        }
      });
    });
  }));
  home();
  await arrive();
  await waiting.pop()!.finish();
  press("New deal");
  await arrive();
  await waiting.pop()!.finish();
});

afterEach(() => { vi.useRealTimers(); vi.unstubAllGlobals(); document.body.replaceChildren(); });

describe("an answer to what is being typed in the search box", () => {
  it("stands below it, each in the place of the one before", async () => {
    await ask("cl");
    await waiting.pop()!.finish();
    await ask("clara");
    await waiting.pop()!.finish();

    expect(heading()).toBe("clara");
    press("‹ Back");
    expect(heading()).toBe("report.dashboard");
  });

  it.each(["cl", "clara"])("does not cover a form in which somebody typed while “%s” was on its way", async last => {
    await ask("cl");
    if (last !== "cl") {
      await ask(last);
    }
    type("[name=title], .card input", "Twelve vans");
    await waiting.pop()!.finish();

    expect(heading()).toBe("New deal");
    expect(document.querySelector<HTMLInputElement>(".card input")!.value).toBe("Twelve vans");
  });

  it("is not even asked for when somebody types in the form before it was", async () => {
    type("#search", "cl");
    type(".card input", "Twelve vans");
    await vi.advanceTimersByTimeAsync(1000);

    expect(waiting).toEqual([]);
  });

  it("leaves a way back to a form that was begun before, also where the first question was overtaken by the next", async () => {
    type(".card input", "Twelve vans");
    await ask("cl");
    await ask("clara");
    await waiting.pop()!.finish();
    expect(heading()).toBe("clara");

    press("‹ Back");

    expect(heading()).toBe("New deal");
    expect(document.querySelector<HTMLInputElement>(".card input")!.value).toBe("Twelve vans");
  });
});
