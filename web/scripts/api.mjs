// Takes the server's OpenAPI description and makes the types of its addresses from it.
//   npm run api            asks the code beside it (tools/describe_api.py; PYTHON: by default that of .venv)
//   npm run api -- --check only says whether the types still fit the committed openapi.json
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";

import openapiTS, { astToString } from "openapi-typescript";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const description = resolve(root, "openapi.json");
const target = resolve(root, "src/shared/api/generated.ts");
const python = process.env.PYTHON ?? resolve(root, "../.venv/bin/python");

const sorted = (value) => {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.keys(value).sort().map((key) => [key, sorted(value[key])]));
};

/** The pages need what is asked and answered; descriptions for readers stay with the server, and so do failures: one form everywhere. */
const told = new Set(["4XX", "5XX"]);
const lean = (value) => {
  if (Array.isArray(value)) return value.map(lean);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).filter(([key, one]) => !told.has(key) && !(key === "description" && typeof one === "string")).map(([key, one]) => [key, lean(one)]));
};

/** Schemas that carry their own definitions name them from the root of the document: bring them there. */
function hoist(document) {
  const schemas = ((document.components ??= {}).schemas ??= {});
  const walk = (value) => {
    if (Array.isArray(value)) return value.map(walk);
    if (value === null || typeof value !== "object") return value;
    const { $defs, ...rest } = value;
    for (const [name, one] of Object.entries($defs ?? {})) schemas[name] = walk(one);
    if (typeof rest.$ref === "string") rest.$ref = rest.$ref.replace("#/$defs/", "#/components/schemas/");
    return Object.fromEntries(Object.entries(rest).map(([key, one]) => [key, walk(one)]));
  };
  document.paths = walk(document.paths);
  return document;
}

const check = process.argv.includes("--check");
if (!check) {
  const given = execFileSync(python, [resolve(root, "../tools/describe_api.py")], { encoding: "utf8", maxBuffer: 2 ** 26 });
  const whole = hoist(lean(JSON.parse(given)));
  whole.paths = Object.fromEntries(Object.entries(whole.paths).filter(([path]) => path.startsWith("/api/v1/")));
  whole.info = { title: whole.info.title, version: "1" };
  writeFileSync(description, `${JSON.stringify(sorted(whole), null, 1)}\n`);
}
const source = JSON.parse(readFileSync(description, "utf8"));
// The validator asks for the description of every answer.
for (const methods of Object.values(source.paths)) for (const { responses } of Object.values(methods)) for (const one of Object.values(responses)) one.description ??= "";
const made = `// Made by \`npm run api\` from openapi.json; never edited.\n${astToString(await openapiTS(source, { alphabetize: true, defaultNonNullable: false }))}`;
if (!check) writeFileSync(target, made);
else if (readFileSync(target, "utf8") !== made) {
  console.error("src/shared/api/generated.ts does not fit openapi.json: run npm run api");
  process.exit(1);
}
