import type { ReactNode } from "react";
import { useContext } from "react";
import { Link, NavLink } from "react-router";

import { useTexts } from "@/shared/i18n/catalogue";
import { LanguageContext } from "@/shared/i18n/language";
import { useAppearance } from "@/shared/ui/Appearance";
import { useCity } from "@/shared/api/city";
import { texts } from "./texts";
import "./citizen.css";

export function Frame({ children }: { children: ReactNode }) {
  const t = useTexts(texts);
  const { language, choose } = useContext(LanguageContext);
  const { size, setSize } = useAppearance();
  const city = useCity();
  return (
    <div className="citizen">
      <header>
        <Link to="/" className="citizen-name">
          {city ? city[language] : ""} {t("product")}
        </Link>
        <span className="grow" />
        <button type="button" className="btn" data-quiet aria-pressed={size === "large"} onClick={() => { setSize(size === "large" ? "normal" : "large"); }}>
          {t("large")}
        </button>
        <button type="button" className="btn" data-quiet lang={language === "zh" ? "en" : "zh-CN"} onClick={() => { choose(language === "zh" ? "en" : "zh"); }}>
          {language === "zh" ? "English" : "\u4e2d\u6587"}
        </button>
      </header>
      <nav>
        <NavLink to="/" end>{t("report")}</NavLink>
        <NavLink to="/follow">{t("follow")}</NavLink>
        <NavLink to="/bulletins">{t("bulletins")}</NavLink>
      </nav>
      <main>{children}</main>
      <footer>
        <a href="/desk">{t("staff")}</a>
      </footer>
    </div>
  );
}
