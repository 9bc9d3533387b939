import { Plus } from "lucide-react";
import { useState } from "react";
import { Link } from "react-router";

import { hasRole, useMe } from "@/features/session/public";
import { useTexts } from "@/shared/i18n/catalogue";
import { useNow } from "@/shared/time/clock";
import { Panel, When } from "@/shared/ui/parts";
import { Loaded } from "@/shared/ui/states";
import { MatcherWords } from "./Matchers";
import type { Inhibition, Kind, MuteTime, Silence } from "./queries";
import { useInhibitions, useMutes, useSilences } from "./queries";
import { BeginSheet, DropSheet, EndSheet, SettingSheet } from "./Sheets";
import { texts } from "./texts";
import "../alarms.css";
import "../rules/rules.css";
import "./noise.css";

type Open = { is: "begin" } | { is: "end"; silence: Silence } | { is: "setting" | "drop"; kind: Kind; old: Inhibition | MuteTime | null };

/** What keeps alarms from being called: silences, inhibitions, mute times; each can be made and ended here. */
export default function SilencesPage() {
  const t = useTexts(texts);
  const me = useMe();
  const now = useNow();
  const silences = useSilences();
  const inhibitions = useInhibitions();
  const mutes = useMutes();
  const [open, setOpen] = useState<Open | null>(null);
  const close = () => { setOpen(null); };
  const maySilence = hasRole(me, "dispatcher", "supervisor", "admin");
  const mayChange = hasRole(me, "dispatcher", "admin");
  const add = (words: string, next: Open) => <button type="button" className="btn" onClick={() => { setOpen(next); }}><Plus size={15} aria-hidden />{words}</button>;
  const acts = (kind: Kind, old: Inhibition | MuteTime) => mayChange && (
    <span className="rule-pair">
      <button type="button" className="btn" onClick={() => { setOpen({ is: "setting", kind, old }); }}>{t("change")}<span className="sr"> {old.code}</span></button>
      <button type="button" className="btn" onClick={() => { setOpen({ is: "drop", kind, old }); }}>{t("remove")}<span className="sr"> {old.code}</span></button>
    </span>
  );
  const state = (one: Silence) => (Date.parse(one.ends_at) <= now ? t("ended") : Date.parse(one.starts_at) > now ? t("toCome") : t("inForce"));
  return (
    <section className="page noise-page" tabIndex={0} aria-label={t("title")}>
      <header className="list-head"><Link to="/desk/alarms">{t("toAlarms")}</Link><h1>{t("title")}</h1><span className="weak">{t("about")}</span></header>
      <Panel title={t("silences")} extra={maySilence && add(t("begin"), { is: "begin" })} flush>
        <Loaded query={silences}>
          {(all) => all.length === 0 ? <p className="panel-body weak">{t("noSilences")}</p> : (
            <table>
              <thead><tr><th>{t("state")}</th><th>{t("matches")}</th><th>{t("reason")}</th><th>{t("author")}</th><th>{t("fromTime")}</th><th>{t("toTime")}</th><th><span className="sr">{t("end")}</span></th></tr></thead>
              <tbody>
                {all.map((one) => (
                  <tr key={one.id}>
                    <td className="strong">{state(one)}{one.until_resolved && <small className="weak"> {t("untilShort")}</small>}</td>
                    <td><MatcherWords matchers={one.matchers} /></td><td>{one.reason}</td><td>{one.author}</td><td><When at={one.starts_at} /></td><td><When at={one.ends_at} /></td>
                    <td>{maySilence && Date.parse(one.ends_at) > now && <button type="button" className="btn" onClick={() => { setOpen({ is: "end", silence: one }); }}>{t("end")}<span className="sr"> {one.reason}</span></button>}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </Loaded>
      </Panel>
      <Panel title={t("inhibitions")} extra={mayChange && add(t("addInhibition"), { is: "setting", kind: "inhibitions", old: null })} flush>
        <Loaded query={inhibitions}>
          {(all) => all.length === 0 ? <p className="panel-body weak">{t("noInhibitions")}</p> : (
            <ul>{all.map((one) => <li key={one.code}><strong>{one.zh || one.code}</strong><span>{t("source")}: <MatcherWords matchers={one.source} /></span><span>{t("target")}: <MatcherWords matchers={one.target} /></span><span className="weak">{t("equalLabels")}: {(one.equal ?? []).join("、") || t("nothing")}</span>{acts("inhibitions", one)}</li>)}</ul>
          )}
        </Loaded>
      </Panel>
      <Panel title={t("mutes")} extra={mayChange && add(t("addMute"), { is: "setting", kind: "mutes", old: null })} flush>
        <Loaded query={mutes}>
          {(all) => all.length === 0 ? <p className="panel-body weak">{t("noMutes")}</p> : (
            <ul>{all.map((one) => <li key={one.code}><strong>{one.zh || one.code}</strong><MatcherWords matchers={one.matchers} /><span className="mono">{Object.entries(one.times).map(([key, value]) => `${key} ${JSON.stringify(value)}`).join(" · ")}</span>{acts("mutes", one)}</li>)}</ul>
          )}
        </Loaded>
      </Panel>
      {open?.is === "begin" && <BeginSheet close={close} />}
      {open?.is === "end" && <EndSheet silence={open.silence} close={close} />}
      {open?.is === "setting" && <SettingSheet kind={open.kind} old={open.old} close={close} />}
      {open?.is === "drop" && open.old && <DropSheet kind={open.kind} old={open.old} close={close} />}
    </section>
  );
}
