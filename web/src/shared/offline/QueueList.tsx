import { CircleCheck, CloudUpload, RotateCcw, TriangleAlert } from "lucide-react";
import { Link } from "react-router";

import { advice, ApiError } from "../api/errors";
import { useTexts } from "../i18n/catalogue";
import { useSay } from "../i18n/language";
import { EmptyState } from "../ui/states";
import { CopyButton, When } from "../ui/parts";
import type { Entry } from "./entry";
import { useOutbox } from "./hooks";
import { outbox } from "./outbox";
import { texts } from "./texts";
import "./offline.css";

interface Props {
  account: string | null;
  /** Where the receipt of a citizen's report is shown. */
  follow: (entry: Entry) => string | null;
  /** Where a case is shown. */
  open?: (number: string) => string;
}

/** The act is no longer anybody's to do here: the case was taken away or has gone on. */
const GONE = new Set([403, 404, 409]);

/** Everything that waits, was refused, or went out in the last days, in words. */
export function QueueList({ account, follow, open }: Props) {
  const t = useTexts(texts);
  const { entries, busy } = useOutbox();
  if (entries.length === 0) {
    return (
      <EmptyState title={t("queueEmpty")}>
        <p>{t("queueEmptyText")}</p>
      </EmptyState>
    );
  }
  return (
    <ul className="outbox">
      {[...entries].reverse().map((entry) => (
        <li key={entry.id} data-state={entry.id === busy ? "busy" : entry.state}>
          <Head entry={entry} busy={entry.id === busy} account={account} />
          {entry.state === "sent" ? <Sent entry={entry} follow={follow} open={open} /> : <Trouble entry={entry} busy={entry.id === busy} />}
        </li>
      ))}
    </ul>
  );
}

function Head({ entry, busy, account }: { entry: Entry; busy: boolean; account: string | null }) {
  const t = useTexts(texts);
  const foreign = entry.owner !== null && entry.owner !== account && entry.state !== "sent";
  const Icon = entry.state === "sent" ? CircleCheck : entry.state === "waiting" ? CloudUpload : TriangleAlert;
  const words = busy ? t("sendingNow") : foreign ? t("foreign", { who: entry.owner ?? "" }) : t(entry.state);
  return (
    <div className="outbox-head">
      <Icon size={22} aria-hidden />
      <span>
        <strong>{entry.title}</strong>
        <span className="weak">
          {words} · <When at={new Date(entry.made).toISOString()} />
          {entry.files.length > 0 && ` · ${t("photoCount", { n: entry.files.length })}`}
        </span>
      </span>
    </div>
  );
}

function Sent({ entry, follow, open }: Omit<Props, "account"> & { entry: Entry }) {
  const t = useTexts(texts);
  const number = entry.answer?.number ?? entry.number;
  const path = follow(entry) ?? (number && open ? open(number) : null);
  return (
    <div className="outbox-acts">
      {number && <span className="mono">{number}</span>}
      {path && <Link className="btn" to={path}>{t("look")}</Link>}
    </div>
  );
}

function Trouble({ entry, busy }: { entry: Entry; busy: boolean }) {
  const t = useTexts(texts);
  const say = useSay();
  const { problem, changes = [] } = entry;
  const error = problem ? new ApiError(problem.code, problem.status, problem.sentence) : null;
  const drop = () => {
    if (confirm(t("dropAsk", { title: entry.title }))) void outbox.drop(entry.id);
  };
  const asRemark = { action: "comment", body: { text: remark(entry) }, version: undefined };
  return (
    <>
      {error && entry.state !== "waiting" && (
        <div className="refusal" role="alert">
          <strong>{say(error.sentence)}</strong>
          {entry.state === "refused" && <p>{entry.kind === "act" && GONE.has(error.status) ? t("goneText") : say(advice(error))}</p>}
          {changes.map((change) => (
            <p key={change.at}>
              <When at={change.at} /> {change.who}: {say(change.label)}
            </p>
          ))}
          {entry.state === "conflict" && <p>{t("conflictText")}</p>}
        </div>
      )}
      {error && entry.state === "waiting" && <p className="weak">{t("triedText", { n: entry.tries })}</p>}
      <div className="outbox-acts">
        {entry.state === "conflict" && <button type="button" className="btn" data-primary onClick={() => void outbox.retry(entry.id)}>{t("sendAnyway")}</button>}
        {entry.state !== "waiting" && entry.kind === "act" && entry.action !== "comment" && (
          <button type="button" className="btn" onClick={() => void outbox.retry(entry.id, asRemark)}>{t("asRemark")}</button>
        )}
        {entry.state !== "waiting" && <CopyButton text={remark(entry)} label={t("copyWords")} />}
        {entry.state !== "conflict" && (
          <button type="button" className="btn" disabled={busy} onClick={() => { void outbox.retry(entry.id).then(() => { outbox.kick(true); }); }}>
            <RotateCcw size={18} aria-hidden />
            {t("tryNow")}
          </button>
        )}
        <button type="button" className="btn" data-quiet disabled={busy} onClick={drop}>{t("drop")}</button>
      </div>
    </>
  );
}

/** The words of an act that can no longer be done, so that what was seen on site is not lost. */
function remark(entry: Entry): string {
  const words = ["result", "demand", "comment", "reason", "text", "public_reply"].flatMap((name) => {
    const value = entry.body[name];
    return typeof value === "string" && value.trim() ? [value.trim()] : [];
  });
  return [entry.title, ...words].join("\n").slice(0, 4000);
}
