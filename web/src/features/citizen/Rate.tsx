import { useState } from "react";

import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { useOutbox } from "@/shared/offline/hooks";
import { outbox } from "@/shared/offline/outbox";
import type { Rating } from "./api";
import { texts } from "./texts";

const STARS = [1, 2, 3, 4, 5];
type Aspect = "satisfaction" | "speed" | "result" | "attitude";

/** Rate on speed, result, attitude; without a network it is kept and sent once there is one. */
export function Rate({ number, receipt }: { number: string; receipt: string }) {
  const t = useTexts(texts);
  const say = useSay();
  const entry = useOutbox().entries.findLast((one) => one.kind === "rating" && one.number === number);
  const [given, setGiven] = useState<Partial<Rating>>({});
  const aspects: [Aspect, string][] = [["satisfaction", t("overall")], ["speed", t("speed")], ["result", t("result")], ["attitude", t("attitude")]];
  const { satisfaction } = given;
  const send = async () => {
    if (!satisfaction) return;
    if (entry?.state === "refused") await outbox.drop(entry.id);
    await outbox.add({ kind: "rating", owner: null, number, title: t("rateOf", { number }), body: { receipt, ...given } });
  };
  if (entry?.state === "waiting") return <p className="card" role="status">{t(entry.problem ? "rateKept" : "rating")}</p>;
  return (
    <form
      className="card rate"
      onSubmit={(sent) => {
        sent.preventDefault();
        void send();
      }}
    >
      <h2>{t("rateTitle")}</h2>
      {aspects.map(([aspect, label]) => (
        <fieldset key={aspect}>
          <legend>{label}</legend>
          {STARS.map((n) => (
            <label key={n}>
              <input type="radio" name={aspect} value={n} checked={given[aspect] === n} onChange={() => { setGiven({ ...given, [aspect]: n }); }} />
              {t("points", { n })}
            </label>
          ))}
        </fieldset>
      ))}
      <textarea className="input" rows={2} maxLength={1000} placeholder={t("words")} aria-label={t("words")} onChange={(typed) => { setGiven({ ...given, comment: typed.target.value || undefined }); }} />
      {entry?.state === "refused" && <p className="problem" role="alert">{say(entry.problem?.sentence)}</p>}
      <button type="submit" className="btn" data-primary disabled={!satisfaction}>{t("rate")}</button>
    </form>
  );
}
