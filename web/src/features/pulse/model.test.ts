import { expect, it } from "vitest";

import { shown } from "./model";

it("reads shares in percent, and all else with its unit", () => {
  expect([shown(0.934, "ratio", "zh"), shown(1204, "case", "zh"), shown(null, "case", "en"), shown(3.456, "hour_per_case", "en")]).toEqual(["93.4 %", "1,204 件", "—", "3.46 h per case"]);
});
