import { useMemo, useState } from "react";
import { Link } from "react-router";

import { ActionSheet, Candidates, CaseQueue, useActions } from "@/features/cases/public";
import { useUnits } from "@/features/organisation/public";
import type { ActionOffer, CaseDetail, Named } from "@/shared/api/types";
import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { useKeys } from "@/shared/lib/keys";
import { Panel, When } from "@/shared/ui/parts";
import { Sheet } from "@/shared/ui/Sheet";
import { texts } from "./texts";
import "./consulting.css";

const IN_CONSULTATION = { side: "consulting", sort: "due_at" };
const LETTERS: Record<string, string> = { opinion: "o", rule: "r" };

interface Opinion {
  unit: Named | null;
  at: string;
  note: string | null;
}
interface Consultation {
  id: string;
  at?: string;
  status: string;
  question: string | null;
  ruling: string | null;
  members: string[];
  opinions: Opinion[];
}

/** Cases on which units are at odds: the question, who has spoken, the ruling. */
export default function ConsultPage() {
  const t = useTexts(texts);
  const empty = useMemo(() => ({ title: t("empty"), text: t("emptyText") }), [t]);
  return <CaseQueue title={t("title")} filters={IN_CONSULTATION} staged empty={empty}>{(one, decided) => <Table one={one} decided={decided} />}</CaseQueue>;
}

function Table({ one, decided }: { one: CaseDetail; decided: () => void }) {
  const t = useTexts(texts);
  const say = useSay();
  const actions = useActions(one.number);
  const [open, setOpen] = useState<ActionOffer | null>(null);
  const offers = useMemo(() => (actions.data ?? []).filter((offer) => offer.allowed && LETTERS[offer.action]), [actions.data]);
  const keys = useMemo(() => offers.map((offer) => ({ keys: LETTERS[offer.action] ?? "", label: say(offer.label), run: () => { setOpen(offer); } })), [offers, say]);
  useKeys(t("title"), keys);
  const all = one.consultations as unknown as Consultation[];
  return (
    <div className="queue-focus">
      <div className="queue-focus-main">
        <p className="weak"><Link className="mono" to={`/desk/cases/${one.number}`}>{one.number}</Link> · {[one.matter?.name, one.address].filter(Boolean).join(" · ")}</p>
        <p className="pre focus-text">{one.text}</p>
        {all.map((consultation) => <One key={consultation.id} consultation={consultation} />)}
        <div className="focus-acts">
          {offers.map((offer) => (
            <button key={offer.action} type="button" className="btn" data-primary={offer.primary ? true : undefined} onClick={() => { setOpen(offer); }}>
              {say(offer.label)}
              <kbd>{LETTERS[offer.action]}</kbd>
            </button>
          ))}
        </div>
      </div>
      <div className="queue-focus-side">
        <Panel title={t("suggested")}>{one.candidates.length > 0 ? <Candidates candidates={one.candidates} /> : <p className="weak">{t("noSuggestion")}</p>}</Panel>
      </div>
      {open && (
        <Sheet title={say(open.label)} onClose={() => { setOpen(null); }}>
          <ActionSheet one={one} offer={open} bare={false} close={() => { setOpen(null); }} done={() => { setOpen(null); decided(); }} />
        </Sheet>
      )}
    </div>
  );
}

function One({ consultation }: { consultation: Consultation }) {
  const t = useTexts(texts);
  const units = useUnits();
  const name = (code: string): string => units.data?.find((unit) => unit.code === code)?.name ?? code;
  const spoken = new Set(consultation.opinions.map((opinion) => opinion.unit?.code));
  return (
    <section className="consultation">
      <h2>{consultation.question ?? t("noQuestion")}</h2>
      <ul className="members">
        {consultation.members.map((code) => (
          <li key={code} className="tag" data-spoken={spoken.has(code)}>{name(code)} · {spoken.has(code) ? t("spoken") : t("silent")}</li>
        ))}
      </ul>
      <ol>
        {consultation.opinions.map((opinion) => (
          <li key={`${opinion.unit?.code ?? ""}-${opinion.at}`}>
            <strong>{opinion.unit?.name}</strong> <span className="weak"><When at={opinion.at} /></span>
            <p className="pre">{opinion.note}</p>
          </li>
        ))}
      </ol>
      {consultation.ruling && <p className="ruling"><strong>{t("ruling")}</strong> {consultation.ruling}</p>}
    </section>
  );
}
