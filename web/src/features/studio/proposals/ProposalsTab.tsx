import { useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { api } from "@/shared/api/client";
import { useTexts } from "@/shared/i18n/catalogue";
import { When } from "@/shared/ui/parts";
import { Loaded } from "@/shared/ui/states";
import { percent } from "../format";
import { FindingTable } from "../parts";
import { useChangeWords } from "../whatif/words";
import type { Proposal } from "./model";
import { ProposalSheet } from "./ProposalSheet";
import { texts } from "./texts";

/** 改进提案: what was proposed from analysis, who decides until when, and what came of it. */
export function ProposalsTab() {
  const t = useTexts(texts);
  const words = useChangeWords();
  const [open, setOpen] = useState<string | null>(null);
  const found = useQuery({ queryKey: ["proposals"], queryFn: ({ signal }) => api.get<{ items: Proposal[] }>("/proposals", {}, { signal }), staleTime: 15_000 });
  return (
    <Loaded query={found} rows={8}>
      {({ items }) => (
        <>
          <FindingTable name={t("proposals")} rows={items} rowKey={(row) => row.id} empty={t("none")} note={t("note")}
            columns={[
              { title: t("change"), value: (row) => words(row.change), wide: true, show: (row) => <button type="button" className="btn" data-quiet onClick={() => { setOpen(row.id); }}>{words(row.change)}</button> },
              { title: t("state"), value: (row) => t(row.state), show: (row) => <span className={row.overdue ? "strong" : ""}>{t(row.state)}{row.overdue ? ` · ${t("overdue")}` : ""}</span> },
              { title: t("expectedLate"), value: (row) => row.late.after.share, show: (row) => `${percent(row.late.before.share, 1)} → ${percent(row.late.after.share, 1)}`, numeric: true },
              { title: t("owner"), value: (row) => row.owner },
              { title: t("deadline"), value: (row) => row.deadline },
              { title: t("validFrom"), value: (row) => row.valid_from },
              { title: t("proposedAt"), value: (row) => row.at, show: (row) => <When at={row.at} /> },
            ]} />
          {open && <ProposalSheet id={open} close={() => { setOpen(null); }} />}
        </>
      )}
    </Loaded>
  );
}
