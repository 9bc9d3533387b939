import { useEffect } from "react";

import { formFields } from "@/contributions/forms/model";
import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { Sheet } from "@/shared/ui/Sheet";
import { announce } from "@/shared/ui/Undo";
import { useActions, useCase } from "../queries";
import { ActionSheet } from "./ActionSheet";
import { texts } from "./texts";

/** One act on a case of a list, in a sheet over it; where it may not be done, why. */
export function QuickAct({ number, action, close }: { number: string; action: string; close: () => void }) {
  const t = useTexts(texts);
  const say = useSay();
  const one = useCase(number);
  const actions = useActions(number);
  const offer = actions.data?.find((found) => found.action === action);
  // While they are read anew they may be those of before the last step: a quick second key would be refused by them.
  const known = actions.data && !actions.isFetching;
  const refused = known && !offer?.allowed ? say(offer?.reason) || t("noActions") : null;
  useEffect(() => {
    if (refused === null) return;
    announce(refused);
    close();
  }, [refused, close]);
  if (!offer?.allowed || !one.data) return null;
  return (
    <Sheet title={say(offer.label)} onClose={close}>
      <p className="strong">{one.data.title}</p>
      <ActionSheet one={one.data} offer={offer} bare={formFields(offer.schema).length === 0} close={close} done={close} />
    </Sheet>
  );
}
