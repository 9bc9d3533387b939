import { Plus, Trash2 } from "lucide-react";

import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { useAround, useFault } from "./context";
import { NumberField, WordsField } from "./Inputs";
import type { Condition, Named } from "../model";
import { become, conditions, given, isOperator, OPERATORS, partsOf } from "../model";
import { Param } from "./Params";
import { texts } from "./texts";

interface Props {
  value: Condition;
  path: string;
  change: (value: Condition) => void;
  remove?: () => void;
  /** What looks through a condition takes no operators. */
  leaf?: boolean;
  depth?: number;
}

/** A condition as a tree of boxes: what must hold, each with the form of its parameters. */
export function Node({ value, path, change, remove, leaf = false, depth = 0 }: Props) {
  const t = useTexts(texts);
  const { fixed } = useAround();
  const [name, params] = partsOf(value);
  const where = `${path}.${name}`;
  const own = useFault(path);
  const at = useFault(where);
  return (
    <div className="rule-node" data-depth={depth % 2} role="group" aria-label={t("condition")}>
      <div className="rule-node-head">
        <Kind value={value} change={change} leaf={leaf} />
        {!fixed && !leaf && !isOperator(name) && (
          <button type="button" className="btn" data-quiet onClick={() => { change({ all: [value, { schedule: {} }] }); }}><Plus size={15} aria-hidden />{t("addTime")}</button>
        )}
        {!fixed && remove && <button type="button" className="btn" data-quiet onClick={remove}><Trash2 size={15} aria-hidden />{t("removeCondition")}</button>}
      </div>
      {(own ?? at) && <p className="problem">{own ?? at}</p>}
      <Inside name={name} params={params} where={where} change={(next) => { change({ [name]: next }); }} depth={depth} />
    </div>
  );
}

function Inside({ name, params, where, change, depth }: { name: string; params: unknown; where: string; change: (params: unknown) => void; depth: number }) {
  const t = useTexts(texts);
  const { named, fixed } = useAround();
  const values = given(params);
  if (name === "all" || name === "any") {
    const parts = conditions(params);
    return (
      <div className="rule-parts">
        {parts.map((part, n) => (
          <div key={String(n)}>
            {n > 0 && <span className="rule-join">{name === "all" ? t("and") : t("or")}</span>}
            <Node value={part} path={`${where}.${String(n)}`} depth={depth + 1} change={(next) => { change(parts.map((one, m) => (m === n ? next : one))); }}
              remove={parts.length > 1 ? () => { change(parts.filter((_, m) => m !== n)); } : undefined} />
          </div>
        ))}
        {!fixed && <button type="button" className="btn" onClick={() => { change([...parts, { threshold: { op: ">=" } }]); }}><Plus size={15} aria-hidden />{t("addCondition")}</button>}
      </div>
    );
  }
  if (name === "not") return <Node value={values} path={where} depth={depth + 1} change={change} />;
  if (name === "quorum") {
    return (
      <>
        <div className="rule-params">
          <NumberField path={`${where}.at_least`} label={t("atLeastDevices")} whole min={1} value={values.at_least} change={(n) => { change({ ...values, at_least: n }); }} />
          <WordsField path={`${where}.tags`} label={t("tags")} value={values.tags as string[] | undefined} change={(tags) => { change({ ...values, tags: tags.length > 0 ? tags : undefined }); }} />
        </div>
        <Node leaf value={given(values.of)} path={`${where}.of`} depth={depth + 1} change={(of) => { change({ ...values, of }); }} />
      </>
    );
  }
  const found = named.get(name);
  if (!found) return null;
  const put = (key: string, one: unknown) => { change({ ...values, [key]: one }); };
  return (
    <>
      <div className="rule-params">
        {found.fields.filter((field) => field.widget !== "condition").map((field) => (
          <Param key={field.name} field={field} path={`${where}.${field.name}`} value={values[field.name] ?? (field.required ? undefined : field.initial)} change={(one) => { put(field.name, one); }} />
        ))}
      </div>
      {found.fields.some((field) => field.widget === "condition") && <Node leaf value={given(values.of)} path={`${where}.of`} depth={depth + 1} change={(of) => { put("of", of); }} />}
    </>
  );
}

const NEEDS = ["value", "fix", "occurrence", "any", "clock"] as const;
const NEED_NAMES = { value: "ofValues", fix: "ofPositions", occurrence: "ofHappenings", any: "ofSilence", clock: "ofTime" } as const;

function Kind({ value, change, leaf }: { value: Condition; change: (value: Condition) => void; leaf: boolean }) {
  const t = useTexts(texts);
  const say = useSay();
  const { named, fixed } = useAround();
  const [name] = partsOf(value);
  const word = (one: Named): string => say(one);
  const looks = (one: Named): boolean => one.fields.some((field) => field.widget === "condition");
  const groups = NEEDS.map((needs): [(typeof NEEDS)[number], Named[]] => [needs, [...named.values()].filter((one) => one.needs === needs && !looks(one) && !(leaf && (needs === "clock" || needs === "any")))]);
  return (
    <select className="input" aria-label={t("kindOf")} disabled={fixed} value={name} onChange={(chosen) => { change(become(value, chosen.target.value, named)); }}>
      {!named.has(name) && !isOperator(name) && <option value={name}>{name || t("chooseKind")}</option>}
      {!leaf && <optgroup label={t("combined")}>{OPERATORS.map((one) => <option key={one} value={one}>{t(one)}</option>)}</optgroup>}
      {groups.map(([needs, items]) => items.length > 0 && (
        <optgroup key={needs} label={t(NEED_NAMES[needs])}>{items.map((one) => <option key={one.name} value={one.name}>{word(one)}</option>)}</optgroup>
      ))}
      <optgroup label={t("through")}>{[...named.values()].filter(looks).map((one) => <option key={one.name} value={one.name}>{word(one)}</option>)}</optgroup>
    </select>
  );
}
