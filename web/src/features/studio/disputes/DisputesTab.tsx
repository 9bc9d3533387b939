import type { StudioTabProps } from "@/contributions/studio/model";
import { useTexts } from "@/shared/i18n/catalogue";
import { useLanguage } from "@/shared/i18n/language";
import { Loaded } from "@/shared/ui/states";
import { Supervise } from "../acting/Supervise";
import { span } from "../format";
import { Door, FindingTable } from "../parts";
import { useDisputes, useProcess } from "../queries";
import { texts } from "./texts";

/** 推诿台账: who returned what to whom, on which basis, how often it came back, and what it cost. */
export function DisputesTab({ asked }: StudioTabProps) {
  const t = useTexts(texts);
  const language = useLanguage();
  const ledger = useDisputes(asked);
  const process = useProcess(asked, "actions");
  return (
    <div className="studio-column">
      <Loaded query={ledger} rows={8}>
        {(data) => (
          <FindingTable name={t("disputes")} rows={data.pairs} rowKey={(row) => `${row.giver.code}-${row.taker?.code ?? ""}`} empty={t("noReturns")}
            note={t("disputesNote", { n: data.returns, cases: data.cases, same: data.nothing_new })}
            columns={[
              { title: t("giver"), value: (row) => row.giver.name ?? row.giver.code },
              { title: t("taker"), value: (row) => row.taker === null ? t("stayed") : row.taker.name ?? row.taker.code },
              { title: t("returns"), value: (row) => row.returns, show: (row) => <Door of={row}>{row.returns}</Door>, numeric: true },
              { title: t("cameBack"), value: (row) => row.came_back, numeric: true },
              { title: t("nothingNew"), value: (row) => row.nothing_new, numeric: true },
              { title: t("accepted"), value: (row) => row.accepted, numeric: true },
              { title: t("liable"), value: (row) => row.liable, numeric: true },
              { title: t("lost"), value: (row) => Math.round(row.lost / 360) / 10, show: (row) => row.lost > 0 ? span(row.lost, language) : "—", numeric: true },
              { title: t("bases"), value: (row) => row.bases.map(({ basis, n }) => `${basis || t("noBasis")} ×${String(n)}`).join("；"), wide: true },
              { title: t("matters"), value: (row) => row.matters.join("、"), wide: true },
              { title: t("act"), value: () => null, show: (row) => <Supervise of={row} about={row.giver.name ?? row.giver.code} /> },
            ]} />
        )}
      </Loaded>
      <Loaded query={process} rows={4}>
        {({ findings }) => (
          <div className="studio-grid">
            <FindingTable name={t("pingPong")} rows={findings.ping_pong} rowKey={(row) => `${row.one.code}-${row.other.code}`} empty={t("noPingPong")} note={t("pingPongNote")}
              columns={[
                { title: t("one"), value: (row) => row.one.name ?? row.one.code },
                { title: t("other"), value: (row) => row.other.name ?? row.other.code },
                { title: t("turns"), value: (row) => row.turns, numeric: true },
                { title: t("cases"), value: (row) => row.cases, show: (row) => <Door of={{ cases: row.cases, numbers: row.examples }} />, numeric: true },
              ]} />
            <FindingTable name={t("handOvers")} rows={findings.hand_overs} rowKey={(row) => `${row.from.code}-${row.to.code}`} empty={t("nothing")}
              columns={[
                { title: t("from"), value: (row) => row.from.name ?? row.from.code },
                { title: t("to"), value: (row) => row.to.name ?? row.to.code },
                { title: t("times"), value: (row) => row.n, numeric: true },
                { title: t("median"), value: (row) => Math.round(row.median), show: (row) => span(row.median, language), numeric: true },
              ]} />
          </div>
        )}
      </Loaded>
    </div>
  );
}
