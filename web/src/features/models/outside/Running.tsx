import { hasRole, useMe } from "@/features/session/public";
import { useTexts } from "@/shared/i18n/catalogue";
import { Panel } from "@/shared/ui/parts";
import { Loaded } from "@/shared/ui/states";
import { LimitForm } from "./Limits";
import type { Job, Queue } from "./queries";
import { useCallLimit, useMetering, useQueue } from "./queries";
import { Table } from "./Table";
import { texts } from "./texts";

/** How outside models are, who waits for them, and who asked how much. */
export function Running() {
  const t = useTexts(texts);
  const queue = useQueue();
  const metering = useMetering();
  const limiting = useCallLimit();
  const may = hasRole(useMe(), "admin");
  return (
    <div className="quality-grid">
      <Panel title={t("services")}>
        <Loaded query={queue} rows={2}>
          {({ models }) => models.length === 0 ? <p className="weak">{t("noServices")}</p> : (
            <Table label={t("services")} head={[t("task"), t("health")]} rows={models.map((one) => ({ key: one.version, cells: [one.task, t(one.health)] }))} />
          )}
        </Loaded>
      </Panel>
      <Panel title={t("queue")}>
        <Loaded query={queue} rows={2}>{(found) => <Line found={found} />}</Loaded>
      </Panel>
      <Panel title={t("limits")}>
        <Loaded query={metering} rows={2}>
          {({ items, limits, per_day }) => (
            <>
              {limits.length > 0 && (
                <Table label={t("limits")} head={[t("client"), t("perDay"), t("price")]}
                  rows={limits.map((one) => ({ key: one.client, cells: [<span key="c" className="mono">{one.client || t("others")}</span>, one.per_day, one.price] }))} />
              )}
              <p className="weak">{t("othersMay", { n: limits.find(({ client }) => client === "")?.per_day ?? per_day })}</p>
              {may && <LimitForm clients={[...new Set(items.map(({ client }) => client))]} priced save={(given) => limiting.mutateAsync(given)} />}
            </>
          )}
        </Loaded>
      </Panel>
      <Panel title={t("metering")}>
        <Loaded query={metering} rows={3}>
          {({ items }) => items.length === 0 ? <p className="weak">{t("noCalls")}</p> : (
            <Table
              label={t("metering")}
              head={[t("client"), t("day"), t("task"), t("calls"), t("failures"), t("mean"), t("amount")]}
              rows={items.map((one) => ({
                key: `${one.client}${one.day}${one.version}`,
                cells: [
                  <span key="c" className="mono">{one.client}</span>, one.day, `${one.task} ${t("version", { n: one.number })}`, one.calls, one.failed,
                  one.calls > one.failed ? t("ms", { n: Math.round(one.millis / (one.calls - one.failed)) }) : t("none"), one.amount,
                ],
              }))}
            />
          )}
        </Loaded>
      </Panel>
    </div>
  );
}

function Line({ found }: { found: Queue }) {
  const t = useTexts(texts);
  const row = (state: string) => (one: Job, at: number) => ({
    key: `${state}${String(at)}`,
    cells: [<span key="c" className="mono">{one.client}</span>, one.task, state, one.priority, t("seconds", { n: one.waited_s }), t("seconds", { n: one.left_s })],
  });
  const rows = [...found.running.map(row(t("running"))), ...found.waiting.map(row(t("waiting")))];
  return (
    <>
      <p className="weak">{t("queueOf", { places: found.places, longest: found.longest })}</p>
      {rows.length === 0 ? <p className="weak">{t("nobodyWaits")}</p> : (
        <Table label={t("queue")} head={[t("client"), t("task"), t("health"), t("priority"), t("since"), t("left")]} rows={rows} />
      )}
    </>
  );
}
