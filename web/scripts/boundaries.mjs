// Checks the borders of src/ and, by planting a violation of each rule, that the checker still sees them.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";

import { cruise } from "dependency-cruiser";
import extractTSConfig from "dependency-cruiser/config-utl/extract-ts-config";

const FEWEST_MODULES = 90;
const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
process.chdir(root);
const config = createRequire(import.meta.url)("../.dependency-cruiser.cjs");
const tsConfig = extractTSConfig(resolve(root, "tsconfig.json"));

async function violations() {
  const options = { ...config.options, validate: true, ruleSet: { forbidden: config.forbidden } };
  const { output } = await cruise(["src"], options, undefined, { tsConfig });
  const own = output.modules.filter((module) => module.source.startsWith("src/"));
  return { found: output.summary.violations, count: own.length };
}

const PLANTS = {
  "no-cycles": ["src/features/canary/cycle.ts", 'import "./cycle";'],
  "contributions-know-no-feature": ["src/contributions/canary-feature.ts", 'import "../features/session/public";'],
  "features-only-through-public": ["src/features/canary/index.ts", 'import "../session/me";'],
  "outsiders-only-through-public": ["src/contributions/canary.ts", 'import "../features/session/me";'],
  "shared-knows-no-feature": ["src/shared/canary.ts", 'import "../features/session/public";'],
  "nobody-imports-app": ["src/features/canary/app.ts", 'import "../../app/main";'],
  "nothing-ships-test-help": ["src/features/canary/help.ts", 'import "../../testing/setup";'],
  "citizen-stays-small": ["src/shared/canary-antd.ts", 'import "antd";'],
};

function plant(on) {
  mkdirSync("src/features/canary", { recursive: true });
  for (const [path, text] of Object.values(PLANTS)) {
    if (on) writeFileSync(path, text);
    else rmSync(path, { force: true });
  }
  if (!on) rmSync("src/features/canary", { recursive: true, force: true });
}

const real = await violations();
let seen;
try {
  plant(true);
  seen = new Set((await violations()).found.map((violation) => violation.rule.name));
} finally {
  plant(false);
}
const blind = Object.keys(PLANTS).filter((rule) => !seen.has(rule));
for (const { rule, from, to } of real.found) console.error(`${rule.name}: ${from} → ${to}`);
if (blind.length > 0) console.error(`planted violations were not seen: ${blind.join(", ")}`);
if (real.count < FEWEST_MODULES) console.error(`only ${real.count} modules were analysed, ${FEWEST_MODULES} expected`);
const bad = real.found.length > 0 || blind.length > 0 || real.count < FEWEST_MODULES;
console.log(`boundaries: ${real.count} modules, ${real.found.length} violations, ${Object.keys(PLANTS).length - blind.length} canaries seen`);
process.exit(bad ? 1 : 0);
