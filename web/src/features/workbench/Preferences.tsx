import { LogOut } from "lucide-react";
import { useContext } from "react";

import { useSignOut } from "@/features/session/public";
import { useTexts } from "@/shared/i18n/catalogue";
import { LanguageContext } from "@/shared/i18n/language";
import { useAppearance } from "@/shared/ui/Appearance";
import { Sheet } from "@/shared/ui/Sheet";
import { texts } from "./texts";

const THEMES = ["light", "dark", "contrast"] as const;
const SIZES = ["normal", "large"] as const;
const LANGUAGES = [["zh", "\u4e2d\u6587"], ["en", "English"]] as const;

export function Preferences({ close }: { close: () => void }) {
  const t = useTexts(texts);
  const { theme, size, setTheme, setSize } = useAppearance();
  const { language, choose } = useContext(LanguageContext);
  const signOut = useSignOut();
  const row = (title: string, buttons: [string, boolean, () => void][]) => (
    <div className="preference" role="group" aria-label={title}>
      <span>{title}</span>
      {buttons.map(([label, on, act]) => (
        <button key={label} type="button" className="btn" aria-pressed={on} onClick={act}>{label}</button>
      ))}
    </div>
  );
  return (
    <Sheet title={t("appearance")} onClose={close}>
      {row(t("theme"), THEMES.map((one) => [t(one), theme === one, () => { setTheme(one); }]))}
      {row(t("size"), SIZES.map((one) => [t(one), size === one, () => { setSize(one); }]))}
      {row(t("language"), LANGUAGES.map(([one, label]) => [label, language === one, () => { choose(one); }]))}
      <div className="form-foot">
        <button type="button" className="btn" disabled={signOut.isPending} onClick={() => { signOut.mutate(); }}>
          <LogOut size={16} aria-hidden />
          {t("signOut")}
        </button>
      </div>
    </Sheet>
  );
}
