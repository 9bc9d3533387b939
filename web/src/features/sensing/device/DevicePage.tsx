import { ArrowLeft } from "lucide-react";
import { useState } from "react";
import { Link, useParams } from "react-router";

import { hasRole, useMe } from "@/features/session/public";
import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { useKeys } from "@/shared/lib/keys";
import { useUrlState } from "@/shared/lib/urlState";
import { useNow } from "@/shared/time/clock";
import { CopyButton, Panel } from "@/shared/ui/parts";
import { ErrorState, Loaded } from "@/shared/ui/states";
import { asApiError } from "@/shared/api/errors";
import { AlarmBadge } from "../AlarmBadge";
import type { Product, Status } from "../model";
import { nameOf } from "../model";
import { rankOf, useProducts } from "../queries";
import { StatusMark } from "../StatusMark";
import { STATES } from "../vocabulary";
import { ActSheet } from "./ActSheet";
import { AskPanel } from "./AskPanel";
import { Facts, LifePanel, PlacePanel, UsePanel } from "./Beside";
import { Charts } from "./Charts";
import { CommandPanel } from "./commands/CommandPanel";
import { Latest } from "./Latest";
import { ACTS, rangeOf, rulesOf, spanOf } from "./model";
import type { Device } from "./queries";
import { useAlarmsOf, useDevice, useRules, useShadow } from "./queries";
import { RangeChooser } from "./RangeChooser";
import { Tables } from "./Tables";
import { texts } from "./texts";
import { Video } from "./Video";
import { ACTS as WORDS } from "../vocabulary";
import "../sensing.css";
import "./device.css";

const FORBIDDEN = 403;
export const KEYS = ["range", "from", "to", "tab", "property"] as const;

/** All about one device: what it is, where, how it lives, what it says and said, what came of that. */
export default function DevicePage() {
  const { code = "" } = useParams();
  const device = useDevice(code);
  const products = useProducts();
  return <Loaded query={device} rows={14}>{(one) => <View key={one.code} one={one} product={products.data?.find((p) => p.code === one.product)} />}</Loaded>;
}

function View({ one, product }: { one: Device; product: Product | undefined }) {
  const t = useTexts(texts);
  const say = useSay();
  const me = useMe();
  const [state, change] = useUrlState(KEYS);
  const [act, setAct] = useState("");
  const shadow = useShadow(one.code, one.readable);
  const alarms = useAlarmsOf(one.code).data ?? [];
  const rules = rulesOf(useRules().data ?? [], one, product);
  const current = useNow();
  const range = rangeOf(state.range);
  const span = spanOf(range, state, current);
  const open = alarms.filter(({ closed_at: closed }) => closed === null).sort((a, b) => rankOf(b) - rankOf(a));
  const stale = shadow.data?.values.some(({ quality, at }) => quality === "stale" && at !== null);
  const status: Status = one.state !== "in_service" ? "out" : !one.online ? "offline" : stale ? "stale" : "online";
  const acts = hasRole(me, "admin", "dispatcher") ? (ACTS[one.state] ?? []) : [];
  const apart = !one.readable || (shadow.error !== null && asApiError(shadow.error).status === FORBIDDEN);
  const camera = one.product.startsWith("camera-");
  useKeys(t("device"), [
    ...(["1h", "24h", "7d", "30d"] as const).map((name, index) => ({ keys: String(index + 1), label: t(name), run: () => { change({ range: name === "24h" ? "" : name }); } })),
    ...acts.map((name, index) => ({ keys: `Alt+${String(index + 1)}`, label: say(WORDS[name]), run: () => { setAct(name); } })),
  ]);
  return (
    <article className="page device-detail" tabIndex={0} aria-label={one.name}>
      <header className="device-title">
        <Link className="btn" data-quiet to="/desk/devices"><ArrowLeft size={16} aria-hidden /><span className="sr">{t("back")}</span></Link>
        <h1>{one.name}</h1>
        <span className="mono">{one.code}</span>
        <CopyButton text={one.code} />
        <StatusMark status={status} />
        <span className="tag">{say(STATES[one.state] ?? one.state)}</span>
        {open[0] && <AlarmBadge level={open[0].level} />}
        <span className="weak">{product ? say(nameOf(product)) : one.product}</span>
        <span className="grow" />
        {acts.map((name, index) => (
          <button key={name} type="button" className="btn" {...(name === "enable" ? { "data-primary": true } : {})} onClick={() => { setAct(name); }}>
            {say(WORDS[name])} <kbd>Alt+{index + 1}</kbd>
          </button>
        ))}
      </header>
      <div className="device-columns">
        <div className="device-main">
          {camera && <Video code={one.code} span={span} />}
          {apart ? <AskPanel one={one} /> : shadow.error && !shadow.data ? <ErrorState error={shadow.error} retry={() => { void shadow.refetch(); }} /> : (
            <>
              <Panel title={t("latest")} flush>{shadow.data && <Latest values={shadow.data.values} product={product} />}</Panel>
              <Panel title={t("history")} extra={<RangeChooser range={range} span={span} change={change} />}>
                <Charts one={one} product={product} span={span} alarms={alarms} rules={rules} />
              </Panel>
            </>
          )}
          {!apart && <CommandPanel one={one} product={product} said={shadow.data?.values ?? []} />}
          <Tables one={one} product={product} span={span} alarms={alarms} rules={rules} tab={state.tab} property={state.property} change={change} mayRead={!apart} />
        </div>
        <aside className="device-side" aria-label={t("facts")}>
          <PlacePanel one={one} place={shadow.data?.place ?? null} status={status} />
          <Facts one={one} product={product} />
          <LifePanel code={one.code} />
          <UsePanel one={one} />
        </aside>
      </div>
      {act && <ActSheet one={one} act={act} close={() => { setAct(""); }} />}
    </article>
  );
}
