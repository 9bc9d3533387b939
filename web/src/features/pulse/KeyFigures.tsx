import { useLanguage, useSay } from "@/shared/i18n/language";
import { useNow } from "@/shared/time/clock";
import { shortTime } from "@/shared/time/format";
import { LightMark } from "./LightMark";
import type { KeyFigure } from "./model";
import { shown } from "./model";

/** Indicators as short lines: name, value, light, and of when it is where it is not fresh; a number is a door. */
export function KeyFigures({ figures, doors }: { figures: KeyFigure[]; doors: boolean }) {
  const say = useSay();
  const language = useLanguage();
  const now = useNow();
  return (
    <ul className="key-figures">
      {figures.map((one) => {
        const value = shown(one.value, one.unit, language);
        return (
          <li key={one.code} data-light={one.light ?? "plain"}>
            <span>{say(one.name)}</span>
            <strong title={one.why ?? undefined}>{doors ? <a className="figure" href={`/desk/indicators/${one.code}`} target="_blank" rel="noreferrer" aria-label={`${say(one.name)} ${value}`}>{value}</a> : value}</strong>
            <LightMark light={one.light} quiet />
            {one.light === "grey" && one.as_of && <small>{shortTime(one.as_of, now, language)}</small>}
          </li>
        );
      })}
    </ul>
  );
}
