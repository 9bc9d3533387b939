import { useTexts } from "@/shared/i18n/catalogue";
import { When } from "@/shared/ui/parts";
import { Loaded } from "@/shared/ui/states";
import { Differences } from "./Changes";
import { useFixed } from "./context";
import type { Draft } from "./model";
import { useVersions } from "./queries";
import { texts } from "./texts";

/** All versions, newest first, with what differs; each may be the beginning of the next. */
export function Versions({ code, inForce, take }: { code: string; inForce: number; take: (body: Draft, version: number) => void }) {
  const t = useTexts(texts);
  const fixed = useFixed();
  const found = useVersions(code);
  return (
    <Loaded query={found} rows={4}>
      {(items) => (
        <ol className="model-versions">
          {items.map((one) => (
            <li key={one.version}>
              <header>
                <strong>{t("version", { n: one.version })}</strong>
                {one.version === inForce && <span className="tag">{t("inForce")}</span>}
                <When at={one.at} /> <span className="weak">{t("properties", { n: one.body.model.properties.length })}</span>
                <span className="grow" />
                {!fixed && one.version !== inForce && <button type="button" className="btn" onClick={() => { take(one.body, one.version); }}>{t("editFrom", { n: one.version })}</button>}
              </header>
              {one.version === 1 ? <p className="weak">{t("firstVersion")}</p> : <Differences items={one.changes} />}
            </li>
          ))}
        </ol>
      )}
    </Loaded>
  );
}
