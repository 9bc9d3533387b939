import { Smartphone } from "lucide-react";
import { useState } from "react";

import { useTexts } from "@/shared/i18n/catalogue";
import { CopyButton } from "@/shared/ui/parts";
import { QrCode } from "@/shared/ui/QrCode";
import { Sheet } from "@/shared/ui/Sheet";
import { texts } from "./texts";

/** Take a case along: a code with its address on the small screen. Who opens it signs in there and sees what they may see. */
export function ToPhone({ number }: { number: string }) {
  const t = useTexts(texts);
  const [open, setOpen] = useState(false);
  const address = `${location.origin}/m/tasks/${number}`;
  return (
    <>
      <button type="button" className="btn" data-quiet title={t("toPhone")} onClick={() => { setOpen(true); }}>
        <Smartphone size={16} aria-hidden />
        <span className="sr">{t("toPhone")}</span>
      </button>
      {open && (
        <Sheet title={t("toPhone")} onClose={() => { setOpen(false); }}>
          <QrCode text={address} label={t("code", { number })} />
          <p>{t("how")}</p>
          <p className="mono">{address} <CopyButton text={address} /></p>
        </Sheet>
      )}
    </>
  );
}
