import { useMemo, useState } from "react";

import { useTexts } from "../i18n/catalogue";
import type { KeyGroup } from "../lib/keys";
import { useKeyGroups, useKeys } from "../lib/keys";
import { Sheet } from "./Sheet";
import { texts } from "./texts";

/** Parts of a page may offer keys under one heading; the newest stand first. */
function byTitle(groups: readonly KeyGroup[]): KeyGroup[] {
  const found = new Map<string, KeyGroup>();
  for (const { title, shortcuts } of [...groups].reverse()) {
    const before = found.get(title)?.shortcuts ?? [];
    found.set(title, { title, shortcuts: [...before, ...shortcuts.filter(({ keys }) => !before.some((one) => one.keys === keys))] });
  }
  return [...found.values()];
}

/** The map of all keys that work right now, opened with `?`. */
export function KeyHelp() {
  const t = useTexts(texts);
  const groups = useKeyGroups();
  const [open, setOpen] = useState(false);
  const own = useMemo(() => [{ keys: "?", label: t("keysHelp"), run: () => { setOpen(true); } }], [t]);
  useKeys(t("keysGeneral"), own);
  return (
    <>
      <button type="button" className="btn" data-quiet onClick={() => { setOpen(true); }} title={t("keysHelp")}>
        <kbd>?</kbd>
        <span className="sr">{t("keysHelp")}</span>
      </button>
      {open && (
        <Sheet title={t("keysTitle")} onClose={() => { setOpen(false); }}>
          {byTitle(groups).map((group) => (
            <section key={group.title}>
              <h3>{group.title}</h3>
              <dl className="key-list">
                {group.shortcuts.filter((one) => !one.hidden).map((one) => (
                  <div key={one.keys} style={{ display: "contents" }}>
                    <dt>
                      <kbd>{one.keys}</kbd>
                    </dt>
                    <dd>{one.label}</dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
        </Sheet>
      )}
    </>
  );
}
