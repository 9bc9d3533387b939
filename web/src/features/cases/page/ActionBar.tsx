import { Dropdown } from "antd";
import { ChevronUp } from "lucide-react";
import { useMemo, useState } from "react";

import { formFields } from "@/contributions/forms/model";
import type { ActionOffer, CaseDetail } from "@/shared/api/types";
import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { useKeys } from "@/shared/lib/keys";
import { Sheet } from "@/shared/ui/Sheet";
import { ActionSheet } from "./ActionSheet";
import { texts } from "./texts";

const IN_BAR = 5;

/** The bar at the bottom: what may be done now, the likeliest first; the rest with reasons on demand. */
export function ActionBar({ one, actions }: { one: CaseDetail; actions: ActionOffer[] }) {
  const t = useTexts(texts);
  const say = useSay();
  const [open, setOpen] = useState<ActionOffer | null>(null);
  const [why, setWhy] = useState(false);
  const [listed, setListed] = useState(false);
  const allowed = useMemo(() => [...actions.filter((one) => one.allowed)].sort((a, b) => Number(b.primary) - Number(a.primary)), [actions]);
  const forbidden = actions.filter((one) => !one.allowed);
  const keys = useMemo(
    () => allowed.slice(0, 9).map((offer, index) => ({ keys: `Alt+${String(index + 1)}`, label: say(offer.label), run: () => { setOpen(offer); } })),
    [allowed, say],
  );
  useKeys(t("keysCase"), keys);
  const rest = allowed.slice(IN_BAR);
  return (
    <footer className="actions" aria-label={t("actionsLabel")}>
      {allowed.length === 0 && <span className="weak">{t("noActions")}</span>}
      {allowed.slice(0, IN_BAR).map((offer, index) => (
        <button key={offer.action} type="button" className="btn" data-primary={index === 0 && offer.primary ? true : undefined} onClick={() => { setOpen(offer); }}>
          {say(offer.label)}
          <kbd>Alt+{index + 1}</kbd>
        </button>
      ))}
      {rest.length > 0 && (
        <Dropdown trigger={["click"]} placement="top" onOpenChange={setListed} menu={{ items: rest.map((offer) => ({ key: offer.action, label: say(offer.label), onClick: () => { setOpen(offer); } })) }}>
          <button type="button" className="btn" aria-haspopup="menu" aria-expanded={listed}>
            {t("more")}
            <ChevronUp size={15} aria-hidden />
          </button>
        </Dropdown>
      )}
      <span className="grow" />
      {forbidden.length > 0 && (
        <button type="button" className="btn" data-quiet onClick={() => { setWhy(true); }}>
          {t("why")}
        </button>
      )}
      {open && (
        <Sheet title={say(open.label)} onClose={() => { setOpen(null); }}>
          <ActionSheet one={one} offer={open} bare={formFields(open.schema).length === 0} close={() => { setOpen(null); }} done={() => { setOpen(null); }} />
        </Sheet>
      )}
      {why && (
        <Sheet title={t("forbiddenTitle")} onClose={() => { setWhy(false); }}>
          <dl className="facts">
            {forbidden.map((offer) => (
              <div key={offer.action} style={{ display: "contents" }}>
                <dt className="strong">{say(offer.label)}</dt>
                <dd>{say(offer.reason)}</dd>
              </div>
            ))}
          </dl>
        </Sheet>
      )}
    </footer>
  );
}
