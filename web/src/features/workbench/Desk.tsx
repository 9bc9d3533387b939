import { App as Feedback, ConfigProvider, theme as themes } from "antd";
import enUS from "antd/locale/en_US";
import zhCN from "antd/locale/zh_CN";
import dayjs from "dayjs";
import "dayjs/locale/zh-cn";
import { Suspense, useEffect } from "react";
import { Link, Navigate, Outlet, useLocation } from "react-router";

import { useLiveCases } from "@/features/cases/public";
import { SessionGate, useMe } from "@/features/session/public";
import { useTexts } from "@/shared/i18n/catalogue";
import { useLanguage } from "@/shared/i18n/language";
import { LiveProvider } from "@/shared/live/LiveProvider";
import { useAppearance } from "@/shared/ui/Appearance";
import { ErrorBoundary } from "@/shared/ui/ErrorBoundary";
import { EmptyState, Skeleton } from "@/shared/ui/states";
import { UndoBar } from "@/shared/ui/Undo";
import { homeOf, navFor } from "./nav";
import { PALETTE } from "./palette";
import { Rail } from "./Rail";
import { texts } from "./texts";
import { TopBar } from "./TopBar";
import { Warm } from "./Warm";
import "./workbench.css";

const FONT = "var(--font)";

/** The frame of the desk: rail by role, top bar, content; one live stream for everything inside. */
export default function Desk() {
  const { theme, size } = useAppearance();
  const language = useLanguage();
  useEffect(() => {
    dayjs.locale(language === "zh" ? "zh-cn" : "en");
  }, [language]);
  const colours = PALETTE[theme];
  const token = {
    fontSize: size === "large" ? 17.5 : 14,
    fontFamily: FONT,
    borderRadius: 4,
    colorPrimary: colours.primary,
    colorTextPlaceholder: colours["text-weak"],
    colorBorder: colours["line-strong"],
    colorBgContainer: colours["surface-1"],
    colorText: colours.text,
    motion: false,
  };
  return (
    <ConfigProvider locale={language === "zh" ? zhCN : enUS} button={{ autoInsertSpace: false }} theme={{ token, algorithm: theme === "dark" ? themes.darkAlgorithm : themes.defaultAlgorithm }}>
      <Feedback className="fill">
        <SessionGate>
          <LiveProvider>
            <Frame />
          </LiveProvider>
        </SessionGate>
      </Feedback>
    </ConfigProvider>
  );
}

function Frame() {
  const t = useTexts(texts);
  const { pathname } = useLocation();
  const casework = navFor(useMe().roles).some(({ key }) => key === "all");
  useLiveCases();
  return (
    <div className="desk">
      <a className="skip" href="#content">{t("skip")}</a>
      <TopBar />
      <Rail />
      <main id="content" tabIndex={-1}>
        <ErrorBoundary name={pathname}>
          <Suspense fallback={<Skeleton rows={12} />}>
            <Outlet />
          </Suspense>
        </ErrorBoundary>
      </main>
      <UndoBar />
      {casework && <Warm />}
    </div>
  );
}

export function Home() {
  return <Navigate to={homeOf(useMe().roles)} replace />;
}

/** The same words inside the frame and, for strange addresses, without it. */
export function Lost({ alone }: { alone?: boolean }) {
  const t = useTexts(texts);
  const Box = alone ? "main" : "div";
  return (
    <Box>
      <EmptyState title={t("lost")} heading>
        <p>{t("lostText")}</p>
        <Link className="btn" to="/desk">{t("home")}</Link>
      </EmptyState>
    </Box>
  );
}
