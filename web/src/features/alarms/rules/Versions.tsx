import { useState } from "react";

import { useTexts } from "@/shared/i18n/catalogue";
import { When } from "@/shared/ui/parts";
import { Loaded } from "@/shared/ui/states";
import type { Difference, Rule, RuleRow } from "./model";
import { useVersions } from "./queries";
import { SwitchSheet } from "./SwitchSheet";
import { texts } from "./texts";
import { useSay } from "@/shared/i18n/language";

interface Props {
  row: RuleRow;
  fixed: boolean;
  take: (body: Rule) => void;
}

/** All versions, newest first: who stored them, what differs, and the way back to one. */
export function Versions({ row, fixed, take }: Props) {
  const t = useTexts(texts);
  const say = useSay();
  const versions = useVersions(row.code);
  const [to, setTo] = useState<number | null>(null);
  return (
    <section className="rule-part">
      <h2>{t("tabVersions")}</h2>
      <Loaded query={versions} rows={6}>
        {(all) => (
          <ol className="rule-versions">
            {all.map((one) => (
              <li key={one.version}>
                <header>
                  <strong>{t("versionN", { n: one.version })}</strong>
                  {one.version === row.running && <span className="tag">{t("running")}</span>}
                  <When at={one.at} />
                  {!one.by?.startsWith("account:") && <span className="weak">{one.by}</span>}
                  <span className="grow" />
                  {!fixed && <button type="button" className="btn" onClick={() => { take(one.body); }}>{t("editFrom", { n: one.version })}</button>}
                  {!fixed && one.version !== row.running && <button type="button" className="btn" onClick={() => { setTo(one.version); }}>{one.version < (row.running ?? 0) ? t("rollBack", { n: one.version }) : t("switchTo", { n: one.version })}</button>}
                </header>
                <Changes changes={one.changes} first={one.version === 1} />
              </li>
            ))}
          </ol>
        )}
      </Loaded>
      {to !== null && <SwitchSheet code={row.code} name={say({ zh: row.body.zh, en: row.body.en })} from={row.running} to={to} close={() => { setTo(null); }} />}
    </section>
  );
}

/** What differs, down to the one value: lists are compared item by item. */
export function finer({ path, before, after }: Difference): Difference[] {
  if (Array.isArray(before) && Array.isArray(after)) {
    const most = Math.max(before.length, after.length);
    return Array.from({ length: most }, (_, n) => finer({ path: `${path}.${String(n)}`, before: before[n] as unknown, after: after[n] as unknown })).flat();
  }
  if (typeof before === "object" && typeof after === "object" && before !== null && after !== null) {
    const [a, b] = [before as Record<string, unknown>, after as Record<string, unknown>];
    return [...new Set([...Object.keys(a), ...Object.keys(b)])].flatMap((key) => finer({ path: `${path}.${key}`, before: a[key], after: b[key] }));
  }
  return JSON.stringify(before) === JSON.stringify(after) ? [] : [{ path, before, after }];
}

function Changes({ changes, first }: { changes: Difference[]; first: boolean }) {
  const t = useTexts(texts);
  const words = (value: unknown): string => (value === undefined || value === null ? t("nothing") : typeof value === "string" ? value : JSON.stringify(value));
  const all = changes.flatMap(finer);
  if (all.length === 0) return <p className="weak">{first ? t("firstVersion") : t("noChange")}</p>;
  return (
    <ul className="rule-changes">
      {all.map((one) => (
        <li key={one.path}><span className="mono">{one.path}</span> <del>{words(one.before)}</del> → <ins>{words(one.after)}</ins></li>
      ))}
    </ul>
  );
}
