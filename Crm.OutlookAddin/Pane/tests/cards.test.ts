import { describe, expect, it, vi } from "vitest";
import { RenderedCard } from "../src/cards";
import { markdown } from "../src/markdown";
import type { Press } from "../src/api";

const form = (actions: object[], body: object[] = []) => ({
  type: "AdaptiveCard",
  version: "1.5",
  body: [
    { type: "TextBlock", text: "New contact", style: "heading" },
    { type: "Input.Text", id: "firstName", label: "First name", value: "Jonas", isRequired: true, errorMessage: "A first name is needed." },
    { type: "Input.Text", id: "phone", label: "Phone" },
    {
      type: "Input.ChoiceSet",
      id: "companyId",
      label: "Company",
      style: "compact",
      value: "c2",
      choices: [
        { title: "One", value: "c1" },
        { title: "Two", value: "c2" }
      ]
    },
    ...body
  ],
  actions
});

function show(card: object) {
  const presses: Press[] = [];
  const open = vi.fn();
  const rendered = new RenderedCard(card as Record<string, unknown>, { press: press => presses.push(press), open });
  document.body.replaceChildren(rendered.element);
  const button = (title: string) =>
    [...rendered.element.querySelectorAll("button")].find(
      one => one.textContent === title || one.ariaLabel === title || one.getAttribute("aria-label") === title
    )!;
  const input = (at: number) => rendered.element.querySelectorAll<HTMLInputElement>("input, select")[at]!;
  return { rendered, presses, open, button, input };
}

const create = { type: "Action.Execute", title: "Create", verb: "contact.create", data: { back: { from: 1 }, phone: "overwritten" } };
const cancel = { type: "Action.Execute", title: "Cancel", verb: "card.dismiss", data: {}, associatedInputs: "none" };

describe("a press", () => {
  it("sends the button's data with the inputs' values over it", () => {
    const { button, presses, input } = show(form([create]));
    input(1).value = "+49 30 123";
    input(1).dispatchEvent(new Event("input"));
    button("Create").click();

    expect(presses).toEqual([
      { verb: "contact.create", data: { back: { from: 1 }, firstName: "Jonas", phone: "+49 30 123", companyId: "c2" } }
    ]);
  });

  it("is held back while something required is empty, and says so", () => {
    const { button, presses, input, rendered } = show(form([create]));
    input(0).value = "";
    input(0).dispatchEvent(new Event("input"));
    button("Create").click();

    expect(presses).toEqual([]);
    expect(rendered.element.textContent).toContain("A first name is needed.");
  });

  it("leaves the inputs out where the button says none, required or not", () => {
    const { button, presses, input } = show(form([cancel]));
    input(0).value = "";
    input(0).dispatchEvent(new Event("input"));
    button("Cancel").click();

    expect(presses).toEqual([{ verb: "card.dismiss", data: {} }]);
  });

  it("presses in place what Teams would open in a dialog", () => {
    const dialog = {
      type: "Action.Submit",
      title: "In a window",
      associatedInputs: "none",
      data: { verb: "filter.build", kind: "Deal", msteams: { type: "task/fetch" } }
    };
    const { button, presses } = show(form([dialog]));
    button("In a window").click();

    expect(presses).toEqual([{ verb: "filter.build", data: { kind: "Deal" } }]);
  });

  it("opens addresses of the web only", () => {
    const { button, open } = show(
      form([
        { type: "Action.OpenUrl", title: "Site", url: "https://litware.example" },
        { type: "Action.OpenUrl", title: "Trick", url: "javascript:alert(1)" }
      ])
    );
    button("Site").click();
    button("Trick").click();

    expect(open.mock.calls).toEqual([["https://litware.example"]]);
  });
});

describe("a card", () => {
  it("is announced by its title, and takes the person to the field that is wrong", () => {
    const { rendered } = show(form([create]));

    expect(rendered.element.getAttribute("aria-label")).toBe("New contact");
    expect(rendered.markFields([{ field: "phone", message: "No number." }])).toBe(true);
    const phone = rendered.element.querySelectorAll("input")[1]!;
    expect(document.activeElement).toBe(phone);
    expect([phone.getAttribute("aria-invalid"), phone.getAttribute("aria-description")]).toEqual(["true", "No number."]);
    expect(rendered.markFields([{ field: "unknown", message: "?" }])).toBe(false);
  });

  it("shows a chosen record by its name, and lets go of it again", () => {
    const choice = {
      type: "Input.ChoiceSet",
      id: "contactId",
      label: "Contact",
      style: "filtered",
      value: "1",
      placeholder: "None",
      choices: [{ title: "Ann", value: "1" }]
    };
    const { rendered, button, presses } = show({ type: "AdaptiveCard", version: "1.5", body: [choice], actions: [create] });
    const select = rendered.element.querySelector("select")!;

    expect(select.selectedOptions[0]!.textContent).toBe("Ann");
    button("Create").click();
    select.value = "";
    select.dispatchEvent(new Event("change"));
    button("Create").click();
    expect(presses.map(press => (press.data as Record<string, unknown>)["contactId"])).toEqual(["1", undefined]);
  });

  it("shows text as text", () => {
    const { rendered } = show(form([], [{ type: "TextBlock", text: "<img src=x onerror=alert(1)> **bold** \\*not\\*" }]));

    expect(rendered.element.querySelector("img")).toBeNull();
    expect(rendered.element.querySelector("strong")!.textContent).toBe("bold");
    expect(rendered.element.textContent).toContain("<img src=x onerror=alert(1)>");
    expect(rendered.element.textContent).toContain("*not*");
  });
});

describe("markdown", () => {
  it.each([
    ["**Ann** and _Bo_", "<p><strong>Ann</strong> and <em>Bo</em></p>"],
    ["2 * 3 * 4", "<p>2 * 3 * 4</p>"],
    ["\\_snake\\_case\\_ \\[x\\]\\(y\\)", "<p>_snake_case_ [x](y)</p>"],
    [
      "[site](https://a.example/?q=1&r=2)",
      '<p><a href="https://a.example/?q=1&amp;r=2" target="_blank" rel="noopener noreferrer">site</a></p>'
    ],
    ["[trick](javascript:alert(1))", "<p>[trick](javascript:alert(1))</p>"],
    ['a "quote" & <b>', "<p>a &quot;quote&quot; &amp; &lt;b&gt;</p>"],
    ["**open", "<p>**open</p>"],
    ["one\ntwo", "<p>one<br>two</p>"]
  ])("of %s", (source, html) => expect(markdown(source)).toBe(html));
});
