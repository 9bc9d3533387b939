import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import type { Plugin, Rolldown } from "vite";

/** What the small screen needs to start: the entry and these doors, with all that they import. */
const DOORS = ["phone", "citizen", "field", "leader", "session"].map((name) => `/src/features/${name}/public.ts`);
const STATIC = ["/m/", "/m/manifest.webmanifest", "/m/icon-192.png", "/favicon.svg"];
const SOURCE = fileURLToPath(new URL("./sw.js", import.meta.url));

type Bundle = Rolldown.OutputBundle;

/** Return all files that the entry and the doors load at once. */
function startFiles(bundle: Bundle): string[] {
  const chunks = Object.values(bundle).filter((one) => one.type === "chunk");
  const files = new Set<string>();
  const visit = (name: string): void => {
    const chunk = bundle[name];
    if (chunk?.type !== "chunk" || files.has(name)) return;
    files.add(name);
    for (const css of chunk.viteMetadata?.importedCss ?? []) files.add(css);
    chunk.imports.forEach(visit);
  };
  for (const chunk of chunks) if (chunk.isEntry) visit(chunk.fileName);
  for (const door of DOORS) {
    const found = chunks.filter((chunk) => chunk.moduleIds.some((id) => id.endsWith(door)) || chunk.facadeModuleId?.endsWith(door));
    if (found.length === 0) throw new Error(`no chunk of ${door}`);
    for (const chunk of found) visit(chunk.fileName);
  }
  return [...files].sort();
}

/** Writes `m/sw.js` with the list of what it keeps; the list's digest is its version. */
export function serviceWorker(): Plugin {
  return {
    name: "yiwang-service-worker",
    apply: "build",
    enforce: "post",
    generateBundle: {
      order: "post",
      handler(_options, bundle) {
        const page = bundle["index.html"];
        if (page?.type !== "asset") throw new Error("the page comes first");
        const files = [...STATIC, ...startFiles(bundle).map((file) => `/${file}`)];
        const worker = readFileSync(SOURCE, "utf8");
        const version = createHash("sha256").update([worker, String(page.source), ...files].join("\n")).digest("hex").slice(0, 12);
        const source = worker.replace("__VERSION__", version).replace("__FILES__", JSON.stringify(files));
        this.emitFile({ type: "asset", fileName: "m/sw.js", source });
      },
    },
  };
}
