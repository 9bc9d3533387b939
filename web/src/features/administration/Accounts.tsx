import { useMutation } from "@tanstack/react-query";
import { useState } from "react";

import { hasRole, useMe } from "@/features/session/public";
import { api } from "@/shared/api/client";
import { asApiError } from "@/shared/api/errors";
import type { Role } from "@/shared/api/types";
import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { ROLES } from "@/shared/i18n/vocabulary";
import { CopyButton, When } from "@/shared/ui/parts";
import { RecordTable } from "@/shared/ui/RecordTable";
import { Sheet } from "@/shared/ui/Sheet";
import { Loaded } from "@/shared/ui/states";
import type { AccountRow } from "./reference";
import { namesOf, useAccountRows, useAreaRows, useUnitRows } from "./reference";
import { texts } from "./texts";

/** Accounts for the security officer: who may come in, and a one-time link for who cannot. */
export function AccountsPage() {
  const t = useTexts(texts);
  const say = useSay();
  const rows = useAccountRows();
  const unit = namesOf(useUnitRows().data);
  const area = namesOf(useAreaRows().data);
  // The auditor looks; handing out links is the security officer's.
  const mayLink = hasRole(useMe(), "security");
  const [shown, setShown] = useState<{ name: string; link: string } | null>(null);
  const make = useMutation({
    mutationFn: async (name: string) => {
      const { link } = await api.post<{ link: string }>(`/accounts/${encodeURIComponent(name)}/link`);
      return { name, link: link.includes("/") ? link : `${location.origin}/enter#${link}` };
    },
    onSuccess: setShown,
  });
  return (
    <section className="queue">
      <header className="list-head">
        <h1>{t("accounts")}</h1>
        {make.error && <span className="problem" role="alert">{say(asApiError(make.error).sentence)}</span>}
      </header>
      <Loaded query={rows} rows={10}>
        {(all) => (
          <RecordTable label={t("accounts")} rows={all} rowKey={(row) => row.name} columns={[
            { title: t("account"), value: (row) => <span className="mono">{row.name}</span>, search: (row) => row.name },
            { title: t("roles"), value: (row) => row.roles.map((role) => say(ROLES[role as Role] ?? role)).join("、"), search: (row) => row.roles.join(" ") },
            { title: t("unit"), value: (row) => unit(row.unit), search: (row) => unit(row.unit) },
            { title: t("area"), value: (row) => area(row.area) },
            { title: t("status"), value: (row) => (row.disabled_at ? t("disabled") : t("active")) },
            { title: t("lastSeen"), value: (row) => <When at={row.signed_in_at} /> },
            ...(mayLink ? [{ title: t("signInLink"), value: (row: AccountRow) => <button type="button" className="btn" disabled={make.isPending || Boolean(row.disabled_at)} onClick={() => { make.mutate(row.name); }}>{t("makeLink")}</button> }] : []),
          ]} />
        )}
      </Loaded>
      {shown && (
        <Sheet title={t("linkTitle", { name: shown.name })} onClose={() => { setShown(null); }}>
          <p>{t("linkText")}</p>
          <p className="mono secret">{shown.link}</p>
          <CopyButton text={shown.link} label={t("copyLink")} />
        </Sheet>
      )}
    </section>
  );
}
