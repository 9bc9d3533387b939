import { AccountsPage } from "./Accounts";
import { MattersPage, ResponsibilitiesPage } from "./Duties";
import { ImportPage } from "./ImportPage";
import { AreasPage, UnitsPage } from "./Places";
import { CalendarsPage, FlowsPage } from "./Rules";
import "./administration.css";

const PAGES = {
  areas: AreasPage,
  units: UnitsPage,
  matters: MattersPage,
  responsibilities: ResponsibilitiesPage,
  flows: FlowsPage,
  calendars: CalendarsPage,
  accounts: AccountsPage,
  imports: ImportPage,
} as const;
export type AdminPage = keyof typeof PAGES;

/** The page of one kind of reference data. */
export default function AdministrationPage({ page }: { page: AdminPage }) {
  const Page = PAGES[page];
  return <Page />;
}
