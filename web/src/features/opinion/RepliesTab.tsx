import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Link } from "react-router";

import type { StudioTabProps } from "@/contributions/studio/model";
import { Door, FindingTable, percent } from "@/features/studio/public";
import { api } from "@/shared/api/client";
import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { When } from "@/shared/ui/parts";
import { Loaded } from "@/shared/ui/states";
import type { Replies } from "./model";
import { texts } from "./texts";

const DOUBTS = ["template", "off_topic", "incomplete", "undated"] as const;

/** 答复质检: replies found wanting, by unit and reason; each opens its case. */
export function RepliesTab({ asked }: StudioTabProps) {
  const t = useTexts(texts);
  const say = useSay();
  const query = useQuery({
    queryKey: ["wanting-replies", asked],
    queryFn: ({ signal }) => api.get<Replies>("/insight/replies", { ...asked }, { signal }),
    staleTime: 60_000,
    placeholderData: keepPreviousData,
  });
  return (
    <Loaded query={query} rows={8}>
      {(data) => (
        <div className="studio-column">
          <FindingTable name={t("repliesByUnit")} rows={data.units} rowKey={(row) => row.unit?.code ?? "-"} empty={t("noReplies")}
            note={<>{t("repliesNote", { n: data.replies, wanting: data.wanting })} {data.capped && t("capped")}</>}
            columns={[
              { title: t("unit"), value: (row) => row.unit?.name ?? row.unit?.code ?? "—", wide: true },
              { title: t("replies"), value: (row) => row.replies, numeric: true },
              { title: t("wanting"), value: (row) => row.cases, show: (row) => <Door of={row} />, numeric: true },
              { title: t("share"), value: (row) => row.share, show: (row) => percent(row.share), numeric: true },
              ...DOUBTS.map((code) => ({ title: t(code), value: (row: Replies["units"][number]) => row.doubts[code] ?? 0, numeric: true })),
            ]} />
          <FindingTable name={t("wantingReplies")} rows={data.items} rowKey={(row) => row.number} empty={t("noWanting")}
            columns={[
              { title: t("case"), value: (row) => row.number, show: (row) => <Link className="mono" to={`/desk/cases/${row.number}`}>{row.number}</Link> },
              { title: t("unit"), value: (row) => row.unit?.name ?? row.unit?.code ?? "—" },
              { title: t("matter"), value: (row) => row.matter.name ?? "—" },
              { title: t("doubts"), value: (row) => row.doubts.map(say).join(" "), wide: true },
              { title: t("repliedAt"), value: (row) => row.replied_at, show: (row) => <When at={row.replied_at} /> },
            ]} />
        </div>
      )}
    </Loaded>
  );
}
