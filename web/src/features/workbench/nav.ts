import { Activity, TriangleAlert, Award, ChartNoAxesCombined, ClipboardPen, Bell, BellRing, BookOpen, BookOpenCheck, BookOpenText, BrainCircuit, CalendarDays, CheckCheck, CircleAlert, Cpu, FileUp, Gauge, HeartPulse, Inbox, KeyRound, LayoutList, ListChecks, Map, MapPinOff, MapPinned, Megaphone, MessagesSquare, Network, Newspaper, Phone, RadioTower, Router, Scale, ScanEye, Send, ShieldCheck, SlidersHorizontal, Tags, Waves, Waypoints, Workflow } from "lucide-react";

import type { Role } from "@/shared/api/types";
import { OPEN_STAGES } from "@/features/cases/public";
import type { Filters } from "@/features/cases/public";

type Icon = typeof Inbox;
export type NavKey =
  | "overview" | "indicators" | "figures" | "vitals" | "studio" | "assessment" | "alarms" | "warnings" | "watch-orders" | "stations" | "models" | "samples" | "ask" | "plans" | "bulletins" | "knots" | "alarm-rules" | "devices" | "sensing" | "products" | "edge-nodes" | "map" | "notices" | "consult" | "trail" | "tasks" | "file" | "intake" | "dispatch" | "unplaced" | "check" | "watch" | "all"
  | "areas" | "units" | "matters" | "responsibilities" | "flows" | "calendars" | "imports" | "accounts";
/** The parts of the rail, in the order it shows them. */
export const GROUPS = ["work", "sense", "judge", "know", "base", "manage"] as const;
export type NavGroup = (typeof GROUPS)[number];
export interface NavItem {
  key: NavKey;
  group: NavGroup;
  icon: Icon;
  /** Who finds it in the rail; the server decides about each act all the same. */
  roles: Role[] | "all";
  /** Counted beside the name. */
  count?: Partial<Filters>;
}

/** Where people look things up or are called to: no place to begin a day at. */
const ASIDE = new Set<NavKey>(["all", "notices", "map"]);
const CASEWORKERS: Role[] = ["agent", "dispatcher", "handler", "verifier", "supervisor", "assessor", "leader", "admin", "auditor"];
/** Who works with the city, and not with its accounts or records. */
const WORKERS: Role[] = ["agent", "dispatcher", "handler", "verifier", "supervisor", "assessor", "leader", "admin"];

export const VIEWS = {
  intake: { stage: "intake,check,filing" },
  unplaced: { unplaced: "true", stage: OPEN_STAGES.join(",") },
  all: {},
} as const satisfies Record<string, Partial<Filters>>;

export const NAV: NavItem[] = [
  { key: "overview", group: "work", icon: Gauge, roles: ["leader", "supervisor", "assessor"] },
  { key: "tasks", group: "work", icon: ListChecks, roles: ["handler"], count: { mine: "true", stage: "sign,handle" } },
  { key: "file", group: "work", icon: Phone, roles: ["agent"] },
  { key: "intake", group: "work", icon: Inbox, roles: ["agent", "dispatcher", "supervisor", "leader"], count: VIEWS.intake },
  { key: "dispatch", group: "work", icon: Send, roles: ["dispatcher"], count: { stage: "dispatch" } },
  { key: "unplaced", group: "work", icon: MapPinOff, roles: ["agent", "dispatcher"], count: VIEWS.unplaced },
  { key: "check", group: "work", icon: CheckCheck, roles: ["verifier", "agent", "supervisor"], count: { stage: "review,verify,callback,closing" } },
  { key: "watch", group: "work", icon: CircleAlert, roles: ["supervisor", "leader", "assessor"], count: { overdue: "true", stage: OPEN_STAGES.join(",") } },
  { key: "consult", group: "work", icon: MessagesSquare, roles: ["dispatcher", "supervisor", "leader", "handler"], count: { side: "consulting" } },
  { key: "all", group: "work", icon: LayoutList, roles: CASEWORKERS },
  { key: "notices", group: "work", icon: Bell, roles: "all" },
  { key: "map", group: "work", icon: MapPinned, roles: CASEWORKERS },
  { key: "alarms", group: "sense", icon: BellRing, roles: ["agent", "dispatcher", "handler", "supervisor", "leader", "admin"] },
  { key: "alarm-rules", group: "sense", icon: SlidersHorizontal, roles: ["dispatcher", "supervisor", "admin"] },
  { key: "warnings", group: "sense", icon: Megaphone, roles: ["agent", "dispatcher", "handler", "verifier", "supervisor", "leader", "admin"] },
  { key: "watch-orders", group: "sense", icon: ScanEye, roles: ["dispatcher", "handler", "supervisor", "leader", "admin"] },
  { key: "stations", group: "sense", icon: Waves, roles: ["agent", "dispatcher", "handler", "supervisor", "leader", "admin"] },
  { key: "devices", group: "sense", icon: RadioTower, roles: WORKERS },
  { key: "sensing", group: "sense", icon: Activity, roles: ["dispatcher", "supervisor", "leader", "assessor", "admin"] },
  { key: "indicators", group: "judge", icon: HeartPulse, roles: ["dispatcher", "handler", "supervisor", "assessor", "leader"] },
  { key: "vitals", group: "judge", icon: TriangleAlert, roles: ["dispatcher", "supervisor", "assessor", "leader"] },
  { key: "figures", group: "judge", icon: ClipboardPen, roles: ["dispatcher", "handler", "verifier", "supervisor", "assessor"] },
  { key: "studio", group: "judge", icon: ChartNoAxesCombined, roles: ["dispatcher", "supervisor", "leader"] },
  { key: "assessment", group: "judge", icon: Award, roles: ["agent", "dispatcher", "handler", "verifier", "supervisor", "assessor", "leader", "auditor"] },
  { key: "bulletins", group: "judge", icon: Newspaper, roles: ["agent", "dispatcher", "handler", "verifier", "supervisor", "assessor", "leader"] },
  { key: "models", group: "know", icon: BrainCircuit, roles: ["dispatcher", "supervisor", "assessor", "leader", "admin", "auditor"] },
  { key: "samples", group: "know", icon: Tags, roles: ["agent", "dispatcher", "verifier", "supervisor", "assessor", "admin"] },
  { key: "ask", group: "know", icon: BookOpenText, roles: ["agent", "dispatcher", "handler", "supervisor", "assessor", "leader", "admin"] },
  { key: "plans", group: "know", icon: BookOpenCheck, roles: WORKERS },
  { key: "knots", group: "know", icon: Waypoints, roles: WORKERS },
  { key: "areas", group: "base", icon: Map, roles: "all" },
  { key: "units", group: "base", icon: Network, roles: "all" },
  { key: "matters", group: "base", icon: BookOpen, roles: "all" },
  { key: "responsibilities", group: "base", icon: Scale, roles: "all" },
  { key: "flows", group: "base", icon: Workflow, roles: "all" },
  { key: "products", group: "base", icon: Cpu, roles: WORKERS },
  { key: "edge-nodes", group: "base", icon: Router, roles: ["dispatcher", "supervisor", "leader", "admin"] },
  { key: "calendars", group: "base", icon: CalendarDays, roles: "all" },
  { key: "imports", group: "manage", icon: FileUp, roles: ["admin"] },
  { key: "trail", group: "manage", icon: ShieldCheck, roles: ["auditor"] },
  { key: "accounts", group: "manage", icon: KeyRound, roles: ["security", "auditor"] },
];

/** The rail of a person: what any of the roles works with, in the order of the day. */
export const navFor = (roles: Role[]): NavItem[] =>
  NAV.filter((item) => item.roles === "all" || item.roles.some((role) => roles.includes(role)));

export const pathOf = (key: NavKey): string => (key === "all" ? "/desk/cases" : `/desk/${key}`);

/** Whether `pathname` is the page of `key` or one below it. */
export const leadsTo = (key: NavKey, pathname: string): boolean =>
  pathname === pathOf(key) || pathname.startsWith(`${pathOf(key)}/`);

/** Where the day of a person begins: at the first thing to do, not at what is there for looking things up. */
export const homeOf = (roles: Role[]): string =>
  pathOf(navFor(roles).find(({ key, group }) => (group === "work" || group === "manage") && !ASIDE.has(key))?.key ?? "areas");
