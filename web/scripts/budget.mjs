// Adds up what a first visit loads (gzip) from Vite's manifest and compares it with the budget. Fonts load by slices and are cached; they stand outside.
import { readFileSync, readdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const dist = resolve(dirname(fileURLToPath(import.meta.url)), "../../src/yiwang/entry/webdist");
const manifest = JSON.parse(readFileSync(join(dist, ".vite/manifest.json"), "utf8"));
const size = (file) => gzipSync(readFileSync(join(dist, file)), { level: 6 }).length;

function closure(keys, seen = new Set(), files = new Set()) {
  for (const key of keys) {
    const chunk = manifest[key];
    if (!chunk) throw new Error(`no chunk ${key}`);
    if (seen.has(key)) continue;
    seen.add(key);
    files.add(chunk.file);
    for (const css of chunk.css ?? []) files.add(css);
    closure(chunk.imports ?? [], seen, files);
  }
  return files;
}

const find = (part) => {
  const key = Object.keys(manifest).find((k) => k.includes(part));
  if (!key) throw new Error(`no chunk whose source contains ${part}`);
  return key;
};
const entry = "index.html";
const base = closure([entry]);
const sum = (files) => [...files].reduce((total, file) => total + size(file), 0);
const workers = readdirSync(join(dist, "assets")).filter((f) => f.includes("maplibre-gl-worker")).map((f) => `assets/${f}`);
const citizen = closure([entry, find("features/citizen/public")]);
// What the service worker keeps is what the small screen loads for all its roles.
const phone = JSON.parse(/const FILES = (\[.*\]);/.exec(readFileSync(join(dist, "m/sw.js"), "utf8"))[1]).filter((file) => file.startsWith("/assets/")).map((file) => file.slice(1));
const desk = closure([entry, find("features/workbench/public"), find("app/contributions")]);
const map = new Set([...closure([find("shared/map/MapCanvas")]), ...workers].filter((f) => !base.has(f)));

const rows = [
  ["citizen first load", citizen, 250],
  ["phone, all roles", phone, 250],
  ["desk first load", desk, 450],
  ["map, loaded when shown", map, 600],
];
let bad = false;
for (const [name, files, limit] of rows) {
  const kilobytes = sum(files) / 1024;
  bad ||= kilobytes > limit;
  console.log(`${name.padEnd(24)} ${kilobytes.toFixed(0).padStart(5)} KB of ${limit} KB  (${[...files].length} files)`);
}
process.exit(bad ? 1 : 0);
