import { X } from "lucide-react";
import { Link } from "react-router";

import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { When } from "@/shared/ui/parts";
import { AlarmBadge } from "../AlarmBadge";
import type { Product, Row } from "../model";
import { nameOf } from "../model";
import type { AlarmOf } from "../queries";
import { useValues } from "../queries";
import { StatusMark } from "../StatusMark";
import { texts } from "../texts";
import { STATES } from "../vocabulary";
import { Values } from "./DeviceTable";

interface Props {
  row: Row;
  product: Product | undefined;
  alarm: AlarmOf | undefined;
  unit: string;
  at: string;
  close: () => void;
}

/** What was touched on the map: how it is and what it says. */
export function Card({ row, product, alarm, unit, at, close }: Props) {
  const t = useTexts(texts);
  const say = useSay();
  const { values, known } = useValues([row.code], 0, 0, at);
  const own = values.get(row.code);
  return (
    <aside className="device-card" aria-label={row.name}>
      <header>
        <Link to={`/desk/devices/${encodeURIComponent(row.code)}`}><b>{row.name}</b></Link>
        <button type="button" className="btn" data-quiet onClick={close}><X size={16} aria-hidden /><span className="sr">{t("close")}</span></button>
      </header>
      <p className="weak small">{row.code} · {product ? say(nameOf(product)) : row.product} · {unit}</p>
      <p className="device-marks"><StatusMark status={row.status} /> <span className="weak">{say(STATES[row.state] ?? row.state)}</span> {alarm && <AlarmBadge level={alarm.level} />}</p>
      {alarm && <p className="small">{t("alarmSince")} <When at={alarm.raised_at} /> · <Link to={`/desk/alarms?rule=${encodeURIComponent(alarm.rule)}`}>{t("toAlarms")}</Link></p>}
      <p className="device-card-values">{own ? <Values values={own} product={product} /> : known.has(row.code) && <span className="weak">{row.readable ? t("noValues") : t("beyondReach")}</span>}</p>
    </aside>
  );
}
