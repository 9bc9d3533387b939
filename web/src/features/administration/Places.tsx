import { useState } from "react";

import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { LEVELS } from "@/shared/i18n/vocabulary";
import { MapView } from "@/shared/map/MapView";
import { RecordTable } from "@/shared/ui/RecordTable";
import { Loaded } from "@/shared/ui/states";
import { namesOf, useAreaRows, useUnitRows } from "./reference";
import { texts } from "./texts";

export function AreasPage() {
  const t = useTexts(texts);
  const say = useSay();
  const rows = useAreaRows();
  const [chosen, setChosen] = useState<string | null>(null);
  const name = namesOf(rows.data);
  return (
    <section className="queue">
      <header className="list-head">
        <h1>{t("areas")}</h1>
        {chosen && <span className="weak">{name(chosen)} {chosen}</span>}
      </header>
      <div className="split">
        <MapView height="100%" label={t("mapLabel")} highlight={chosen} onArea={setChosen} />
        <Loaded query={rows} rows={10}>
          {(areas) => (
            <RecordTable label={t("areas")} rows={areas} rowKey={(row) => row.code} columns={[
              { title: t("name"), value: (row) => <button type="button" className="link" onClick={() => { setChosen(row.code); }}>{row.name}</button>, search: (row) => row.name },
              { title: t("level"), value: (row) => say(LEVELS[row.level] ?? row.level) },
              { title: t("grade"), value: (row) => row.grade ?? "" },
              { title: t("code"), value: (row) => <span className="mono">{row.code}</span>, search: (row) => row.code },
            ]} />
          )}
        </Loaded>
      </div>
    </section>
  );
}

export function UnitsPage() {
  const t = useTexts(texts);
  const say = useSay();
  const rows = useUnitRows();
  const areas = namesOf(useAreaRows().data);
  const units = namesOf(rows.data);
  return (
    <section className="queue">
      <header className="list-head"><h1>{t("units")}</h1></header>
      <Loaded query={rows} rows={10}>
        {(all) => (
          <RecordTable label={t("units")} rows={all} rowKey={(row) => row.code} columns={[
            { title: t("name"), value: (row) => row.name, search: (row) => row.name },
            { title: t("kind"), value: (row) => say(row.kind_name ?? row.kind) },
            { title: t("parent"), value: (row) => units(row.parent) },
            { title: t("area"), value: (row) => areas(row.area) },
            { title: t("staff"), value: (row) => row.staff ?? "", numeric: true },
            { title: t("code"), value: (row) => <span className="mono">{row.code}</span>, search: (row) => row.code },
          ]} />
        )}
      </Loaded>
    </section>
  );
}
