import { App } from "antd";
import { useCallback, useMemo, useState } from "react";

import { useMatterSearch } from "@/features/matters/public";
import { useMe } from "@/features/session/public";
import { advice, asApiError } from "@/shared/api/errors";
import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { useKeys } from "@/shared/lib/keys";
import { load, save } from "@/shared/lib/storage";
import { CallForm } from "./CallForm";
import { Duplicates } from "./Duplicates";
import { Filed } from "./Filed";
import { useFiling } from "./filing";
import type { Draft } from "./queries";
import { EMPTY, useDuplicates, useToldPlaces } from "./queries";
import { texts } from "./texts";
import "./intake.css";

/** Letters that lead to the fields past the map, which has stops of its own. */
const FIELDS = [["w", "call-text", "what"], ["a", "call-address", "where"], ["p", "call-phone", "phone"]] as const;

/** One column in the order a conversation goes; nothing needs the mouse. */
export default function HotlinePage() {
  const t = useTexts(texts);
  const say = useSay();
  const kept = `hotline-draft.${useMe().name}`;
  const [draft, setDraft] = useState<Draft>(() => ({ ...EMPTY, ...load<Partial<Draft>>(kept, {}) }));
  const [matterName, setMatterName] = useState<string | null>(null);
  const [same, setSame] = useState<string | null>(null);
  const [needText, setNeedText] = useState(false);
  const { notification } = App.useApp();
  const words = useMemo(() => ({
    apart: (one: string, error: unknown) => (error === null ? t("mergeUnnumbered", { number: one }) : t("mergeLater", { number: one, why: say(asApiError(error).sentence) })),
    later: (note: string) => { notification.warning({ title: note, duration: 0 }); },
  }), [t, say, notification]);
  const { file, next, outcome, isPending, error: refused } = useFiling(words);
  const suggestions = useMatterSearch(draft.text.slice(0, 120), 3);
  const duplicates = useDuplicates(draft);
  const told = useToldPlaces(draft);

  const change = useCallback((changes: Partial<Draft>) => {
    setDraft((old) => {
      const next = { ...old, ...changes };
      // Names and numbers of callers are not left on the machine.
      save(kept, { ...next, name: "", phone: "" });
      return next;
    });
  }, [kept]);
  const reset = useCallback(() => {
    next();
    change(EMPTY);
    setMatterName(null);
    setSame(null);
    setTimeout(() => document.getElementById("call-text")?.focus(), 0);
  }, [change, next]);
  const submit = useCallback(() => {
    setNeedText(draft.text.trim() === "");
    if (draft.text.trim() === "" || isPending || outcome) return;
    file(draft, same);
  }, [draft, file, isPending, outcome, same]);
  const pick = useCallback(
    (index: number) => {
      const matter = suggestions.data?.[index];
      if (!matter) return;
      change({ matter: matter.key });
      setMatterName(matter.name);
    },
    [suggestions.data, change],
  );
  const take = useCallback((index: number) => {
    const place = told[index];
    if (place) change({ address: place.address, lon: place.lon, lat: place.lat });
  }, [told, change]);
  const keys = useMemo(
    () => [
      { keys: "F9", label: t("keyFile"), run: submit },
      ...[0, 1, 2].map((index) => ({ keys: `Alt+${String(index + 1)}`, label: t("keyMatter", { n: index + 1 }), run: () => { pick(index); } })),
      ...[0, 1, 2].map((index) => ({ keys: `Alt+${String(index + 4)}`, label: t("keyPlace", { n: index + 1 }), run: () => { take(index); } })),
      { keys: "Alt+d", label: t("keySame"), run: () => { setSame(duplicates.data?.find(({ ended }) => !ended)?.number ?? null); } },
      ...FIELDS.map(([letter, id, name]) => ({ keys: `Alt+${letter}`, label: t("keyField", { name: t(name) }), run: () => document.getElementById(id)?.focus() })),
      { keys: "Alt+n", label: t("keyNew"), run: reset },
    ],
    [t, submit, pick, take, duplicates.data, reset],
  );
  useKeys(t("keys"), keys);
  if (outcome) return <Filed {...outcome} next={reset} />;
  const error = refused ? asApiError(refused) : null;
  return (
    <section className="call">
      <div className="call-main">
        <header className="list-head">
          <h1>{t("title")}</h1>
          <span className="weak">{t("elements")}</span>
        </header>
        <CallForm draft={draft} change={change} matterName={matterName} suggestions={suggestions.data ?? []} pick={pick} told={told} take={take}
          clearMatter={() => { change({ matter: null }); setMatterName(null); }} />
        {same && <p className="notice">{t("addTo", { number: same })}</p>}
        {needText && !draft.text.trim() && <p className="problem" role="alert">{t("needText")}</p>}
        {error && (
          <div className="refusal" role="alert">
            <strong>{say(error.sentence)}</strong>
            <p>{say(advice(error))}</p>
          </div>
        )}
        <footer className="form-foot">
          <button type="button" className="btn" data-primary disabled={isPending} onClick={submit}>
            {isPending ? t("filing") : t("file")}
            <kbd>F9</kbd>
          </button>
        </footer>
      </div>
      <Duplicates query={duplicates} known={(draft.lon !== null || draft.phone.trim().length > 6) && draft.text.length > 3} same={same} choose={setSame} />
    </section>
  );
}
