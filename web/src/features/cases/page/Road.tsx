import { Check, Circle, CircleDot } from "lucide-react";

import type { CaseDetail } from "@/shared/api/types";
import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { texts } from "./texts";

const ICONS = { done: Check, current: CircleDot, next: Circle };

/** The road of the flow: what is done, where the case stands, what is still to come. */
export function Road({ one }: { one: CaseDetail }) {
  const t = useTexts(texts);
  const say = useSay();
  const words = { done: t("stepDone"), current: t("stepCurrent"), next: t("stepNext") };
  if (!one.stages || one.stages.length === 0) return null;
  return (
    <ol className="road" tabIndex={0} aria-label={t("road")}>
      {one.stages.map(({ id, label, status }) => {
        const Icon = ICONS[status];
        return (
          <li key={id} data-status={status} aria-current={status === "current" ? "step" : undefined}>
            <Icon size={14} aria-hidden />
            {say(label)}
            <span className="sr">{words[status]}</span>
          </li>
        );
      })}
    </ol>
  );
}
