import { fileURLToPath } from "node:url";

import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

import { pages } from "./pwa/pages.ts";
import { serviceWorker } from "./pwa/plugin.ts";

// Where `npm run dev` finds a running server; the built pages always speak to their own host.
const server = process.env.YIWANG_DEV_SERVER ?? "http://127.0.0.1:8000";

export default defineConfig({
  plugins: [react(), pages(), serviceWorker()],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  build: {
    outDir: "../src/yiwang/entry/webdist",
    emptyOutDir: true,
    manifest: true,
    target: "es2022",
    chunkSizeWarningLimit: 1600,
    assetsInlineLimit: 0,
  },
  worker: { format: "es" },
  server: { proxy: { "/api": server, "/open311": server } },
  test: {
    environment: "happy-dom",
    include: ["src/**/*.test.{ts,tsx}"],
    setupFiles: ["src/testing/setup.ts"],
    css: false,
  },
});
