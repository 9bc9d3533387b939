import { useEffect, useState } from "react";
import { Link, useLocation, useNavigate } from "react-router";

import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { useOutbox, useSending } from "@/shared/offline/hooks";
import { AsOf } from "@/shared/offline/OfflineBar";
import { outbox } from "@/shared/offline/outbox";
import { When } from "@/shared/ui/parts";
import { Loaded } from "@/shared/ui/states";
import type { PublicCase } from "./api";
import { usePublicCase } from "./api";
import { Frame } from "./Frame";
import { followPath, parseHash } from "./model";
import { Rate } from "./Rate";
import { Supplement } from "./Supplement";
import { texts } from "./texts";
import { useBase } from "./useBase";

/** The public page of its own address. */
export default function FollowPage() {
  return (
    <Frame>
      <Follow />
    </Frame>
  );
}

/** How a case stands, for who has its number and receipt; what was sent from here is remembered. */
export function Follow() {
  const t = useTexts(texts);
  const base = useBase();
  const { hash } = useLocation();
  const asked = parseHash(hash);
  const found = usePublicCase(asked.number, asked.receipt);
  useSending();
  return (
    <>
      <h1>{t("follow")}</h1>
      <AsOf at={found.asOf} />
      {found.data ? (
        <p className="weak">
          <span className="mono">{found.data.number}</span> <Link className="btn" data-quiet to={`${base}/follow`}>{t("another")}</Link>
        </p>
      ) : (
        <Ask key={hash} number={asked.number} receipt={asked.receipt} />
      )}
      {asked.number && asked.receipt ? (
        <Loaded query={found}>{(one) => <Progress one={one} receipt={asked.receipt} reload={() => void found.refetch()} />}</Loaded>
      ) : (
        <Own />
      )}
    </>
  );
}

/** What was reported from this phone, so that nobody has to type a receipt. */
function Own() {
  const t = useTexts(texts);
  const base = useBase();
  const sent = useOutbox().entries.filter((entry) => entry.kind === "public" && entry.state === "sent" && entry.answer?.secret);
  useEffect(() => void outbox.load(), []);
  if (sent.length === 0) return null;
  return (
    <section className="card">
      <h2>{t("own")}</h2>
      <ul className="own">
        {[...sent].reverse().map((entry) => (
          <li key={entry.id}>
            <Link to={followPath({ id: entry.answer?.id ?? "", number: entry.answer?.number ?? null, secret: entry.answer?.secret ?? "" }, base)}>
              <strong>{entry.title}</strong>
              <span className="weak"><When at={new Date(entry.made).toISOString()} /></span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Ask(given: { number: string; receipt: string }) {
  const t = useTexts(texts);
  const navigate = useNavigate();
  const base = useBase();
  const [number, setNumber] = useState(given.number);
  const [receipt, setReceipt] = useState(given.receipt);
  return (
    <form
      className="citizen-form"
      onSubmit={(sent) => {
        sent.preventDefault();
        void navigate(`${base}/follow#${encodeURIComponent(number.trim())}/${encodeURIComponent(receipt.trim())}`);
      }}
    >
      {!given.number && <p className="weak">{t("followIntro")}</p>}
      <div className="two">
        <label>
          {t("number")}
          <input className="input mono" required value={number} onChange={(typed) => { setNumber(typed.target.value); }} />
        </label>
        <label>
          {t("receipt")}
          <input className="input mono" required value={receipt} onChange={(typed) => { setReceipt(typed.target.value); }} />
        </label>
      </div>
      <button type="submit" className="btn">{t("lookUp")}</button>
    </form>
  );
}

interface ProgressProps {
  one: PublicCase;
  receipt: string;
  reload: () => void;
}

function Progress({ one, receipt, reload }: ProgressProps) {
  const t = useTexts(texts);
  const say = useSay();
  return (
    <>
      <section className="card">
        <h2>{say(one.status)}</h2>
        <p className="weak">{[one.matter, one.address].filter(Boolean).join(" · ")}</p>
        {one.merged && <p>{t("merged")}</p>}
        <ol className="steps">
          {[...one.track].reverse().map((step, index) => (
            <li key={`${step.label.en}-${step.at}`} data-current={index === 0}>
              <strong>{say(step.label)}</strong>
              <span className="weak"><When at={step.at} /> {index === 0 && one.unit}</span>
            </li>
          ))}
        </ol>
        <p className="weak small">{t("keepNote")}</p>
      </section>
      <section className="card">
        <h2>{t("reply")}</h2>
        {one.notes.length === 0 && <p className="weak">{t("noReply")}</p>}
        {[...one.notes].reverse().map((note) => (
          <div key={note.at}>
            <p className="weak small">{say(note.label)} <When at={note.at} /></p>
            <p className="pre">{note.text}</p>
          </div>
        ))}
      </section>
      {one.waiting && <Supplement number={one.number} receipt={receipt} done={reload} />}
      {one.satisfaction !== null ? (
        <p className="card">{t("rated", { n: one.satisfaction })}</p>
      ) : (
        one.ratable && <Rate number={one.number} receipt={receipt} />
      )}
    </>
  );
}
