import { useState } from "react";

import type { CaseDetail, Media } from "@/shared/api/types";
import { useTexts } from "@/shared/i18n/catalogue";
import { texts } from "./texts";
import "./evidence.css";

export const isImage = (one: Media): boolean => (one.type ?? one.kind).startsWith("image");

/** Pictures from before the work and after it: two that belong together are compared by one slider. */
export function Evidence({ one }: { one: CaseDetail }) {
  const t = useTexts(texts);
  const reported = one.reports.flatMap((report) => report.media);
  const all = [...new Map([...reported, ...(one.media ?? [])].map((media) => [media.id, media])).values()];
  const after = all.filter((media) => media.kind === "after");
  const before = all.filter((media) => media.kind !== "after");
  const [first, last] = [before.filter(isImage).at(-1), after.filter(isImage).at(-1)];
  if (all.length === 0) return <p className="weak">{t("noEvidence")}</p>;
  return (
    <div className="evidence">
      {first && last && <Compare before={first} after={last} />}
      {[[t("before"), before] as const, [t("after"), after] as const].map(([title, files]) => (
        <section key={title}>
          <h3>{title} <span className="weak">{files.length}</span></h3>
          <ul className="gallery">
            {files.map((media) => (
              <li key={media.id}>
                <a href={media.url} target="_blank" rel="noreferrer">{isImage(media) ? <img src={media.url} alt={t("attachment", { name: media.name })} loading="lazy" /> : media.name}</a>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function Compare({ before, after }: { before: Media; after: Media }) {
  const t = useTexts(texts);
  const [share, setShare] = useState(50);
  return (
    <div className="compare">
      <div className="compare-pictures">
        <img src={after.url} alt={t("after")} />
        <img src={before.url} alt={t("before")} style={{ clipPath: `inset(0 ${String(100 - share)}% 0 0)` }} />
        <i aria-hidden style={{ left: `${String(share)}%` }} />
      </div>
      <label>
        {t("before")}
        <input type="range" min={0} max={100} value={share} aria-label={t("compare")} onChange={(moved) => { setShare(Number(moved.target.value)); }} />
        {t("after")}
      </label>
    </div>
  );
}
