import { useState } from "react";

import { asApiError } from "@/shared/api/errors";
import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import type { Rating } from "./api";
import { useRate } from "./api";
import { texts } from "./texts";

const STARS = [1, 2, 3, 4, 5];
type Aspect = "satisfaction" | "speed" | "result" | "attitude";

export function Rate({ number, receipt, done }: { number: string; receipt: string; done: () => void }) {
  const t = useTexts(texts);
  const say = useSay();
  const rate = useRate(number, receipt);
  const [given, setGiven] = useState<Partial<Rating>>({});
  const aspects: [Aspect, string][] = [["satisfaction", t("overall")], ["speed", t("speed")], ["result", t("result")], ["attitude", t("attitude")]];
  const { satisfaction } = given;
  return (
    <form
      className="card rate"
      onSubmit={(sent) => {
        sent.preventDefault();
        if (satisfaction) rate.mutate({ ...given, satisfaction }, { onSuccess: done });
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
      {rate.error && <p className="problem" role="alert">{say(asApiError(rate.error).sentence)}</p>}
      <button type="submit" className="btn" data-primary disabled={!satisfaction || rate.isPending}>{t("rate")}</button>
    </form>
  );
}
