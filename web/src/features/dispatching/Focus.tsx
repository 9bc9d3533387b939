import { App } from "antd";
import { useCallback, useMemo, useState } from "react";
import { Link } from "react-router";

import type { ActionOffer, CaseDetail } from "@/shared/api/types";
import { ActionSheet, Candidates, Evidence, Marks, useAct, useActions, useUndoable } from "@/features/cases/public";
import { advice, asApiError } from "@/shared/api/errors";
import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { useKeys } from "@/shared/lib/keys";
import { MapView } from "@/shared/map/MapView";
import { Panel, stageTone, When } from "@/shared/ui/parts";
import { Sheet } from "@/shared/ui/Sheet";
import { addressParts, markWords } from "./marking";
import { texts } from "./texts";

/** Letters that dispatchers know for the acts other than sending. */
const LETTERS: Record<string, string> = { split: "s", merge: "m", consult: "h", consult_early: "h", reject: "x", decline_filing: "x", void: "x", dispatch: "d" };

interface Props {
  one: CaseDetail;
  decided: () => void;
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

/** What the dispatcher reads and presses: text with marked words, units with reasons, everything else behind. */
export function Decide({ one, decided }: Props) {
  const t = useTexts(texts);
  const say = useSay();
  const actions = useActions(one.number);
  const send = useSend(one, decided);
  const [open, setOpen] = useState<ActionOffer | null>(null);
  const [all, setAll] = useState(false);
  const offers = useMemo(() => (actions.data ?? []).filter((offer) => offer.allowed), [actions.data]);
  const keys = useMemo(
    () => [
      ...one.candidates.slice(0, 1).map(({ unit }) => ({ keys: "Enter", label: t("keyBest"), run: () => { send(unit.code); } })),
      ...one.candidates.slice(0, 3).map(({ unit }, index) => ({ keys: String(index + 1), label: t("keyUnit", { n: index + 1 }), run: () => { send(unit.code); } })),
      ...offers.flatMap((offer) => (LETTERS[offer.action] ? [{ keys: LETTERS[offer.action] ?? "", label: say(offer.label), run: () => { setOpen(offer); } }] : [])),
    ],
    [one, offers, send, say, t],
  );
  useKeys(t("keys"), keys);
  const first = offers.filter((offer) => LETTERS[offer.action]);
  const rest = offers.filter((offer) => !LETTERS[offer.action]);
  const button = (offer: ActionOffer) => (
    <button key={offer.action} type="button" className="btn" onClick={() => { setOpen(offer); }}>
      {say(offer.label)}
      {LETTERS[offer.action] && <kbd>{LETTERS[offer.action]}</kbd>}
    </button>
  );
  return (
    <div className="queue-focus">
      <div className="queue-focus-main">
        <header>
          <p className="weak">
            <Link className="mono" to={`/desk/cases/${one.number}`}>{one.number}</Link> · <When at={one.opened_at} /> · {[one.matter?.name, one.area?.name, one.address].filter(Boolean).join(" · ")}
          </p>
          <Marks one={one} />
        </header>
        <h2 className="sr">{t("text")}</h2>
        <p className="pre focus-text"><Marked one={one} /></p>
        <h2>{t("candidates")}</h2>
        {one.candidates.length > 0 ? <Candidates candidates={one.candidates.slice(0, 3)} choose={send} /> : <p className="weak">{t("noCandidates")}</p>}
        <h2>{t("other")}</h2>
        <div className="focus-acts">
          {first.map(button)}
          {all ? rest.map(button) : rest.length > 0 && <button type="button" className="btn" data-quiet onClick={() => { setAll(true); }}>{t("moreActs", { n: rest.length })}</button>}
          <Link className="btn" data-quiet to={`/desk/cases/${one.number}`}>{t("openCase")}</Link>
        </div>
      </div>
      <Side one={one} />
      {open && (
        <Sheet title={say(open.label)} onClose={() => { setOpen(null); }}>
          <ActionSheet one={one} offer={open} bare={false} close={() => { setOpen(null); }} done={() => { setOpen(null); decided(); }} />
        </Sheet>
      )}
    </div>
  );
}

/** The text with what decides marked: where it is, what it is about, what is urgent. */
function Marked({ one }: { one: CaseDetail }) {
  const parts = markWords(one.text, [one.address ?? "", ...addressParts(one.address)], one.matter?.name ?? "");
  return parts.map(({ text, kind }, index) => (kind ? <mark key={index} data-kind={kind}>{text}</mark> : text));
}

function Side({ one }: { one: CaseDetail }) {
  const t = useTexts(texts);
  const placed = one.lon !== null && one.lat !== null;
  return (
    <div className="queue-focus-side">
      <section className="panel focus-map">
        {placed ? (
          <MapView height="320px" label={t("map")} highlight={one.area?.code ?? null} focus={{ lon: one.lon ?? 0, lat: one.lat ?? 0 }}
            points={[{ id: one.number, lon: one.lon ?? 0, lat: one.lat ?? 0, tone: stageTone(one.stage) }]} />
        ) : (
          <p className="weak panel-body">{t("noPlace")}</p>
        )}
      </section>
      <Panel title={t("evidence")}><Evidence one={one} /></Panel>
      {one.relations.duplicates.length > 0 && (
        <Panel title={t("alike")}>
          <ul className="alike">
            {one.relations.duplicates.map(({ number, score }) => (
              <li key={number}><Link className="mono" to={`/desk/cases/${number}`}>{number}</Link> <span className="weak">{Math.round(score * 100)}%</span></li>
            ))}
          </ul>
        </Panel>
      )}
    </div>
  );
}
