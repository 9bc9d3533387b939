import { ConfigProvider } from "antd";
import { useState } from "react";

import { SchemaForm } from "@/contributions/forms/SchemaForm";
import { useMatter } from "@/features/matters/public";
import { useMe } from "@/features/session/public";
import { advice, asApiError } from "@/shared/api/errors";
import type { ActionOffer, CaseDetail } from "@/shared/api/types";
import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import type { Values } from "@/shared/lib/schema";
import { forget, load, save } from "@/shared/lib/storage";
import { UNDO_SECONDS } from "@/shared/ui/Undo";
import { useAct } from "../queries";
import { useTellDone } from "../undo";
import { Candidates } from "./Candidates";
import { ReplyDoubts } from "./ReplyDoubts";
import { texts } from "./texts";

/** Actions that say the work is done: what the matter demands for that stands above the form. */
const REPORTS_RESULT = new Set(["feedback", "complete"]);

interface Props {
  one: CaseDetail;
  offer: ActionOffer;
  bare: boolean;
  close: () => void;
  done: () => void;
}

/** The form of one action. What was typed is kept until it was accepted. */
export function ActionSheet({ one, offer, bare, close, done }: Props) {
  const t = useTexts(texts);
  const say = useSay();
  const act = useAct();
  const told = useTellDone();
  const draft = `draft.${useMe().name}.${one.number}.${offer.action}`;
  const [initial, setInitial] = useState<Values>(() => load<Values>(draft, {}));
  const error = act.error ? asApiError(act.error) : null;
  const matter = useMatter(one.matter?.key);
  const [lacking, setLacking] = useState(false);
  const [reply, setReply] = useState(typeof initial.public_reply === "string" ? initial.public_reply : "");
  const demands = REPORTS_RESULT.has(offer.action);
  const submit = (body: Values) => {
    const bare = demands && matter?.evidence_required === true && !(body.media as unknown[] | undefined)?.length && !(one.media ?? []).some((media) => media.kind === "after");
    setLacking(bare);
    if (bare) return;
    const finished = () => {
      forget(draft);
      done();
      told(one, offer);
    };
    // The refusal is shown from the mutation's state; the promise only serves what follows success.
    act.mutateAsync({ number: one.number, action: offer.action, body: { ...body, version: one.version } }).then(finished, () => undefined);
  };
  const asksUnit = Boolean(offer.schema && JSON.stringify(offer.schema).includes('"unit"')) && offer.action.includes("dispatch");
  return (
    <ConfigProvider getPopupContainer={(node) => node?.closest("dialog") ?? document.body}>
      {asksUnit && one.candidates.length > 0 && (
        <Candidates candidates={one.candidates} chosen={(initial.unit as string | undefined) ?? null} choose={(unit) => { setInitial({ ...initial, unit }); }} />
      )}
      {demands && (
        <dl className="facts standard">
          <dt>{t("standard")}</dt>
          <dd>{matter?.closing_standard || t("noStandard")}</dd>
          {matter?.evidence_required && <><dt>{t("needed")}</dt><dd>{t("needPictures")}</dd></>}
        </dl>
      )}
      <SchemaForm key={JSON.stringify(initial.unit ?? "")} schema={offer.schema} initial={initial} submit={submit} onChange={(values) => { save(draft, values); setReply(typeof values.public_reply === "string" ? values.public_reply : ""); }}
        wrong={error?.field ? { field: error.field, sentence: say(error.sentence) } : null}
        context={{ action: offer.action, number: one.number, lon: one.lon, lat: one.lat, related: one.relations.duplicates.map(({ number }) => number) }}>
        {reply && <ReplyDoubts number={one.number} reply={reply} />}
        {lacking && <p className="problem" role="alert">{t("noPictures")}</p>}
        {error && (
          <div className="refusal" role="alert">
            <strong>{say(error.sentence)}</strong>
            <p>{say(advice(error))}</p>
          </div>
        )}
        {offer.effect && (
          <p className="effect">
            <span className="weak">{t("then")}</span> {say(offer.effect)} {offer.undo ? t("canUndo", { n: UNDO_SECONDS }) : t("noUndo")}
          </p>
        )}
        <div className="form-foot">
          <span className="weak grow">{bare ? "" : t("hint")}</span>
          <button type="button" className="btn" onClick={close}>
            {t("cancel")}
          </button>
          <button type="submit" className="btn" data-primary disabled={act.isPending} autoFocus={bare}>
            {t("confirm", { action: say(offer.label) })}
          </button>
        </div>
      </SchemaForm>
    </ConfigProvider>
  );
}
