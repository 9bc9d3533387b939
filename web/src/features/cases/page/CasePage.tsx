import { ArrowLeft } from "lucide-react";
import { useMemo } from "react";
import { useNavigate, useParams } from "react-router";

import type { CaseDetail } from "@/shared/api/types";
import { ReadingPanel } from "@/features/language/public";
import { useAreaWords } from "@/features/organisation/public";
import { CaseKnots } from "@/features/knots/public";
import { CasePlans } from "@/features/plans/public";
import { useTexts } from "@/shared/i18n/catalogue";
import { useKeys } from "@/shared/lib/keys";
import { CopyButton, Left, Panel, StageTag } from "@/shared/ui/parts";
import { ErrorState, Loaded } from "@/shared/ui/states";
import { ToPhone } from "../handover/ToPhone";
import { Marks } from "../list/Cells";
import { useActions, useCase, useClocks, useJournal } from "../queries";
import { ActionBar } from "./ActionBar";
import { Candidates } from "./Candidates";
import { Clocks } from "./Clocks";
import { Conversation } from "./Conversation";
import { Devices } from "./Devices";
import { Draft } from "./draft/Draft";
import { Evidence } from "./Evidence";
import { Journal } from "./Journal";
import { Oversight } from "./Oversight";
import { Reports } from "./Reports";
import { Road } from "./Road";
import { Facts, Place, Relations } from "./Side";
import { Similar } from "./Similar";
import { Tasks } from "./Tasks";
import { texts } from "./texts";
import { Track } from "./Track";
import "./page.css";

export default function CasePage() {
  const { number = "" } = useParams();
  const one = useCase(number);
  // Asked for together with the case, not after it.
  useJournal(number);
  useActions(number);
  useClocks(number);
  const navigate = useNavigate();
  const t = useTexts(texts);
  const keys = useMemo(() => [{ keys: "Backspace", label: t("keyBack"), run: () => void navigate(-1) }], [t, navigate]);
  useKeys(t("keysCase"), keys);
  return <Loaded query={one} rows={12}>{(detail) => <CaseView one={detail} />}</Loaded>;
}

function CaseView({ one }: { one: CaseDetail }) {
  const actions = useActions(one.number);
  return (
    <article className="case">
      <div>
        <Head one={one} />
        <Road one={one} />
      </div>
      <div className="case-columns">
        <LeftColumn one={one} />
        <Middle one={one} />
        <Right one={one} />
      </div>
      {actions.data ? <ActionBar one={one} actions={actions.data} /> : actions.error && <ErrorState error={actions.error} retry={() => void actions.refetch()} />}
    </article>
  );
}

function Head({ one }: { one: CaseDetail }) {
  const t = useTexts(texts);
  const navigate = useNavigate();
  const area = useAreaWords();
  return (
    <header className="case-head">
      <button type="button" className="btn" data-quiet onClick={() => void navigate(-1)}>
        <ArrowLeft size={17} aria-hidden />
        <span className="sr">{t("back")}</span>
      </button>
      <div className="case-name">
        <h1>{one.title}</h1>
        <div className="case-line">
          <span className="mono">{one.number}</span>
          <CopyButton text={one.number} />
          <ToPhone number={one.number} />
          <span className="weak">{[one.matter?.name, area(one), one.address].filter(Boolean).join(" · ")}</span>
          <Marks one={one} />
        </div>
      </div>
      <StageTag stage={one.stage} side={one.side} />
      {one.unit && <span className="weak">{t("leadUnit", { unit: one.unit.name })}</span>}
      {one.clock && <Left clock={one.clock} started={one.opened_at} named />}
    </header>
  );
}

function LeftColumn({ one }: { one: CaseDetail }) {
  const t = useTexts(texts);
  const journal = useJournal(one.number);
  return (
    <div className="case-left">
      <Panel title={t("track")}>
        <Loaded query={journal} rows={5}>{(items) => <Track journal={items} />}</Loaded>
      </Panel>
      <Facts one={one} />
    </div>
  );
}

function Middle({ one }: { one: CaseDetail }) {
  const t = useTexts(texts);
  const clocks = useClocks(one.number);
  const journal = useJournal(one.number);
  return (
    <div className="case-middle">
      <Panel title={t("reports", { n: one.reports.length })}>
        <Reports number={one.number} reports={one.reports} />
      </Panel>
      {one.preparation?.reading && (
        <Panel title={t("saysWhat")}>
          <ReadingPanel reading={one.preparation.reading} />
        </Panel>
      )}
      <Panel title={t("evidence")}>
        <Evidence one={one} />
      </Panel>
      {one.candidates.length > 0 && (
        <Panel title={t("suggested")}>
          {!one.unit && <p className="weak">{t("noUnique")}</p>}
          <Candidates candidates={one.candidates} />
        </Panel>
      )}
      <CasePlans number={one.number} />
      <CaseKnots number={one.number} />
      <Panel title={t("tasks")}>
        <Tasks tasks={one.tasks} clocks={clocks.data ?? []} />
      </Panel>
      <Panel title={t("answers")}>
        <Words title={t("publicReply")} text={one.public_reply} kind="public" />
        <Words title={t("internalResult")} text={one.result} kind="internal" />
      </Panel>
      <Draft number={one.number} />
      <Panel title={t("conversation")}>
        <Conversation one={one} />
      </Panel>
      <Oversight one={one} />
      <Panel title={t("journal")}>
        <Loaded query={journal} rows={5}>{(items) => <Journal journal={items} />}</Loaded>
      </Panel>
    </div>
  );
}

function Words({ title, text, kind }: { title: string; text: string | null; kind: string }) {
  const t = useTexts(texts);
  return (
    <div className="words" data-kind={kind}>
      <h3>{title}</h3>
      <p className={text ? "pre" : "weak"}>{text ?? t("nothingYet")}</p>
    </div>
  );
}

function Right({ one }: { one: CaseDetail }) {
  const t = useTexts(texts);
  const clocks = useClocks(one.number);
  return (
    <div className="case-right">
      <Place one={one} />
      <Panel title={t("clocks")}>
        <Loaded query={clocks} rows={4}>{(items) => <Clocks clocks={items} />}</Loaded>
      </Panel>
      <Devices number={one.number} channel={one.channel} />
      <Similar number={one.number} />
      <Relations one={one} />
    </div>
  );
}
