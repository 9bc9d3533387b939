import { App } from "antd";
import { useCallback, useMemo, useState } from "react";
import { Link } from "react-router";

import type { ActionOffer, CaseDetail } from "@/shared/api/types";
import { ActionSheet, Candidates, Marks, useAct, useActions, useCase, useUndoable } from "@/features/cases/public";
import { advice, asApiError } from "@/shared/api/errors";
import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { useKeys } from "@/shared/lib/keys";
import { MapView } from "@/shared/map/MapView";
import { stageTone, When } from "@/shared/ui/parts";
import { Sheet } from "@/shared/ui/Sheet";
import { Loaded } from "@/shared/ui/states";
import { texts } from "./texts";

/** Letters that dispatchers know for the acts other than sending. */
const LETTERS: Record<string, string> = { split: "s", merge: "m", consult: "h", consult_early: "h", reject: "x", decline_filing: "x", void: "x", dispatch: "d" };

interface Props {
  number: string;
  decided: () => void;
}

export function Focus({ number, decided }: Props) {
  const one = useCase(number);
  return <Loaded query={one} rows={10}>{(detail) => <Decide one={detail} decided={decided} />}</Loaded>;
}

/** Send a case to a unit; for ten seconds it can be taken back. */
function useSend(one: CaseDetail, decided: () => void) {
  const t = useTexts(texts);
  const say = useSay();
  const act = useAct();
  const undoable = useUndoable();
  const { notification } = App.useApp();
  const { mutateAsync, isPending } = act;
  return useCallback(
    (unit: string) => {
      if (isPending) return;
      const name = one.candidates.find((candidate) => candidate.unit.code === unit)?.unit.name ?? unit;
      const sent = () => {
        undoable(one, "withdraw", t("dispatched", { unit: name }));
        decided();
      };
      const refused = (problem: unknown) => {
        const error = asApiError(problem);
        notification.error({ title: say(error.sentence), description: say(advice(error)) });
      };
      // A promise, not the mutation's own callbacks: the live stream may take the case off the page before the answer comes.
      mutateAsync({ number: one.number, action: "dispatch", body: { unit, version: one.version } }).then(sent, refused);
    },
    [one, mutateAsync, isPending, undoable, notification, t, say, decided],
  );
}

function Decide({ one, decided }: { one: CaseDetail; decided: () => void }) {
  const t = useTexts(texts);
  const say = useSay();
  const actions = useActions(one.number);
  const send = useSend(one, decided);
  const [open, setOpen] = useState<ActionOffer | null>(null);
  const offers = useMemo(() => (actions.data ?? []).filter((offer) => offer.allowed), [actions.data]);
  const keys = useMemo(
    () => [
      ...one.candidates.slice(0, 3).map(({ unit }, index) => ({ keys: String(index + 1), label: t("keyUnit", { n: index + 1 }), run: () => { send(unit.code); } })),
      ...offers.flatMap((offer) => (LETTERS[offer.action] ? [{ keys: LETTERS[offer.action] ?? "", label: say(offer.label), run: () => { setOpen(offer); } }] : [])),
    ],
    [one, offers, send, say, t],
  );
  useKeys(t("keys"), keys);
  const placed = one.lon !== null && one.lat !== null;
  return (
    <div className="focus">
      <div className="focus-main">
        <header>
          <h2>{one.title}</h2>
          <p className="weak">
            <Link className="mono" to={`/desk/cases/${one.number}`}>{one.number}</Link> · <When at={one.opened_at} /> · {[one.matter?.name, one.area?.name, one.address].filter(Boolean).join(" · ")}
          </p>
          <Marks one={one} />
        </header>
        <h3 className="sr">{t("text")}</h3>
        <p className="pre focus-text">{one.text}</p>
        <h3>{t("candidates")}</h3>
        {one.candidates.length > 0 ? <Candidates candidates={one.candidates} choose={send} /> : <p className="weak">{t("noCandidates")}</p>}
        <h3>{t("other")}</h3>
        <div className="focus-other">
          {offers.map((offer) => (
            <button key={offer.action} type="button" className="btn" onClick={() => { setOpen(offer); }}>
              {say(offer.label)}
              {LETTERS[offer.action] && <kbd>{LETTERS[offer.action]}</kbd>}
            </button>
          ))}
          <Link className="btn" to={`/desk/cases/${one.number}`}>{t("openCase")}</Link>
        </div>
      </div>
      <div className="focus-map">
        {placed ? (
          <MapView height="100%" label={t("map")} highlight={one.area?.code ?? null} focus={{ lon: one.lon ?? 0, lat: one.lat ?? 0 }}
            points={[{ id: one.number, lon: one.lon ?? 0, lat: one.lat ?? 0, tone: stageTone(one.stage) }]} />
        ) : (
          <p className="weak">{t("noPlace")}</p>
        )}
      </div>
      {open && (
        <Sheet title={say(open.label)} onClose={() => { setOpen(null); }}>
          <ActionSheet one={one} offer={open} bare={false} close={() => { setOpen(null); }} done={() => { setOpen(null); decided(); }} />
        </Sheet>
      )}
    </div>
  );
}
