import { useMemo, useState } from "react";

import { hasRole, useMe } from "@/features/session/public";
import { useTexts } from "@/shared/i18n/catalogue";
import { useKeys } from "@/shared/lib/keys";
import { When } from "@/shared/ui/parts";
import { Detail } from "./Detail";
import { LevelMark } from "./LevelMark";
import type { Act, Alarm, Group } from "./model";
import { ActSheet, SilenceSheet } from "./Sheets";
import { AssignSheet, CommentSheet } from "./TalkSheets";
import { texts } from "./texts";

const ACTS: [Act, string][] = [["confirm", "a"], ["true", "t"], ["false", "f"], ["close", "c"]];
const TALKS: ["assign" | "comment", string][] = [["assign", "i"], ["comment", "n"]];

interface Props {
  groups: Group[];
  by: "rule" | "area";
  ruleName: (code: string) => string;
  areaName: (code: string) => string;
}

/** The list in groups with what can be done, and the alarm in focus beside it. */
export function Console({ groups, by, ruleName, areaName }: Props) {
  const t = useTexts(texts);
  const me = useMe();
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const [at, setAt] = useState("");
  const [act, setAct] = useState<Act | null>(null);
  const [talking, setTalking] = useState<"assign" | "comment" | null>(null);
  const [hushing, setHushing] = useState<Alarm | null>(null);
  const alarms = useMemo(() => groups.flatMap((group) => group.alarms), [groups]);
  const current = alarms.find((one) => one.id === at);
  const chosen = alarms.filter((one) => picked.has(one.id));
  const wanted = chosen.length > 0 ? chosen : current ? [current] : [];
  const mayAct = hasRole(me, "agent", "dispatcher", "handler", "supervisor", "admin");
  const maySilence = hasRole(me, "dispatcher", "supervisor", "admin");
  const pick = (ids: string[], on: boolean) => {
    setPicked((old) => new Set(on ? [...old, ...ids] : [...old].filter((id) => !ids.includes(id))));
  };
  const step = (by: number) => {
    const next = alarms[Math.min(Math.max(alarms.findIndex((one) => one.id === at) + by, 0), alarms.length - 1)];
    if (!next) return;
    setAt(next.id);
    document.getElementById(`alarm-${next.id}`)?.scrollIntoView({ block: "nearest" });
  };
  const own = groups.find((group) => group.alarms.some((one) => one.id === at))?.alarms.map(({ id }) => id) ?? [];
  const begin = (one: Act) => { if (wanted.length > 0) setAct(one); };
  useKeys(t("title"), [
    { keys: "j", label: t("keyNext"), run: () => { step(1); } },
    { keys: "k", label: t("keyPrevious"), run: () => { step(-1); } },
    { keys: "x", label: t("keyPick"), run: () => { if (current) pick([current.id], !picked.has(current.id)); } },
    { keys: "g", label: t("keyGroup"), run: () => { pick(own, !own.every((id) => picked.has(id))); } },
    ...(mayAct ? ACTS.map(([one, keys]) => ({ keys, label: t(one), run: () => { begin(one); } })) : []),
    ...(mayAct ? TALKS.map(([one, keys]) => ({ keys, label: t(one), run: () => { if (wanted.length > 0) setTalking(one); } })) : []),
    ...(maySilence ? [{ keys: "s", label: t("silence"), run: () => { if (current) setHushing(current); } }] : []),
  ]);
  return (
    <div className="alarm-console">
      <div className="alarm-left">
        <div className="alarm-acts" role="toolbar" aria-label={t("acts")}>
          {mayAct && ACTS.map(([one, key]) => (
            <button key={one} type="button" className="btn" disabled={wanted.length === 0} onClick={() => { begin(one); }}>{t(one)} <kbd>{key}</kbd></button>
          ))}
          {mayAct && TALKS.map(([one, key]) => (
            <button key={one} type="button" className="btn" disabled={wanted.length === 0} onClick={() => { setTalking(one); }}>{t(one)} <kbd>{key}</kbd></button>
          ))}
          <span className="weak">{chosen.length > 0 ? t("picked", { n: chosen.length }) : t("pickHint")}</span>
        </div>
        <div className="alarm-list" role="region" aria-label={t("list")} tabIndex={0}>
          {groups.map((group) => {
            const name = by === "rule" ? ruleName(group.key) : areaName(group.key);
            const ids = group.alarms.map(({ id }) => id);
            return (
              <section key={group.key}>
                <header>
                  <input type="checkbox" aria-label={t("pickGroup", { name })} checked={ids.every((id) => picked.has(id))} onChange={(changed) => { pick(ids, changed.target.checked); }} />
                  <h2>{name}</h2>
                  <LevelMark level={group.top} />
                  <span className="weak">{t("members", { n: ids.length })}</span>
                </header>
                <ul>
                  {group.alarms.map((one) => (
                    <Row key={one.id} one={one} beside={by === "rule" ? areaName(one.area ?? "") : ruleName(one.rule)} current={one.id === at} picked={picked.has(one.id)}
                      pick={(on) => { pick([one.id], on); }} choose={() => { setAt(one.id); }} hush={maySilence ? () => { setHushing(one); } : null} />
                  ))}
                </ul>
              </section>
            );
          })}
        </div>
      </div>
      <aside className="alarm-detail" aria-label={t("detail")} tabIndex={0}>
        {current ? <Detail id={current.id} rule={ruleName(current.rule)} area={areaName(current.area ?? "")} /> : <p className="weak">{t("choose")}</p>}
      </aside>
      {act && <ActSheet act={act} alarms={wanted} close={() => { setAct(null); }} done={() => { setAct(null); setPicked(new Set()); }} />}
      {talking === "assign" && <AssignSheet alarms={wanted} close={() => { setTalking(null); }} done={() => { setTalking(null); setPicked(new Set()); }} />}
      {talking === "comment" && <CommentSheet alarms={wanted} close={() => { setTalking(null); }} done={() => { setTalking(null); setPicked(new Set()); }} />}
      {hushing && <SilenceSheet alarm={hushing} alarms={alarms} area={areaName(hushing.area ?? "")} close={() => { setHushing(null); }} />}
    </div>
  );
}

interface RowProps {
  one: Alarm;
  beside: string;
  current: boolean;
  picked: boolean;
  pick: (on: boolean) => void;
  choose: () => void;
  hush: (() => void) | null;
}

function Row({ one, beside, current, picked, pick, choose, hush }: RowProps) {
  const t = useTexts(texts);
  const marks = [one.is_storm && t("storm"), one.flapping && t("flapping"), one.hushed && t("hushedShort"), !one.active && t("over"), one.verdict && t(one.verdict)];
  return (
    <li id={`alarm-${one.id}`} data-current={current} aria-current={current ? "true" : undefined}>
      <input type="checkbox" aria-label={t("pick", { name: one.name })} checked={picked} onFocus={choose} onChange={(changed) => { pick(changed.target.checked); }} />
      <LevelMark level={one.level} />
      <button type="button" className="alarm-name" onClick={choose} onFocus={choose}>
        <span className="one-line strong">{one.name}</span>
        <span className="one-line weak">{[beside, ...marks].filter(Boolean).join(" · ")}</span>
      </button>
      <span>{t(one.stage)}</span>
      <span className="alarm-count">{t("timesValue", { n: one.count })}</span>
      <When at={one.last_at} />
      {hush ? <button type="button" className="btn" data-quiet onClick={hush}>{t("silence")}<span className="sr"> {one.name}</span></button> : <span />}
    </li>
  );
}
