import { Link } from "react-router";

import type { Candidate, Ground } from "@/shared/api/candidate";
import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { texts } from "./texts";

/** The list of exactly the cases that were counted. */
function counted({ matter, area, since, until }: Ground, unit?: string): string {
  const asked = { stage: "closed,rated,archived", matter, area, closed_from: since, closed_to: until, sort: "-closed_at" };
  return `/desk/cases?${new URLSearchParams(unit ? { ...asked, unit } : asked).toString()}`;
}

interface Props {
  candidates: Candidate[];
  choose?: (unit: string) => void;
  chosen?: string | null;
}

/** Units ranked by confidence, each with its reason beside it. */
export function Candidates({ candidates, choose, chosen }: Props) {
  const t = useTexts(texts);
  const say = useSay();
  return (
    <ol className="candidates">
      {candidates.map(({ unit, score, reason, ground, words }, index) => (
        <li key={unit.code} data-chosen={unit.code === chosen}>
          {choose && <kbd>{index + 1}</kbd>}
          <div>
            <strong>{unit.name}</strong>
            <p className="weak">{say(reason)}</p>
            {ground && (
              <p>
                <Link to={counted(ground, unit.code)}>{t("groundOwn", { n: ground.n })}</Link> / <Link to={counted(ground)}>{t("groundAll", { n: ground.of })}</Link>
                {words && words.length > 0 && <span className="weak"> · {t("groundWords", { words: words.join(" ") })}</span>}
              </p>
            )}
            <i className="confidence" aria-hidden>
              <b style={{ width: `${String(Math.round(score * 100))}%` }} />
            </i>
          </div>
          <span>{Math.round(score * 100)}%</span>
          {choose && (
            <button type="button" className="btn" data-primary={index === 0 ? true : undefined} onClick={() => { choose(unit.code); }}>
              {t("chooseUnit")}
            </button>
          )}
        </li>
      ))}
    </ol>
  );
}
