import { useState } from "react";

import { useUnits } from "@/features/organisation/public";
import { asApiError } from "@/shared/api/errors";
import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { ROLES } from "@/shared/i18n/vocabulary";
import type { Role } from "@/shared/api/types";
import { When } from "@/shared/ui/parts";
import { Loaded } from "@/shared/ui/states";
import type { Bulletin, Detail, Step } from "./model";
import { editable, stepsOf } from "./model";
import { PaperView } from "./PaperView";
import { confirmRead, rewrite, take, useBulletin, useDeed } from "./queries";
import { texts } from "./texts";

const FORMS = ["docx", "pdf", "xlsx", "html"] as const;
const READERS: Role[] = ["leader", "supervisor", "dispatcher", "handler", "verifier", "agent", "assessor"];

/** One bulletin: what it says, what can be done with it, who did what. */
export function One({ id }: { id: string }) {
  const query = useBulletin(id);
  return <Loaded query={query} rows={10}>{(found) => <Found found={found} />}</Loaded>;
}

function Found({ found }: { found: Detail }) {
  const t = useTexts(texts);
  const say = useSay();
  const { bulletin, may } = found;
  const writing = useDeed(rewrite);
  return (
    <div className="bulletins-one">
      <header className="bulletins-head">
        <span className="tag">{say({ zh: bulletin.state_zh, en: bulletin.state_en })}</span>
        {bulletin.public && <span className="tag">{t("forPublic")}</span>}
        <span className="weak small">{say({ zh: bulletin.name, en: bulletin.name_en })} {t("version", { n: bulletin.version })} · {t("by")} {bulletin.by_clock ? t("clock") : (bulletin.author ?? "—")} <When at={bulletin.at} /></span>
        <span className="grow" />
        {FORMS.map((form) => <a key={form} className="btn" href={`/api/v1/bulletins/${bulletin.id}/file?format=${form}`} target={form === "html" ? "_blank" : undefined} rel="noreferrer">{t(form)}</a>)}
      </header>
      <Steps bulletin={bulletin} steps={stepsOf(bulletin, may)} />
      {writing.error && <p className="refusal" role="alert">{say(asApiError(writing.error).sentence)}</p>}
      <PaperView shown={found} {...(editable(bulletin, may) ? { rewrite: (block: number, text: string) => writing.mutateAsync({ id: bulletin.id, block, text }) } : {})} />
      <Trail bulletin={bulletin} />
    </div>
  );
}

function Steps({ bulletin, steps }: { bulletin: Bulletin; steps: Step[] }) {
  const t = useTexts(texts);
  const say = useSay();
  const units = useUnits();
  const [remark, write] = useState("");
  const [told, tell] = useState<string[]>([...(bulletin.targets.units ?? []).map((one) => `unit:${one}`), ...(bulletin.targets.roles ?? []).map((one) => `role:${one}`)]);
  const deed = useDeed(take);
  const reading = useDeed(confirmRead);
  const of = (kind: string) => told.filter((one) => one.startsWith(kind)).map((one) => one.slice(kind.length));
  const act = (step: Step) => { deed.mutate({ id: bulletin.id, step, remark, ...(step === "publish" ? { targets: { units: of("unit:"), roles: of("role:") } } : {}) }); };
  return (
    <div className="bulletins-head">
      {bulletin.state === "drafted" && bulletin.own && <span className="weak">{t("own")}</span>}
      {steps.includes("publish") && (
        <label className="bulletins-told">{t("targets")}
          <select className="input" multiple size={4} value={told} onChange={({ target }) => { tell([...target.selectedOptions].map(({ value }) => value)); }}>
            {READERS.map((role) => <option key={role} value={`role:${role}`}>{say(ROLES[role])}</option>)}
            {units.data?.map(({ code, name }) => <option key={code} value={`unit:${code}`}>{name}</option>)}
          </select>
        </label>
      )}
      {steps.some((step) => step === "return" || step === "withdraw") && <input className="input" maxLength={500} placeholder={t("remark")} aria-label={t("remark")} value={remark} onChange={({ target }) => { write(target.value); }} />}
      {steps.map((step) => <button key={step} type="button" className="btn" data-primary={step === "approve" || step === "publish" || undefined} disabled={deed.isPending || ((step === "return" || step === "withdraw") && !remark.trim())} onClick={() => { act(step); }}>{t(step)}</button>)}
      {bulletin.state === "published" && !bulletin.read && <button type="button" className="btn" disabled={reading.isPending} onClick={() => { reading.mutate(bulletin.id); }}>{t("read")}</button>}
      {deed.error && <p className="refusal" role="alert">{say(asApiError(deed.error).sentence)}</p>}
    </div>
  );
}

function Trail({ bulletin }: { bulletin: Bulletin }) {
  const t = useTexts(texts);
  const names: Record<string, string> = { approve: t("approve"), return: t("return"), publish: t("publish"), withdraw: t("withdraw") };
  return (
    <footer className="bulletins-trail">
      {bulletin.deeds.length > 0 && <ul aria-label={t("trail")}>{bulletin.deeds.map((one) => <li key={one.at}>{names[one.step] ?? one.step} {one.by ?? "—"} <When at={one.at} /> {one.remark}</li>)}</ul>}
      {bulletin.edits.length > 0 && <details><summary>{t("edits", { n: bulletin.edits.length })}</summary><ul>{bulletin.edits.map((one) => <li key={one.at}>{one.by ?? "—"} <When at={one.at} />：<del>{one.before}</del> → <ins>{one.after}</ins></li>)}</ul></details>}
      {bulletin.receipts && bulletin.receipts.length > 0 && <p className="weak small">{t("receipts", { n: bulletin.receipts.length })}：{bulletin.receipts.map(({ name, unit }) => [name, unit].filter(Boolean).join(" ") || "—").join("；")}</p>}
    </footer>
  );
}
