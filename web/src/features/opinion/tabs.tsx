import { App } from "antd";
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "react-router";

import type { StudioTab, StudioTabProps } from "@/contributions/studio/model";
import { Door, FindingTable, percent } from "@/features/studio/public";
import { api } from "@/shared/api/client";
import { advice, asApiError } from "@/shared/api/errors";
import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { When } from "@/shared/ui/parts";
import { Loaded } from "@/shared/ui/states";
import { LimitsTab } from "./limits/LimitsTab";
import { useLiveSigns } from "./live";
import type { Pair, Pairs, Rate, Sign, Topics } from "./model";
import { heatSum, sparkline } from "./model";
import { RepliesTab } from "./RepliesTab";
import { texts } from "./texts";
import "./opinion.css";

const RESULTS = ["confirmed", "false", "known"] as const;
type Result = (typeof RESULTS)[number];

/** Do something to one row; the list is asked for anew, and a refusal is shown with what to do. */
function useDeed<T>(list: string, deed: (row: T) => Promise<unknown>) {
  const t = useTexts(texts);
  const say = useSay();
  const client = useQueryClient();
  const { notification } = App.useApp();
  return useMutation({
    mutationFn: deed,
    onError: (problem) => {
      const error = asApiError(problem);
      notification.error({ title: say(error.sentence) || t("failed"), description: say(advice(error)) });
    },
    onSettled: () => client.invalidateQueries({ queryKey: [list] }),
  });
}

function Trend({ counts, label }: { counts: number[]; label: string }) {
  return (
    <svg className="trend" viewBox="0 0 100 24" preserveAspectRatio="none" role="img" aria-label={`${label}: ${counts.join(", ")}`}>
      <polyline points={sparkline(counts)} />
    </svg>
  );
}

/** 热点话题: what many cases speak of, how hot, where, with whom; and whether one case brings others. */
function TopicsTab({ asked }: StudioTabProps) {
  useLiveSigns();
  const t = useTexts(texts);
  const say = useSay();
  const query = useQuery({
    queryKey: ["topics", asked],
    queryFn: ({ signal }) => api.get<Topics>("/topics", { ...asked }, { signal }),
    staleTime: 60_000,
    placeholderData: keepPreviousData,
  });
  return (
    <Loaded query={query} rows={8}>
      {(data) => (
        <div className="studio-column">
          <FindingTable name={t("topics")} rows={data.topics} rowKey={(row, at) => row.numbers[0] ?? String(at)} empty={t("noTopics")}
            note={<>{t("topicsNote", { n: data.read, formula: say(data.formula) })} {data.capped && t("capped")}</>}
            columns={[
              { title: t("topic"), value: (row) => row.title, wide: true },
              { title: t("words"), value: (row) => row.words.join(" ") },
              { title: t("heat"), value: (row) => row.heat, show: (row) => <>{row.heat}<small className="weak heat-sum">{heatSum(row.sums)}</small></>, numeric: true },
              { title: t("trend"), value: (row) => row.trend.join(" "), show: (row) => <Trend counts={row.trend} label={t("trend")} /> },
              { title: t("cases"), value: (row) => row.cases, show: (row) => <Door of={row} />, numeric: true },
              { title: t("people"), value: (row) => row.people, numeric: true },
              { title: t("reports"), value: (row) => row.reports, numeric: true },
              { title: t("votes"), value: (row) => row.sums.voters, numeric: true },
              { title: t("matter"), value: (row) => row.matter ?? "—" },
              { title: t("area"), value: (row) => row.area ?? "—" },
              { title: t("units"), value: (row) => row.units.map(({ name, n }) => `${name} ×${String(n)}`).join("、") },
              { title: t("ended"), value: (row) => row.ended, numeric: true },
              { title: t("satisfaction"), value: (row) => row.satisfaction ?? "—", numeric: true },
            ]} />
          <FindingTable name={t("nearRepeats")} rows={data.near_repeats} rowKey={(row, at) => row.matter ?? String(at)} empty={t("noNear")} note={t("nearNote")}
            columns={[
              { title: t("matter"), value: (row) => row.matter ?? "—", wide: true },
              { title: t("cases"), value: (row) => row.cases, show: (row) => <Door of={row} />, numeric: true },
              { title: t("pairs"), value: (row) => row.pairs, numeric: true },
              { title: t("byChance"), value: (row) => row.by_chance, numeric: true },
              { title: t("ratio"), value: (row) => row.ratio, numeric: true },
              { title: t("chance"), value: (row) => row.p, numeric: true },
            ]} />
        </div>
      )}
    </Loaded>
  );
}

/** 苗头预警: what people should look at, with its size; each is closed with what it turned out to be. */
function SignsTab() {
  useLiveSigns();
  const t = useTexts(texts);
  const say = useSay();
  const query = useQuery({
    queryKey: ["signs"],
    queryFn: ({ signal }) => api.get<{ items: Sign[]; rates: Rate[] }>("/signs", { open: true }, { signal }),
    staleTime: 30_000,
  });
  const close = useDeed<{ id: string; result: Result }>("signs", ({ id, result }) => api.post(`/signs/${id}/close`, { result }));
  return (
    <Loaded query={query} rows={8}>
      {({ items, rates }) => (
        <div className="studio-column">
        <FindingTable name={t("signs")} rows={items} rowKey={(row) => row.id} empty={t("noSigns")} note={t("signsNote")}
          columns={[
            { title: t("kind"), value: (row) => say(row.title) },
            { title: t("seen"), value: (row) => say(row.words), wide: true },
            { title: t("size"), value: (row) => row.size, numeric: true },
            { title: t("cases"), value: (row) => row.cases, show: (row) => <Door of={row} />, numeric: true },
            { title: t("matter"), value: (row) => row.matter ?? "—" },
            { title: t("area"), value: (row) => row.area ?? "—" },
            { title: t("at"), value: (row) => row.at, show: (row) => <When at={row.at} /> },
            {
              title: t("result"),
              value: () => "",
              show: (row) => (
                <span className="deeds">
                  {RESULTS.map((result) => (
                    <button key={result} type="button" className="btn" disabled={close.isPending} onClick={() => { close.mutate({ id: row.id, result }); }}>{t(result)}</button>
                  ))}
                </span>
              ),
            },
          ]} />
        <FindingTable name={t("hitRates")} rows={rates} rowKey={(row) => row.kind} empty={t("noSigns")} note={t("hitRatesNote")}
          columns={[
            { title: t("kind"), value: (row) => say(row.title), wide: true },
            { title: t("openSigns"), value: (row) => row.open, numeric: true },
            { title: t("confirmed"), value: (row) => row.confirmed, numeric: true },
            { title: t("false"), value: (row) => row.false, numeric: true },
            { title: t("known"), value: (row) => row.known, numeric: true },
            { title: t("hit"), value: (row) => row.hit ?? "—", show: (row) => (row.hit === null ? "—" : percent(row.hit)), numeric: true },
          ]} />
        </div>
      )}
    </Loaded>
  );
}

const link = (number: string) => <Link className="mono" to={`/desk/cases/${number}`}>{number}</Link>;

/** 疑似重复: the likeliest pairs of open cases, with why; merged or held apart with one press. */
function DuplicatesTab() {
  const t = useTexts(texts);
  const say = useSay();
  const query = useQuery({
    queryKey: ["duplicate-pairs"],
    queryFn: ({ signal }) => api.get<Pairs>("/cases/duplicates/pairs", { limit: 100 }, { signal }),
    staleTime: 30_000,
  });
  const merge = useDeed<Pair>("duplicate-pairs", ({ one, other }) => api.post(`/cases/${one.number}/actions/merge`, { into: other.number }));
  const part = useDeed<Pair>("duplicate-pairs", ({ one, other }) => api.post(`/cases/${one.number}/duplicates/${other.number}/different`));
  return (
    <Loaded query={query} rows={8}>
      {({ items, evidence }) => (
        <FindingTable name={t("duplicates")} rows={items} rowKey={(row) => `${row.one.number}-${row.other.number}`} empty={t("noDuplicates")}
          note={t("duplicatesNote", { ...evidence, precision: evidence.precision === null ? "—" : `${String(Math.round(evidence.precision * 1000) / 10)}%` })}
          columns={[
            { title: t("score"), value: (row) => Math.round(row.score * 100), show: (row) => `${String(Math.round(row.score * 100))}%`, numeric: true },
            { title: t("one"), value: (row) => `${row.one.number} ${row.one.title}`, show: (row) => <>{link(row.one.number)} {row.one.title}</>, wide: true },
            { title: t("other"), value: (row) => `${row.other.number} ${row.other.title}`, show: (row) => <>{link(row.other.number)} {row.other.title}</>, wide: true },
            { title: t("why"), value: (row) => say(row.reasons), wide: true },
            {
              title: t("judge"),
              value: () => "",
              show: (row) => (
                <span className="deeds">
                  <button type="button" className="btn" disabled={merge.isPending} onClick={() => { merge.mutate(row); }}>{t("merge")}<span className="sr"> {row.one.number}</span></button>
                  <button type="button" className="btn" disabled={part.isPending} onClick={() => { part.mutate(row); }}>{t("different")}<span className="sr"> {row.one.number}</span></button>
                </span>
              ),
            },
          ]} />
      )}
    </Loaded>
  );
}

const title = (key: keyof typeof texts.zh) => ({ zh: texts.zh[key], en: texts.en[key] });

/** What many cases say together, in the studio. */
export const opinionTabs: StudioTab[] = [
  { name: "topics", title: title("topicsTab"), order: 70, Component: TopicsTab },
  { name: "signs", title: title("signsTab"), order: 72, Component: SignsTab },
  { name: "limits", title: title("limitsTab"), order: 73, Component: LimitsTab },
  { name: "replies", title: title("repliesTab"), order: 76, Component: RepliesTab },
  { name: "duplicates", title: title("duplicatesTab"), order: 74, Component: DuplicatesTab },
];
