import type { LucideIcon } from "lucide-react";
import { Camera, ClipboardList, CloudUpload, Gauge, Grid3x3, MapPinned, Search, UserRound } from "lucide-react";
import { useEffect } from "react";
import { Navigate, NavLink, Outlet, useLocation } from "react-router";

import { useBeat } from "@/features/duty/public";
import { useCity } from "@/shared/api/city";
import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { LiveProvider, useLive } from "@/shared/live/LiveProvider";
import { useOutbox, useRefreshKept, useSending } from "@/shared/offline/hooks";
import { OfflineBar } from "@/shared/offline/OfflineBar";
import { ErrorBoundary } from "@/shared/ui/ErrorBoundary";
import { Skeleton } from "@/shared/ui/states";
import type { PhoneMe } from "./identity";
import { homeOf, IdentityContext, leads, useIdentity, useIdentityQuery, worksOutside } from "./identity";
import { texts } from "./texts";
import { useUpdate } from "./worker";
import "./phone.css";

interface Tab {
  to: string;
  Icon: LucideIcon;
  label: string;
  count?: number;
}

const STAFF_ONLY = /^\/m\/(tasks|patrol|lead)\b/;

/** The frame of the small screen: one line above, the page, and the tabs of one's role below the thumb. */
export function Phone() {
  const t = useTexts(texts);
  const say = useSay();
  const city = useCity();
  const { pathname } = useLocation();
  const identity = useIdentityQuery(STAFF_ONLY.test(pathname));
  const update = useUpdate();
  useSending();
  useBeat(identity.me !== null && worksOutside(identity.me));
  useEffect(() => {
    document.documentElement.dataset.screen = "phone";
    // Outside its folder a page is not kept for starting without a network.
    if (location.pathname === "/m") location.replace("/m/");
    return () => { delete document.documentElement.dataset.screen; };
  }, []);
  return (
    <IdentityContext value={identity}>
      <div className="phone">
        <a className="skip" href="#phone-main">{t("skip")}</a>
        <header>
          <div className="phone-top">
            <strong>{say(city)} {t("product")}</strong>
            {identity.me && <span className="weak one-line">{identity.me.name}</span>}
          </div>
          <OfflineBar />
          {update && <button type="button" className="phone-update" onClick={update}>{t("update")}</button>}
        </header>
        <main id="phone-main">
          <ErrorBoundary name={pathname}>
            {identity.me ? (
              <LiveProvider>
                <Freshness />
                <Outlet />
              </LiveProvider>
            ) : (
              <Outlet />
            )}
          </ErrorBoundary>
        </main>
        <Tabs me={identity.me} />
      </div>
    </IdentityContext>
  );
}

const REST = 800;
let timer: ReturnType<typeof setTimeout> | undefined;

/** What others do shows here within a second; many changes at once are read once. */
function Freshness() {
  const refresh = useRefreshKept();
  useLive(({ kind }) => {
    if (kind === "presence.changed") return;
    clearTimeout(timer);
    timer = setTimeout(refresh, REST);
  });
  return null;
}

function Tabs({ me }: { me: PhoneMe | null }) {
  const t = useTexts(texts);
  const { entries } = useOutbox();
  const open = entries.filter((entry) => entry.state !== "sent").length;
  const own: Tab = { to: "/m/me", Icon: UserRound, label: t("me") };
  const queue: Tab = { to: "/m/queue", Icon: CloudUpload, label: t("queue"), count: open };
  const tabs: Tab[] = me
    ? [
        ...(leads(me) ? [{ to: "/m/lead", Icon: Gauge, label: t("lead") }] : []),
        ...(worksOutside(me) ? [{ to: "/m/tasks", Icon: ClipboardList, label: t("tasks") }] : []),
        { to: "/m/patrol", Icon: Camera, label: t("patrol") },
        queue,
        own,
      ]
    : [
        { to: "/m/report", Icon: Camera, label: t("report") },
        { to: "/m/follow", Icon: Search, label: t("follow") },
        { to: "/m/near", Icon: MapPinned, label: t("near") },
        { to: "/m/heat", Icon: Grid3x3, label: t("heat") },
        ...(open > 0 ? [queue] : []),
        own,
      ];
  return (
    <nav className="phone-tabs" aria-label={t("tabs")}>
      {tabs.map(({ to, Icon, label, count }) => (
        <NavLink key={to} to={to}>
          <Icon size={24} aria-hidden />
          <span>{label}</span>
          {count ? <b><span className="sr">{t("waiting")}</span>{count}</b> : null}
        </NavLink>
      ))}
    </nav>
  );
}

/** Opens where the person's day begins. */
export function Start() {
  const { me, nobody, query } = useIdentity();
  if (!me && !nobody && query.isPending) return <Skeleton rows={6} />;
  return <Navigate to={homeOf(me)} replace />;
}
