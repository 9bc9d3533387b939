import { useState } from "react";

import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { STANDS, URGENCIES } from "@/shared/i18n/vocabulary";
import { RecordTable } from "@/shared/ui/RecordTable";
import { Loaded } from "@/shared/ui/states";
import { namesOf, useAreaRows, useGapRows, useMatterRows, useResponsibilityRows, useUnitRows } from "./reference";
import { texts } from "./texts";

export function MattersPage() {
  const t = useTexts(texts);
  const say = useSay();
  const rows = useMatterRows();
  return (
    <section className="queue">
      <header className="list-head"><h1>{t("matters")}</h1></header>
      <Loaded query={rows} rows={10}>
        {(all) => (
          <RecordTable label={t("matters")} rows={all} rowKey={(row) => row.key} columns={[
            { title: t("code"), value: (row) => <span className="mono">{row.code}</span>, search: (row) => row.key },
            { title: t("name"), value: (row) => row.name, search: (row) => row.name },
            { title: t("class"), value: (row) => row.class_name ?? "", search: (row) => row.class_name ?? "" },
            { title: t("urgency"), value: (row) => say(URGENCIES[row.urgency ?? 1]) },
            { title: t("filing"), value: (row) => row.filing_standard ?? "" },
            { title: t("closing"), value: (row) => row.closing_standard ?? "" },
          ]} />
        )}
      </Loaded>
    </section>
  );
}

export function ResponsibilitiesPage() {
  const t = useTexts(texts);
  const [gaps, setGaps] = useState(false);
  const list = useResponsibilityRows();
  const missing = useGapRows();
  return (
    <section className="queue">
      <header className="list-head">
        <h1>{t("responsibilities")}</h1>
        <button type="button" className="btn" aria-pressed={!gaps} onClick={() => { setGaps(false); }}>{t("list", { n: list.data?.length ?? 0 })}</button>
        <button type="button" className="btn" aria-pressed={gaps} onClick={() => { setGaps(true); }}>{t("gaps", { n: missing.data?.total ?? 0 })}</button>
      </header>
      {gaps ? <Gaps /> : <List />}
    </section>
  );
}

function useNames() {
  const matters = useMatterRows();
  return {
    area: namesOf(useAreaRows().data),
    unit: namesOf(useUnitRows().data),
    matter: namesOf(matters.data?.map(({ key, name }) => ({ code: key, name }))),
  };
}

function List() {
  const t = useTexts(texts);
  const say = useSay();
  const rows = useResponsibilityRows();
  const { area, unit, matter } = useNames();
  return (
    <Loaded query={rows} rows={10}>
      {(all) => (
        <RecordTable label={t("responsibilities")} rows={all} rowKey={(row) => row.id} columns={[
          { title: t("matter"), value: (row) => matter(row.matter), search: (row) => `${row.matter} ${matter(row.matter)}` },
          { title: t("area"), value: (row) => area(row.area), search: (row) => area(row.area) },
          { title: t("unit"), value: (row) => unit(row.lead_unit), search: (row) => unit(row.lead_unit) },
          { title: t("assists"), value: (row) => row.assist_units.map(unit).join(" ") },
          { title: t("basis"), value: (row) => row.legal_basis ?? "" },
          { title: t("validFrom"), value: (row) => row.valid_from ?? "" },
          { title: t("status"), value: (row) => say(STANDS[row.status ?? ""] ?? row.status) },
        ]} />
      )}
    </Loaded>
  );
}

function Gaps() {
  const t = useTexts(texts);
  const rows = useGapRows();
  const { area, matter } = useNames();
  return (
    <Loaded query={rows} rows={10}>
      {({ items }) => (
        <RecordTable label={t("responsibilities")} rows={items} rowKey={(row) => `${row.key ?? row.matter ?? ""} ${row.area ?? ""}`} columns={[
          { title: t("matter"), value: (row) => row.name ?? matter(row.key ?? row.matter), search: (row) => `${row.name ?? ""} ${row.key ?? row.matter ?? ""}` },
          { title: t("code"), value: (row) => <span className="mono">{row.key ?? row.matter}</span> },
          { title: t("area"), value: (row) => area(row.area) },
        ]} />
      )}
    </Loaded>
  );
}
