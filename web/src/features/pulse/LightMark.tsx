import { useTexts } from "@/shared/i18n/catalogue";
import type { Light } from "./model";
import { texts } from "./texts";
import "./pulse.css";

/** The colour of a value by shape and word: grey is no colour of the good. */
export function LightMark({ light, quiet }: { light: Light; quiet?: boolean }) {
  const t = useTexts(texts);
  const word = t(light ?? "plain");
  return <span className="light" data-light={light ?? "plain"} title={quiet ? word : undefined}><i aria-hidden /><span className={quiet ? "sr" : ""}>{word}</span></span>;
}
