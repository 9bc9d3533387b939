import { Plus } from "lucide-react";
import { useState } from "react";
import { Link } from "react-router";

import { hasRole, useMe } from "@/features/session/public";
import { useTexts } from "@/shared/i18n/catalogue";
import { useLanguage, useSay } from "@/shared/i18n/language";
import { span } from "@/shared/time/format";
import { Panel, When } from "@/shared/ui/parts";
import { EmptyState, Loaded } from "@/shared/ui/states";
import type { EdgeNode } from "./queries";
import { useEdgeNodes } from "./queries";
import { DevicesSheet, KeySheet, RegisterSheet, RevokeSheet } from "./Sheets";
import { texts } from "./texts";
import "./edges.css";

type Open = { is: "register" } | { is: "devices" | "key" | "revoke"; node: EdgeNode };

/** The nodes that judge at the spot: how each is, what waits, what it has taken over; enrolled and revoked here. */
export default function EdgesPage() {
  const t = useTexts(texts);
  const me = useMe();
  const nodes = useEdgeNodes();
  const [open, setOpen] = useState<Open | null>(null);
  const close = () => { setOpen(null); };
  const manages = hasRole(me, "admin", "security");
  return (
    <section className="page edges-page" tabIndex={0} aria-label={t("title")}>
      <header className="list-head">
        <Link to="/desk/devices">{t("toDevices")}</Link><h1>{t("title")}</h1><span className="weak">{t("about")}</span>
        {manages && <button type="button" className="btn" onClick={() => { setOpen({ is: "register" }); }}><Plus size={15} aria-hidden />{t("register")}</button>}
      </header>
      <Loaded query={nodes} rows={4}>
        {(items) => items.length === 0
          ? <EmptyState title={t("none")}><p>{t("noneText")}</p></EmptyState>
          : items.map((node) => <NodePanel key={node.code} node={node} acts={manages ? setOpen : null} />)}
      </Loaded>
      {open?.is === "register" && <RegisterSheet close={close} />}
      {open?.is === "devices" && <DevicesSheet node={open.node} close={close} />}
      {open?.is === "key" && <KeySheet node={open.node} close={close} />}
      {open?.is === "revoke" && <RevokeSheet node={open.node} close={close} />}
    </section>
  );
}

function NodePanel({ node, acts }: { node: EdgeNode; acts: ((open: Open) => void) | null }) {
  const t = useTexts(texts);
  const say = useSay();
  const language = useLanguage();
  const act = (words: string, is: "devices" | "key" | "revoke") => (
    <button type="button" className="btn" onClick={() => { acts?.({ is, node }); }}>{words}<span className="sr"> {node.code}</span></button>
  );
  const waits = node.waiting === 0 ? t("nothing")
    : node.waits_s === null ? t("entriesOnly", { n: node.waiting })
      : t("entries", { n: node.waiting, span: span(node.waits_s * 1000, language) });
  const stage = say({ zh: node.stage_zh, en: node.stage_en });
  return (
    <Panel
      title={`${node.name} ${node.code}`}
      extra={acts && <span className="edges-acts" role="group" aria-label={t("acts")}>{act(t("change"), "devices")}{act(t("newKey"), "key")}{node.stage !== "revoked" && act(t("revoke"), "revoke")}</span>}
    >
      <dl className="facts edges-facts">
        <dt>{t("state")}</dt>
        <dd>
          <b data-away={node.away || undefined}>{node.away ? t("away") : stage}</b>
          {node.stage === "enrolled" && <span className="weak"> {node.judges ? t("judging") : t("notJudging")}</span>}
          {node.stage === "waiting" && <span className="weak"> {t("waits")} <When at={node.enrol_until} /></span>}
          {node.stage === "revoked" && <span className="weak"> {node.reason}</span>}
        </dd>
        <dt>{t("seen")}</dt><dd>{node.seen_at ? <When at={node.seen_at} /> : t("never")}{node.program && <span className="weak"> {t("program", { version: node.program })}</span>}</dd>
        <dt>{t("waiting")}</dt><dd>{waits}{node.missed > 0 && <b> {t("missed", { n: node.missed })}</b>}</dd>
        <dt>{t("alarms")}</dt><dd>{node.alarms}</dd>
        <dt>{t("version")}</dt>
        <dd><span className="mono">{node.bundle ?? "—"}</span>{node.stage === "enrolled" && <span className="weak"> {node.current ? t("current") : t("old")}</span>}</dd>
      </dl>
      <details>
        <summary>{t("devices")} · {t("deviceCount", { n: node.devices.length })}</summary>
        <ul>{node.devices.map((one) => <li key={one.code}><Link to={`/desk/devices/${encodeURIComponent(one.code)}`}>{one.name} <span className="mono">{one.code}</span></Link></li>)}</ul>
      </details>
      <details>
        <summary>{t("rules")} · {t("ruleCount", { n: node.rules.length })}</summary>
        <ul>{node.rules.map((one) => <li key={one.code}><Link to={`/desk/alarm-rules/${encodeURIComponent(one.code)}`}>{t("rule", { name: say({ zh: one.zh, en: one.en }), version: one.version, n: one.devices })}</Link></li>)}</ul>
      </details>
    </Panel>
  );
}
