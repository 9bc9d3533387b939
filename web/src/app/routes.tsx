import { Suspense } from "react";
import type { RouteObject } from "react-router";

import type { AdminPage } from "@/features/administration/public";
import { whileIdle } from "@/shared/lib/idle";
import { Skeleton } from "@/shared/ui/states";

const ADMIN: AdminPage[] = ["areas", "units", "matters", "responsibilities", "flows", "calendars", "accounts", "imports"];
const LISTS = { intake: "intake", unplaced: "unplaced", cases: "all" } as const;

// Features are named only inside `import()`: the first visit of one page loads nothing of the others.
const citizen = () => import("@/features/citizen/public");
const session = () => import("@/features/session/public");
const phone = () => import("@/features/phone/public");
const field = () => import("@/features/field/public");
const alarms = () => import("@/features/alarms/public");
const sensing = () => import("@/features/sensing/public");
const workbench = () => import("@/features/workbench/public");
const cases = () => import("@/features/cases/public");
const handling = () => import("@/features/handling/public");
const dispatching = () => import("@/features/dispatching/public");
const checking = () => import("@/features/checking/public");
const intake = () => import("@/features/intake/public");
const supervising = () => import("@/features/supervising/public");
const overview = () => import("@/features/overview/public");
const notices = () => import("@/features/notices/public");
const consulting = () => import("@/features/consulting/public");
const atlas = () => import("@/features/atlas/public");
const indicators = () => import("@/features/indicators/public");
const administration = () => import("@/features/administration/public");
const auditing = () => import("@/features/auditing/public");
/** What the desk fetches when nobody waits, in the order of how often it is opened. */
const SOON = [cases, handling, dispatching, checking, intake, supervising, overview, alarms, sensing, notices, consulting, atlas, administration, auditing];

async function desk() {
  const [{ Desk: Component }, { installContributions }] = await Promise.all([workbench(), import("./contributions")]);
  installContributions();
  whileIdle(SOON);
  return { Component };
}

async function wall(page: "WallPage" | "RemotePage") {
  const [pages, { installWall }] = await Promise.all([import("@/features/wall/public"), import("./wall")]);
  installWall();
  return { Component: pages[page] };
}

async function studio() {
  const [{ StudioPage: Component }, { installStudio }] = await Promise.all([import("@/features/studio/public"), import("./studio")]);
  installStudio();
  return { Component };
}

const admin = (name: AdminPage): RouteObject => ({
  path: name,
  lazy: async () => {
    const { AdministrationPage: Page } = await administration();
    return { Component: () => <Page page={name} /> };
  },
});

const list = ([path, view]: [string, (typeof LISTS)[keyof typeof LISTS]]): RouteObject => ({
  path,
  lazy: async () => {
    const { CaseView } = await workbench();
    return { Component: () => <CaseView view={view} /> };
  },
});

async function lost() {
  const { Lost } = await workbench();
  return { Component: () => <Lost alone /> };
}

const small: RouteObject[] = [
  { index: true, lazy: async () => ({ Component: (await phone()).Start }) },
  { path: "report", lazy: async () => ({ Component: (await citizen()).Report }) },
  { path: "follow", lazy: async () => ({ Component: (await citizen()).Follow }) },
  { path: "near", lazy: async () => ({ Component: (await citizen()).Near }) },
  { path: "heat", lazy: async () => ({ Component: (await citizen()).HeatMap }) },
  { path: "me", lazy: async () => ({ Component: (await phone()).MePage }) },
  {
    path: "queue",
    lazy: async () => {
      const [{ QueuePage }, { followPath }] = await Promise.all([phone(), citizen()]);
      return { Component: () => <QueuePage receipt={(of) => followPath(of, "/m")} /> };
    },
  },
  {
    lazy: async () => ({ Component: (await phone()).Staff }),
    children: [
      { path: "tasks", lazy: async () => ({ Component: (await field()).TasksPage }) },
      { path: "tasks/:number", lazy: async () => ({ Component: (await field()).TaskPage }) },
      { path: "patrol", lazy: async () => ({ Component: (await field()).PatrolPage }) },
      { path: "lead", lazy: async () => ({ Component: (await import("@/features/leader/public")).LeadPage }) },
    ],
  },
];

const waiting = (
  <Suspense>
    <Skeleton rows={8} />
  </Suspense>
);

/** All addresses of the application; each page is fetched when it is first shown. */
export const routes: RouteObject[] = [
  { path: "/", lazy: async () => ({ Component: (await citizen()).ReportPage }), hydrateFallbackElement: waiting },
  { path: "/follow", lazy: async () => ({ Component: (await citizen()).FollowPage }), hydrateFallbackElement: waiting },
  { path: "/bulletins", lazy: async () => ({ Component: (await citizen()).BulletinsPage }), hydrateFallbackElement: waiting },
  { path: "/enter/:token?", lazy: async () => ({ Component: (await session()).EnterPage }), hydrateFallbackElement: waiting },
  { path: "/screen", lazy: () => wall("WallPage"), hydrateFallbackElement: waiting },
  { path: "/screen/remote", lazy: () => wall("RemotePage"), hydrateFallbackElement: waiting },
  {
    path: "/m/enter/:token?",
    lazy: async () => {
      const { EnterPage } = await session();
      return { Component: () => <EnterPage home="/m/" /> };
    },
    hydrateFallbackElement: waiting,
  },
  { path: "/m", lazy: async () => ({ Component: (await phone()).Phone }), hydrateFallbackElement: waiting, children: small },
  {
    path: "/desk",
    lazy: desk,
    hydrateFallbackElement: waiting,
    children: [
      { index: true, lazy: async () => ({ Component: (await workbench()).Home }) },
      { path: "map", lazy: async () => ({ Component: (await atlas()).AtlasPage }) },
      { path: "tasks", lazy: async () => ({ Component: (await handling()).TasksPage }) },
      { path: "file", lazy: async () => ({ Component: (await intake()).HotlinePage }) },
      { path: "dispatch", lazy: async () => ({ Component: (await dispatching()).DispatchPage }) },
      { path: "overview", lazy: async () => ({ Component: (await overview()).OverviewPage }) },
      { path: "studio", lazy: studio },
      { path: "check", lazy: async () => ({ Component: (await checking()).CheckPage }) },
      { path: "watch", lazy: async () => ({ Component: (await supervising()).LadderPage }) },
      { path: "alarms", lazy: async () => ({ Component: (await alarms()).AlarmsPage }) },
      { path: "alarm-rules", lazy: async () => ({ Component: (await alarms()).RulesPage }) },
      { path: "alarm-silences", lazy: async () => ({ Component: (await alarms()).SilencesPage }) },
      { path: "alarm-rules/:code", lazy: async () => ({ Component: (await alarms()).RulePage }) },
      { path: "consult", lazy: async () => ({ Component: (await consulting()).ConsultPage }) },
      { path: "notices", lazy: async () => ({ Component: (await notices()).NoticesPage }) },
      { path: "trail", lazy: async () => ({ Component: (await auditing()).TrailPage }) },
      { path: "print", lazy: async () => ({ Component: (await cases()).PrintPage }) },
      { path: "cases/:number", lazy: async () => ({ Component: (await cases()).CasePage }) },
      { path: "warning-templates", lazy: async () => ({ Component: (await import("@/features/warnings/public")).TemplatesPage }) },
      { path: "warnings", lazy: async () => ({ Component: (await import("@/features/warnings/public")).WarningsPage }) },
      { path: "stations", lazy: async () => ({ Component: (await import("@/features/stations/public")).StationsPage }) },
      { path: "stations/:board", lazy: async () => ({ Component: (await import("@/features/stations/public")).StationsPage }) },
      { path: "watch-orders", lazy: async () => ({ Component: (await import("@/features/watching/public")).WatchingPage }) },
      { path: "models", lazy: async () => ({ Component: (await import("@/features/models/public")).ModelsPage }) },
      { path: "samples", lazy: async () => ({ Component: (await import("@/features/samples/public")).SamplesPage }) },
      { path: "indicators", lazy: async () => ({ Component: (await indicators()).MarketPage }) },
      { path: "figures", lazy: async () => ({ Component: (await indicators()).CollectPage }) },
      { path: "indicators/:code", lazy: async () => ({ Component: (await indicators()).IndicatorPage }) },
      { path: "indicators/:code/cases", lazy: async () => ({ Component: (await indicators()).CasesPage }) },
      { path: "vitals", lazy: async () => ({ Component: (await import("@/features/vitals/public")).VitalsPage }) },
      { path: "ask", lazy: async () => ({ Component: (await import("@/features/asking/public")).AskPage }) },
      { path: "knots", lazy: async () => ({ Component: (await import("@/features/knots/public")).KnotsPage }) },
      { path: "bulletins", lazy: async () => ({ Component: (await import("@/features/bulletins/public")).BulletinsPage }) },
      { path: "plans", lazy: async () => ({ Component: (await import("@/features/plans/public")).PlansPage }) },
      { path: "assessment", lazy: async () => ({ Component: (await import("@/features/assessment/public")).AssessmentPage }) },
      { path: "appeals", lazy: async () => ({ Component: (await import("@/features/assessment/public")).AppealsPage }) },
      { path: "devices", lazy: async () => ({ Component: (await sensing()).DevicesPage }) },
      { path: "devices/:code", lazy: async () => ({ Component: (await sensing()).DevicePage }) },
      { path: "sensing", lazy: async () => ({ Component: (await sensing()).SensingPage }) },
      { path: "products", lazy: async () => ({ Component: (await sensing()).ProductsPage }) },
      { path: "edge-nodes", lazy: async () => ({ Component: (await sensing()).EdgesPage }) },
      { path: "products/:code", lazy: async () => ({ Component: (await sensing()).ProductPage }) },
      ...(Object.entries(LISTS) as [string, (typeof LISTS)[keyof typeof LISTS]][]).map(list),
      ...ADMIN.map(admin),
      { path: "*", lazy: async () => ({ Component: (await workbench()).Lost }) },
    ],
  },
  { path: "*", lazy: lost, hydrateFallbackElement: waiting },
];
