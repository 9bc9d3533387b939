import { useState } from "react";

import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { Shelf } from "@/shared/ui/Shelf";
import type { Templates } from "./model";
import { EditorPane } from "./EditorPane";
import { texts } from "./texts";

/** The templates, and the one that is being written. */
export function TemplatesPane({ found }: { found: Templates }) {
  const t = useTexts(texts);
  const say = useSay();
  const [chosen, choose] = useState(found.items[0]?.template.code ?? "");
  const [copy, setCopy] = useState(false);
  const one = found.items.find(({ template }) => template.code === chosen) ?? found.items[0];
  if (!one) return null;
  return (
    <Shelf label={t("templates")} chosen={chosen} choose={(code) => { setCopy(false); choose(code); }}
      items={found.items.map(({ template, shipped }) => ({ key: template.code, shown: <><strong>{say(template)}</strong> <span className="weak small">{t("version", { n: template.version ?? 1 })} · {t(template.every)}{shipped ? ` · ${t("shipped")}` : ""}</span></> }))}>
      <div>
        <button type="button" className="btn" data-quiet onClick={() => { setCopy(true); }}>{t("copy")}</button>
        <EditorPane key={`${chosen} ${String(one.template.version ?? 1)} ${String(copy)}`} facts={found.facts} copied={copy} template={copy ? { ...one.template, code: `${one.template.code}_2`, version: 1 } : one.template} saved={(code) => { setCopy(false); choose(code); }} />
      </div>
    </Shelf>
  );
}
