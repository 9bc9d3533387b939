import { describe, expect, it } from "vitest";

import type { Hit } from "./model";
import { around, DAY, faultOf, newestOf, peopleOf, ruleOf, wordsOf } from "./model";

const hit = (subject: string, at: string): Hit => ({ id: at, alarm: "a", subject, level: "red", hushed: false, at });

describe("a watch order on the page", () => {
  it("ends in the future and within ninety days", () => {
    expect(faultOf(0, 0, 0)).toBe("past");
    expect(faultOf(10, 5, 0)).toBe("past");
    expect(faultOf(0, Number.NaN, 0)).toBe("past");
    expect(faultOf(0, 91 * DAY, 0)).toBe("long");
    expect(faultOf(DAY, 90 * DAY, 0)).toBeNull();
  });

  it("tells posts from persons and reads words however they are parted", () => {
    expect(peopleOf("@duty, 1001")).toEqual([{ kind: "post", code: "duty" }, { kind: "person", code: "1001" }]);
    expect(wordsOf("T1，T2 T1\nT3")).toEqual(["T1", "T2", "T3"]);
  });

  it("asks the server about a rule whose subject says only what is given", () => {
    const rule = ruleOf({ title: "", target: { devices: ["T1"], area: null, product: "", tags: [] }, when: { fence: {} }, lasting: 0, level: "orange" });
    expect(rule.subject).toEqual({ devices: ["T1"] });
  });

  it("keeps the newest hit of each and looks an hour to both sides of it", () => {
    const hits = [hit("T1", "2026-03-10T02:00:00Z"), hit("T1", "2026-03-10T01:00:00Z"), hit("T2", "2026-03-10T00:00:00Z")];
    expect([...newestOf(hits).values()].map(({ at }) => at)).toEqual(["2026-03-10T02:00:00Z", "2026-03-10T00:00:00Z"]);
    expect(around(hit("T 1", "2026-03-10T02:00:00Z"))).toBe("/desk/devices/T%201?range=own&from=2026-03-10T01%3A00%3A00.000Z&to=2026-03-10T03%3A00%3A00.000Z");
  });
});
