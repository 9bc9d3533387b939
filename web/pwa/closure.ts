import type { Rolldown } from "vite";

export type Bundle = Rolldown.OutputBundle;

const doorOf = (feature: string): string => `/src/features/${feature}/public.ts`;

/** Return all files, scripts and styles, that the doors of `features` load at once; with `entry` those of the entry too. */
export function filesOf(bundle: Bundle, features: string[], entry: boolean): string[] {
  const chunks = Object.values(bundle).filter((one) => one.type === "chunk");
  const files = new Set<string>();
  const visit = (name: string): void => {
    const chunk = bundle[name];
    if (chunk?.type !== "chunk" || files.has(name)) return;
    files.add(name);
    for (const css of chunk.viteMetadata?.importedCss ?? []) files.add(css);
    chunk.imports.forEach(visit);
  };
  if (entry) for (const chunk of chunks) if (chunk.isEntry) visit(chunk.fileName);
  for (const door of features.map(doorOf)) {
    const found = chunks.filter((chunk) => chunk.moduleIds.some((id) => id.endsWith(door)) || chunk.facadeModuleId?.endsWith(door));
    if (found.length === 0) throw new Error(`no chunk of ${door}`);
    for (const chunk of found) visit(chunk.fileName);
  }
  return [...files].sort();
}
