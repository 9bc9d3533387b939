import { useState } from "react";

import { advice, asApiError } from "@/shared/api/errors";
import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { texts } from "./texts";

interface Given { client: string; per_day: number; price: number }

/** Set what a client may do in a day; an empty client stands for all others. */
export function LimitForm({ clients, priced, save }: { clients: string[]; priced: boolean; save: (given: Given) => Promise<unknown> }) {
  const t = useTexts(texts);
  const say = useSay();
  const [client, setClient] = useState("");
  const [perDay, setPerDay] = useState(10_000);
  const [price, setPrice] = useState(0);
  const [said, tell] = useState("");
  const list = priced ? "limit-callers" : "limit-senders";
  return (
    <form className="strategy-row" aria-label={t("setLimit")} onSubmit={(sent) => {
      sent.preventDefault();
      save({ client, per_day: perDay, price }).then(() => { tell(t("limitSet")); }).catch((problem: unknown) => { const error = asApiError(problem); tell(`${say(error.sentence)} ${say(advice(error))}`); });
    }}>
      <label>{t("client")}<input className="input" list={list} maxLength={80} placeholder={t("others")} value={client} onChange={({ target }) => { setClient(target.value); }} /></label>
      <datalist id={list}>{clients.map((one) => <option key={one} value={one} />)}</datalist>
      <label>{t("perDay")}<input className="input" type="number" required min={0} max={100_000_000} value={perDay} onChange={({ target }) => { setPerDay(Number(target.value)); }} /></label>
      {priced && <label>{t("price")}<input className="input" type="number" required min={0} max={1_000_000} step={0.0001} value={price} onChange={({ target }) => { setPrice(Number(target.value)); }} /></label>}
      <button type="submit" className="btn">{t("setLimit")}</button>
      <span role="status">{said}</span>
    </form>
  );
}
