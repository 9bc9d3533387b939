import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { api } from "@/shared/api/client";
import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { Panel } from "@/shared/ui/parts";
import { ErrorState } from "@/shared/ui/states";
import { texts } from "./texts";

interface About { on: boolean; purposes: { code: string; zh: string; en: string }[] }
interface Drafted { purpose: string; fields: Record<string, string>; model: string }

const NAMES = { when: "when", where: "where", what: "what_", who: "who", want: "want", text: "text" } as const;
const isName = (name: string): name is keyof typeof NAMES => name in NAMES;

/** Drafts of a language model on a case; nothing of it is shown where none is enabled. */
export function Draft({ number }: { number: string }) {
  const about = useQuery({ queryKey: ["assist"], queryFn: () => api.get<About>("/assist"), staleTime: 600_000, retry: false });
  return about.data?.on ? <Desk number={number} about={about.data} /> : null;
}

function Desk({ number, about }: { number: string; about: About }) {
  const t = useTexts(texts);
  const say = useSay();
  const draft = useMutation({ mutationFn: (purpose: string) => api.post<Drafted>(`/assist/cases/${number}`, { purpose }) });
  return (
    <Panel title={t("title")}>
      <div className="draft-acts">
        {about.purposes.map((one) => (
          <button key={one.code} type="button" className="btn" disabled={draft.isPending} onClick={() => { draft.mutate(one.code); }}>{say(one)}</button>
        ))}
      </div>
      <div aria-live="polite">
        {draft.isPending && <p className="weak">{t("writing")}</p>}
        {draft.isError && <ErrorState error={draft.error} />}
        {draft.data && !draft.isPending && <Text found={draft.data} />}
      </div>
    </Panel>
  );
}

function Text({ found }: { found: Drafted }) {
  const t = useTexts(texts);
  const [copied, setCopied] = useState("");
  return (
    <>
      <p className="weak">{t("what", { model: found.model })}</p>
      <dl>
        {Object.entries(found.fields).map(([name, value]) => (
          <div key={name}>
            <dt>{isName(name) ? t(NAMES[name]) : name}</dt>
            <dd className={value ? "pre" : "weak"}>{value || t("nothing")}</dd>
            {value && (
              <button type="button" className="btn" onClick={() => { void navigator.clipboard.writeText(value).then(() => { setCopied(name); }); }}>
                {copied === name ? t("copied") : t("copy")}
              </button>
            )}
          </div>
        ))}
      </dl>
    </>
  );
}
