import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import type { Plugin } from "vite";

import { filesOf } from "./closure.ts";

/** What the small screen needs to start: the entry and these doors, with all that they import. */
const DOORS = ["phone", "citizen", "field", "leader", "session"];
const STATIC = ["/m/", "/m/manifest.webmanifest", "/m/icon-192.png", "/favicon.svg"];
const SOURCE = fileURLToPath(new URL("./sw.js", import.meta.url));

/** Writes `m/sw.js` with the list of what it keeps; the list's digest is its version. */
export function serviceWorker(): Plugin {
  return {
    name: "yiwang-service-worker",
    apply: "build",
    enforce: "post",
    generateBundle: {
      order: "post",
      handler(_options, bundle) {
        const page = bundle["m.html"];
        if (page?.type !== "asset") throw new Error("the page comes first");
        const files = [...STATIC, ...filesOf(bundle, DOORS, true).map((file) => `/${file}`)];
        const worker = readFileSync(SOURCE, "utf8");
        const version = createHash("sha256").update([worker, String(page.source), ...files].join("\n")).digest("hex").slice(0, 12);
        const source = worker.replace("__VERSION__", version).replace("__FILES__", JSON.stringify(files));
        this.emitFile({ type: "asset", fileName: "m/sw.js", source });
      },
    },
  };
}
