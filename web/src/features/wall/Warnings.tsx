import type { WarningLevel } from "@/contributions/wall/model";
import { useTexts } from "@/shared/i18n/catalogue";
import type { Standing } from "./queries";
import { texts } from "./texts";

const ROMAN: Record<WarningLevel, string> = { red: "\u2160", orange: "\u2161", yellow: "\u2162", blue: "\u2163" };

/** The worst warning in force, and how many more there are. Level by numeral, word and colour. */
export function Warnings({ of: [worst, ...more] }: { of: Standing[] }) {
  const t = useTexts(texts);
  if (!worst) return null;
  return (
    <a className="wall-standing wall-in-force" data-warning={worst.level} href="/desk/warnings" target="_blank" rel="noreferrer" title={worst.title}>
      <i aria-hidden /> {ROMAN[worst.level]} {t(worst.level)} <span>{worst.title}</span>
      {more.length > 0 && <b>{t("moreWarnings", { n: more.length })}</b>}
    </a>
  );
}
