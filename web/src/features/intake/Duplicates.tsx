import type { UseQueryResult } from "@tanstack/react-query";

import type { DuplicateRef } from "@/shared/api/types";
import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { StageTag, When } from "@/shared/ui/parts";
import { texts } from "./texts";

interface Props {
  query: UseQueryResult<DuplicateRef[]>;
  known: boolean;
  same: string | null;
  choose: (number: string | null) => void;
}

/** What may be the same problem, with enough to judge by: distance, age, likeness. */
export function Duplicates({ query, known, same, choose }: Props) {
  const t = useTexts(texts);
  const say = useSay();
  const found = query.data ?? [];
  return (
    <aside className="call-aside" aria-label={t("duplicates")}>
      <h2>{t("duplicates")}</h2>
      {found.length === 0 && <p className="weak">{known && query.isSuccess ? t("noDuplicates") : t("duplicatesHint")}</p>}
      <ul>
        {found.map((one, index) => (
          <li key={one.number} data-chosen={one.number === same}>
            <a className="strong" href={`/desk/cases/${one.number}`} target="_blank" rel="noreferrer">{one.title ?? one.number}</a>
            <p className="weak">
              {one.distance_m != null && <span>{t("distance", { n: Math.round(one.distance_m) })} · </span>}
              <span>{t("likeness", { n: Math.round(one.score * 100) })}</span>
              {one.opened_at && <span> · <When at={one.opened_at} /></span>}
            </p>
            {one.same_caller && <p><span className="tag" data-tone="soon">{t("sameCaller")}</span></p>}
            <p className="weak">{(Array.isArray(one.reasons) ? one.reasons : [one.reasons]).map(say).join(" · ")}</p>
            <div className="call-row">
              {one.stage && <StageTag stage={one.stage} />}
              {!one.ended && (
                <button type="button" className="btn" aria-pressed={one.number === same} onClick={() => { choose(one.number === same ? null : one.number); }}>
                  {t("same")}
                  {index === 0 && <kbd>Alt+D</kbd>}
                </button>
              )}
            </div>
          </li>
        ))}
      </ul>
    </aside>
  );
}
