import { describe, expect, it } from "vitest";
import { conditionsIn } from "../src/home";
import { factsOf } from "../src/compose";
import { Drafts } from "../src/drafts";

const card = { type: "AdaptiveCard", body: [] };

describe("drafts", () => {
  it("are there again in the next pane, each at its place and its person's", () => {
    new Drafts("alex", localStorage).of("home").write({ card, unsent: { press: { verb: "deal.create", data: {} }, key: "k" } });

    expect(new Drafts("alex", localStorage).of("home").read()?.unsent?.key).toBe("k");
    expect(new Drafts("alex", localStorage).of("capture").read()).toBeNull();
    expect(new Drafts("megan", localStorage).of("home").read()).toBeNull();
  });

  it("are gone once they are sent, and after a week", () => {
    const drafts = new Drafts("alex", localStorage);
    drafts.of("a").write({ card });
    drafts.of("b").write({ card });
    drafts.of("a").drop();

    expect(drafts.of("a").read()).toBeNull();
    expect(new Drafts("alex", localStorage, () => Date.now() + 8 * 24 * 3_600_000).of("b").read()).toBeNull();
  });

  it("are twenty at most, and the newest stay", () => {
    let now = Date.now();
    const drafts = new Drafts("alex", localStorage, () => now++);
    for (let n = 0; n < 25; n++) {
      drafts.of(`place ${n}`).write({ card });
    }

    expect([...Array(25).keys()].filter(n => drafts.of(`place ${n}`).read() !== null)).toEqual([...Array(20).keys()].map(n => n + 5));
  });

  it("live as long as the pane where storage is closed, and what is broken there is nothing", () => {
    const closed = new Proxy({} as Storage, { get: () => { throw new Error("closed"); } });
    new Drafts("alex", closed).of("home").write({ card });
    localStorage.setItem("crm.draft:alex:home", "{");

    expect(new Drafts("alex", closed).of("home").read()).toBeNull();
    expect(new Drafts("alex", localStorage).of("home").read()).toBeNull();
  });
});

describe("the search", () => {
  it("asks for a list where conditions are typed as in Teams", () => {
    expect(conditionsIn("Deals where value > 10,000")).toEqual({ verb: "deals.list", data: { filter: "value > 10,000" } });
    expect(conditionsIn("deals of Clara")).toBeNull();
  });
});

describe("what can be inserted", () => {
  it("are the card's facts without its Markdown", () => {
    const facts = [{ title: "E-mail", value: "[a\\_b@c.example](mailto:a_b@c.example)" }, { title: "Phone", value: "" }];
    expect(factsOf({ body: [{ type: "Container", items: [{ type: "FactSet", facts }] }] })).toEqual(
      [{ title: "E-mail", value: "a_b@c.example" }]);
  });
});
