import { ShieldAlert } from "lucide-react";
import { useState } from "react";

import { hasRole, useMe } from "@/features/session/public";
import { advice, asApiError } from "@/shared/api/errors";
import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { Panel, When } from "@/shared/ui/parts";
import { Sheet } from "@/shared/ui/Sheet";
import { Loaded } from "@/shared/ui/states";
import type { Product } from "../../model";
import { nameOf, spoken, unitOf } from "../../model";
import type { Device, Said } from "../queries";
import { CallSheet } from "./CallSheet";
import type { Callable, Command, Desired, State, Value } from "./model";
import { callables } from "./model";
import { useCommands, useDecide } from "./queries";
import { texts } from "./texts";

const CALLERS = ["dispatcher", "handler", "leader", "admin"] as const;
const CONFIRMERS = ["dispatcher", "supervisor", "leader", "admin"] as const;

function StateMark({ state }: { state: State }) {
  const t = useTexts(texts);
  return <span className="tag command-state" data-state={state}>{t(state)}</span>;
}

/** What this device can be told, what it was told and what became of each. */
export function CommandPanel({ one, product, said }: { one: Device; product: Product | undefined; said: Said[] }) {
  const t = useTexts(texts);
  const say = useSay();
  const me = useMe();
  const commands = useCommands(one.code);
  const [call, setCall] = useState<Callable | null>(null);
  const [decision, setDecision] = useState<{ command: Command; act: "confirm" | "refuse" | "withdraw" } | null>(null);
  const all = callables(product, { name: t("setting"), name_en: t("setting") });
  const asked = commands.data?.items ?? [];
  if (all.length === 0 && asked.length === 0) return null;
  const mayCall = hasRole(me, ...CALLERS) && one.state === "in_service";
  const nameOfFunction = (code: string): string => { const found = all.find((known) => known.code === code); return found ? say(nameOf(found)) : code; };
  const inputOf = (code: string): Callable["input"] | undefined => all.find((known) => known.code === code)?.input;
  return (
    <Panel title={t("title")} extra={mayCall && (
      <span className="command-calls">{all.map((known) => <button key={known.code} type="button" className="btn" onClick={() => { setCall(known); }}>{known.dangerous && <ShieldAlert size={15} aria-label={t("dangerous")} />}{say(nameOf(known))}</button>)}</span>
    )}>
      <Loaded query={commands} rows={2}>
        {({ items, desired }) => (
          <>
            {desired.length > 0 && <Wishes desired={desired} said={said} product={product} />}
            {items.length === 0 ? <p className="weak">{all.length === 0 ? t("noFunctions") : t("none")}</p> : (
              <ol className="command-list">
                {items.map((command) => (
                  <li key={command.id}>
                    <StateMark state={command.state} /> <b>{nameOfFunction(command.function)}</b> <Values values={command.values} input={inputOf(command.function)} />
                    <span className="weak"> {command.reason} · {command.steps[0]?.name} <When at={command.made_at} /></span>
                    <Acts command={command} may={{ confirm: !command.mine && hasRole(me, ...CONFIRMERS), withdraw: mayCall }} choose={(act) => { setDecision({ command, act }); }} />
                    <Steps command={command} />
                  </li>
                ))}
              </ol>
            )}
          </>
        )}
      </Loaded>
      {call && <CallSheet one={one} call={call} close={() => { setCall(null); }} />}
      {decision && <Decide {...decision} name={nameOfFunction(decision.command.function)} input={inputOf(decision.command.function)} close={() => { setDecision(null); }} />}
    </Panel>
  );
}

/** Values with the names and units that the function gives them. */
function Values({ values, input }: { values: Record<string, Value>; input?: Callable["input"] | undefined }) {
  const t = useTexts(texts);
  const say = useSay();
  const words = Object.entries(values).map(([code, value]) => {
    const known = input?.[code];
    const member = known?.members.find((one) => one.code === value);
    const said = member ? say(nameOf(member)) : typeof value === "boolean" ? t(value ? "yes" : "no") : String(value);
    return known ? `${say(nameOf(known))} ${said}${unitOf(known) && ` ${unitOf(known)}`}` : `${code} ${said}`;
  });
  return <span>{words.join("，")}</span>;
}

function Acts({ command, may, choose }: { command: Command; may: { confirm: boolean; withdraw: boolean }; choose: (act: "confirm" | "refuse" | "withdraw") => void }) {
  const t = useTexts(texts);
  if (command.state !== "asked" && command.state !== "waiting") return null;
  return (
    <span className="command-calls">
      {command.state === "asked" && may.confirm && <button type="button" className="btn" data-primary onClick={() => { choose("confirm"); }}>{t("confirm")}</button>}
      {command.state === "asked" && may.confirm && <button type="button" className="btn" onClick={() => { choose("refuse"); }}>{t("refuse")}</button>}
      {may.withdraw && <button type="button" className="btn" onClick={() => { choose("withdraw"); }}>{t("withdraw")}</button>}
    </span>
  );
}

function Steps({ command }: { command: Command }) {
  const t = useTexts(texts);
  const who = (by: string, name: string): string => (by === "device" ? `${t("device")}${command.door ? ` ${command.door}` : ""}` : by === "system" ? t("system") : name);
  return (
    <details className="command-steps">
      <summary>{t("steps")}</summary>
      <ol>
        {command.steps.map((step) => <li key={`${step.state}${step.at}`}>{t(step.state)} <When at={step.at} /> <span className="weak">{[who(step.by, step.name), step.words].filter(Boolean).join(" · ")}</span></li>)}
        {(command.state === "asked" || command.state === "waiting" || command.state === "delivered") && <li className="weak">{t("until")} <When at={command.expires_at} /></li>}
      </ol>
      {Object.keys(command.output).length > 0 && <p>{t("answer")} <Values values={command.output} /></p>}
    </details>
  );
}

/** What each property was set to beside what the device says. */
function Wishes({ desired, said, product }: { desired: Desired[]; said: Said[]; product: Product | undefined }) {
  const t = useTexts(texts);
  const say = useSay();
  const yes = (on: boolean): string => t(on ? "yes" : "no");
  return (
    <div className="device-latest">
      <table>
        <thead><tr><th>{t("property")}</th><th>{t("desired")}</th><th>{t("reported")}</th><th>{t("state")}</th></tr></thead>
        <tbody>
          {desired.map((wish) => {
            const property = product?.model.properties.find(({ code }) => code === wish.property);
            const reported = said.find((value) => value.property === wish.property)?.value ?? null;
            const member = property?.members.find(({ code }) => code === wish.value);
            return (
              <tr key={wish.property}>
                <th scope="row">{property ? say(nameOf(property)) : wish.property}</th>
                <td>{member ? say(nameOf(member)) : typeof wish.value === "number" ? spoken(wish.value, property, say, yes) : typeof wish.value === "boolean" ? yes(wish.value) : wish.value}</td>
                <td>{reported === null ? "—" : spoken(reported, property, say, yes)}</td>
                <td><StateMark state={wish.state} /></td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function Decide({ command, act, name, input, close }: { command: Command; act: "confirm" | "refuse" | "withdraw"; name: string; input: Callable["input"] | undefined; close: () => void }) {
  const t = useTexts(texts);
  const say = useSay();
  const [reason, setReason] = useState("");
  const send = useDecide(command.device);
  const error = send.error ? asApiError(send.error) : null;
  return (
    <Sheet title={`${t(act)} · ${name}`} onClose={close}>
      <form className="device-form" onSubmit={(sent) => { sent.preventDefault(); send.mutate({ id: command.id, act, reason: reason.trim() }, { onSuccess: close }); }}>
        <p><Values values={command.values} input={input} /> {command.reason}</p>
        <label>{t("reason")}<textarea className="input" rows={2} maxLength={500} required={act === "refuse"} value={reason} onChange={(written) => { setReason(written.target.value); }} /></label>
        {error && <div className="refusal" role="alert"><strong>{say(error.sentence)}</strong><p>{say(advice(error))}</p></div>}
        <div className="call-row">
          <button type="submit" className="btn" data-primary disabled={send.isPending}>{t(act)}</button>
          <button type="button" className="btn" onClick={close}>{t("cancel")}</button>
        </div>
      </form>
    </Sheet>
  );
}
