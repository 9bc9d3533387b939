import type { ReactNode } from "react";

import type { CaseSummary } from "@/shared/api/types";
import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { URGENCIES } from "@/shared/i18n/vocabulary";
import { Left, StageTag, When } from "@/shared/ui/parts";
import type { Column } from "../model/columns";
import { texts } from "../texts";

/** Short marks of what is unusual about a case; an ordinary case has none. */
export function Marks({ one }: { one: CaseSummary }) {
  const t = useTexts(texts);
  const say = useSay();
  const { counts } = one;
  const marks: [boolean, string, string][] = [
    [one.urgency > 1, say(URGENCIES[one.urgency]), "over"],
    [one.supervised, t("supervised"), "over"],
    [counts.returned > 0, t("returned", { n: counts.returned }), "soon"],
    [counts.redone > 0, t("redone", { n: counts.redone }), "soon"],
    [counts.reworked > 0, t("reworked", { n: counts.reworked }), "soon"],
    [counts.urged > 0, t("urged", { n: counts.urged }), "soon"],
    [counts.reports > 1, t("reports", { n: counts.reports }), ""],
    [one.unplaced, t("unplaced"), "soon"],
  ];
  return (
    <span className="marks">
      {marks.filter(([shown]) => shown).map(([, word, tone]) => (
        <span key={word} className="tag" data-tone={tone}>
          {word}
        </span>
      ))}
    </span>
  );
}

/** Names that a row needs beside what it carries itself. */
export interface CellWords {
  channel: (id: string) => string;
  area: (one: CaseSummary) => string;
}

const CELLS: Record<Column, (one: CaseSummary, words: CellWords) => ReactNode> = {
  number: (one) => <span className="mono weak">{one.number}</span>,
  stage: (one) => <StageTag stage={one.stage} side={one.side} />,
  left: (one) => (one.clock ? <Left clock={one.clock} started={one.opened_at} named /> : null),
  title: (one) => (
    <span className="case-title">
      <span className="one-line strong" title={one.title}>{one.title}</span>
      <span className="one-line weak">{one.address ?? ""}</span>
    </span>
  ),
  matter: (one) => one.matter?.name ?? "—",
  area: (one, { area }) => area(one),
  unit: (one) => one.unit?.name ?? "—",
  channel: (one, { channel }) => channel(one.channel),
  opened: (one) => <When at={one.opened_at} />,
  marks: (one) => <Marks one={one} />,
};

export const cell = (column: Column, one: CaseSummary, words: CellWords): ReactNode => CELLS[column](one, words);
