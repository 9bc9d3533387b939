import { AlarmClock, Stamp } from "lucide-react";
import { useSearchParams } from "react-router";
import { useState } from "react";

import { accountOf, useStaff } from "@/features/phone/public";
import { KeyFigures } from "@/features/pulse/public";
import type { CaseSummary } from "@/shared/api/types";
import { useTexts } from "@/shared/i18n/catalogue";
import { useKept, useOutbox } from "@/shared/offline/hooks";
import { AsOf } from "@/shared/offline/OfflineBar";
import { outbox } from "@/shared/offline/outbox";
import { useNow } from "@/shared/time/clock";
import { Left, StageTag } from "@/shared/ui/parts";
import { EmptyState, Loaded } from "@/shared/ui/states";
import { Instruct } from "./Instruct";
import type { Door } from "./queries";
import { DOORS, readKey, readList, readNumbers } from "./queries";
import { texts } from "./texts";
import "./leader.css";

/** Ten seconds: three numbers, the red list, one touch to say what must happen. */
export function LeadPage() {
  const t = useTexts(texts);
  const [search, setSearch] = useSearchParams();
  const asked = search.get("list");
  const door: Door = asked === "live" || asked === "today" ? asked : "over";
  const numbers = useKept("lead:numbers", readNumbers, { every: 60_000 });
  const list = useKept(`lead:${door}`, () => readList(door), { every: 60_000 });
  const key = useKept("lead:key", readKey, { every: 60_000 });
  const [chosen, setChosen] = useState<CaseSummary | null>(null);
  const titles: Record<Door, string> = { live: t("live"), over: t("over"), today: t("today") };
  return (
    <>
      <h1>{t("title")}</h1>
      <AsOf at={numbers.asOf} />
      <div className="numbers" role="group" aria-label={t("title")}>
        {DOORS.map((one) => (
          <button key={one} type="button" data-door={one} aria-pressed={door === one} onClick={() => { setSearch({ list: one }, { replace: true }); }}>
            <b>{numbers.data ? `${String(numbers.data[one].n)}${numbers.data[one].capped ? "+" : ""}` : "…"}</b>
            <span>{one === "over" && <AlarmClock size={16} aria-hidden />}{titles[one]}</span>
          </button>
        ))}
      </div>
      {key.data && <section className="card" aria-label={t("key")}><h2>{t("key")}</h2><KeyFigures figures={key.data} doors={false} /></section>}
      <h2>{door === "over" ? t("redList") : titles[door]}</h2>
      <Loaded query={list} rows={8}>
        {(items) =>
          items.length === 0 ? (
            <EmptyState title={door === "over" ? t("noneOver") : t("none")} />
          ) : (
            <ul className="red-list">
              {items.map((one) => (
                <Row key={one.number} one={one} choose={() => { setChosen(one); }} />
              ))}
            </ul>
          )
        }
      </Loaded>
      {chosen && <Instruct key={chosen.number} one={chosen} close={() => { setChosen(null); }} />}
    </>
  );
}

function Row({ one, choose }: { one: CaseSummary; choose: () => void }) {
  const t = useTexts(texts);
  const { entries } = useOutbox();
  const now = useNow();
  const me = accountOf(useStaff());
  const told = entries.filter((entry) => entry.number === one.number && entry.owner === me).at(-1);
  const undoable = told?.state === "waiting" && (told.after ?? 0) > now && told.tries === 0;
  return (
    <li className="card">
      <strong>{one.title}</strong>
      <span className="weak">{[one.matter?.name, one.unit?.name, one.address].filter(Boolean).join(" · ")}</span>
      {one.clock && <Left clock={one.clock} started={one.opened_at} named />}
      <span className="red-foot">
        <StageTag stage={one.stage} side={one.side} />
        {one.supervised && <span className="tag">{t("supervised")}</span>}
      </span>
      {told && <p role="status">{told.state === "sent" ? t("told") : told.state === "waiting" ? t("telling") : t("notTold")}</p>}
      {undoable ? (
        <button type="button" className="btn" onClick={() => void outbox.drop(told.id)}>{t("undo")}</button>
      ) : (
        <button type="button" className="btn" data-primary onClick={choose}>
          <Stamp size={20} aria-hidden />
          {t("instruct")}
        </button>
      )}
    </li>
  );
}
