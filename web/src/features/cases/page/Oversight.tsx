import type { CaseDetail } from "@/shared/api/types";
import { useTexts } from "@/shared/i18n/catalogue";
import type { Bilingual } from "@/shared/api/types";
import { CHOICES, FIELDS } from "@/contributions/forms/vocabulary";
import { useLanguage, useSay } from "@/shared/i18n/language";
import { useNow } from "@/shared/time/clock";
import { shortTime } from "@/shared/time/format";
import { Panel } from "@/shared/ui/parts";
import { texts } from "./texts";

type Row = Record<string, unknown>;
const HIDDEN = new Set(["id", "task", "by"]);

interface Voice {
  say: (text: Bilingual | string | null | undefined) => string;
  time: (at: string) => string;
}

function words(value: unknown, name: string, voice: Voice): string {
  const { say, time } = voice;
  if (value === null || value === undefined || value === "") return "";
  if (typeof value === "string") {
    const choice = CHOICES[name]?.[value];
    if (choice) return say(choice);
    return /^\d{4}-\d\d-\d\dT/.test(value) ? time(value) : value;
  }
  if (Array.isArray(value)) return value.map((one) => words(one, name, voice)).filter(Boolean).join("、");
  if (typeof value === "object") {
    const row = value as Row;
    if (typeof row.zh === "string" && typeof row.en === "string") return say({ zh: row.zh, en: row.en });
    if (typeof row.name === "string") return row.name;
    return Object.entries(row).filter(([key]) => !HIDDEN.has(key)).map(([key, one]) => words(one, key, voice)).filter(Boolean).join(" ");
  }
  return String(value);
}

/** Each supervision with its object, its demand, its date and its answer. */
export function Supervisions({ one }: { one: CaseDetail }) {
  const t = useTexts(texts);
  const say = useSay();
  const language = useLanguage();
  const now = useNow();
  const voice: Voice = { say, time: (at) => shortTime(at, now, language) };
  if (one.supervisions.length === 0) return null;
  return (
    <ul className="supervisions">
      {one.supervisions.map((row, index) => (
        <li key={index}>
          <p><strong>{words(row.kind, "kind", voice) || t("supervision")}</strong> <span className="weak">{words(row.at, "at", voice)} · {words(row.status, "status", voice)}</span></p>
          <dl className="facts">
            <dt>{t("supervisedUnit")}</dt><dd>{words(row.unit, "unit", voice)}</dd>
            <dt>{t("supervisedDemand")}</dt><dd className="pre">{words(row.demand, "demand", voice)}</dd>
            <dt>{t("supervisedDue")}</dt><dd>{words(row.due_at, "due_at", voice) || t("noDate")}</dd>
            <dt>{t("supervisedAnswer")}</dt><dd className={row.answer ? "pre" : "weak"}>{words(row.answer, "answer", voice) || t("noAnswer")}</dd>
          </dl>
        </li>
      ))}
    </ul>
  );
}

/** Supervisions, consultations and extensions as they stand, told field by field. */
export function Oversight({ one }: { one: CaseDetail }) {
  const t = useTexts(texts);
  const say = useSay();
  const language = useLanguage();
  const now = useNow();
  const time = (at: string) => shortTime(at, now, language);
  const all: [string, Row][] = [
    ...one.consultations.map((row): [string, Row] => [t("consultation"), row]),
    ...one.extensions.map((row): [string, Row] => [t("extension"), row]),
  ];
  if (all.length === 0 && one.supervisions.length === 0) return null;
  return (
    <Panel title={t("oversight")}>
      <Supervisions one={one} />
      <ul className="oversight">
        {all.map(([kind, row], index) => (
          <li key={index}>
            <strong>{kind}</strong>
            {Object.entries(row).filter(([key]) => !HIDDEN.has(key)).map(([key, value]) => {
              const text = words(value, key, { say, time });
              return text ? <span key={key} title={say(FIELDS[key] ?? key)}>{text}</span> : null;
            })}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
