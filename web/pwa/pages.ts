import type { Plugin } from "vite";

import { filesOf } from "./closure.ts";

/** What the first page of each screen needs besides the entry: asked for with the page itself, not one after another. */
const SCREENS: Record<string, string[]> = {
  desk: ["workbench"],
  screen: ["wall"],
  m: ["phone", "citizen"],
  home: ["citizen"],
  follow: ["citizen"],
};
/** Asked for by the page itself, while its scripts are still on their way: who am I. */
const ASKED: Record<string, string[]> = { desk: ["/api/v1/me"] };
/** The wall is dark from its first frame on. */
const DARK = '<html lang="zh-CN" style="color-scheme: dark; background: #0d1420; color: #dfe6f0"';

const link = (file: string): string =>
  file.endsWith(".css") ? `<link rel="preload" as="style" crossorigin href="/${file}">` : `<link rel="modulepreload" crossorigin href="/${file}">`;

/** Writes `desk.html`, `screen.html`, `m.html` …: the one page, each with the files of its screen named ahead. */
export function pages(): Plugin {
  return {
    name: "yiwang-pages",
    apply: "build",
    enforce: "post",
    generateBundle: {
      order: "post",
      handler(_options, bundle) {
        const page = bundle["index.html"];
        if (page?.type !== "asset") throw new Error("the page comes first");
        const html = String(page.source);
        for (const [screen, features] of Object.entries(SCREENS)) {
          const ahead = filesOf(bundle, features, false).filter((file) => !html.includes(`/${file}"`));
          const asked = (ASKED[screen] ?? []).map((path) => `<link rel="preload" as="fetch" crossorigin href="${path}">`);
          let source = html.replace("</head>", `${[...asked, ...ahead.map(link)].map((one) => `${one}\n    `).join("")}</head>`);
          if (screen === "screen") source = source.replace('<html lang="zh-CN"', DARK);
          this.emitFile({ type: "asset", fileName: `${screen}.html`, source });
        }
      },
    },
  };
}
