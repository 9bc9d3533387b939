import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";

import { api } from "@/shared/api/client";
import { useTexts } from "@/shared/i18n/catalogue";
import { Panel, When } from "@/shared/ui/parts";
import { texts } from "./texts";

/** The channel through which alarms report. */
const ALARMS = "iot";
interface Cause {
  id: string;
  subject: string;
  name: string;
  labels: Record<string, string>;
  raised_at: string;
}

/** The devices whose alarms made this case, or were added to it. */
export function Devices({ number, channel }: { number: string; channel: string }) {
  const t = useTexts(texts);
  const alarms = useQuery({ queryKey: ["alarms", "of-case", number], queryFn: () => api.get<{ items: Cause[] }>("/alarms", { case: number, limit: 20 }).then(({ items }) => items), enabled: channel === ALARMS, retry: false });
  if (!alarms.data?.length) return null;
  return (
    <Panel title={t("alarms")}>
      <ul>
        {alarms.data.map((one) => (
          <li key={one.id}>{one.labels.product ? <Link to={`/desk/devices/${encodeURIComponent(one.subject)}`}>{one.name}</Link> : one.name} <When at={one.raised_at} /></li>
        ))}
      </ul>
    </Panel>
  );
}
