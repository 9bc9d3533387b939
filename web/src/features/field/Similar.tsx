import { useQueries, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";

import { api } from "@/shared/api/client";
import type { CaseDetail, DuplicateRef, Page } from "@/shared/api/types";
import type { Spot } from "@/shared/capture/here";
import { useTexts } from "@/shared/i18n/catalogue";
import { useOnline } from "@/shared/offline/hooks";
import { StageTag, When } from "@/shared/ui/parts";
import { texts } from "./texts";

const SHOWN = 3;
const PAUSE = 600;

/** The words settle before they are compared: nobody asks with every letter. */
function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => { setSettled(value); }, PAUSE);
    return () => { clearTimeout(timer); };
  }, [value]);
  return settled;
}

interface Props {
  text: string;
  matter: string | null;
  spot: Spot | null;
  same: string | null;
  choose: (number: string | null) => void;
}

/** Known cases that this may repeat, before it is sent: how far, how old, a picture; one touch adds to the one that is the same. */
export function Similar({ text, matter, spot, same, choose }: Props) {
  const t = useTexts(texts);
  const online = useOnline();
  const words = useSettled(text);
  const asked = spot !== null && (matter !== null || words.trim().length > 3) && online;
  const found = useQuery({
    queryKey: ["similar", words, matter, spot?.lon, spot?.lat],
    queryFn: ({ signal }) => api.get<Page<DuplicateRef>>("/cases/duplicates", { text: words, matter, lon: spot?.lon, lat: spot?.lat }, { signal }).then((page) => page.items.filter(({ ended }) => !ended).slice(0, SHOWN)),
    enabled: asked,
    staleTime: 30_000,
    placeholderData: (old) => old,
  });
  const items = asked || same !== null ? (found.data ?? []) : [];
  const details = useQueries({ queries: items.map(({ number }) => ({ queryKey: ["similar", number], queryFn: () => api.get<CaseDetail>(`/cases/${encodeURIComponent(number)}`), staleTime: 300_000 })) });
  if (items.length === 0) return null;
  return (
    <section className="similar" aria-label={t("similar")}>
      <h2>{t("similar")}</h2>
      <ul>
        {items.map((one, index) => {
          const picture = details[index]?.data?.reports.flatMap((report) => report.media)[0];
          return (
            <li key={one.number} data-chosen={one.number === same}>
              {picture && <img src={picture.url} alt={t("similarPicture")} loading="lazy" />}
              <span>
                <strong>{one.title ?? one.number}</strong>
                <span className="weak">
                  {one.distance_m != null && `${t("metres", { n: Math.round(one.distance_m) })} · `}
                  <When at={one.opened_at} />
                </span>
                {one.stage && <StageTag stage={one.stage} />}
              </span>
              <button type="button" className="btn" aria-pressed={one.number === same} onClick={() => { choose(one.number === same ? null : one.number); }}>{t("same")}</button>
            </li>
          );
        })}
      </ul>
      {same !== null && <p role="status">{t("sameText", { number: same })}</p>}
    </section>
  );
}
