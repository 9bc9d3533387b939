import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { useUrlState } from "@/shared/lib/urlState";
import { EmptyState, Loaded } from "@/shared/ui/states";
import type { Version } from "./model";
import { headOf, told } from "./model";
import { Found } from "./outside/Found";
import { Running } from "./outside/Running";
import { Quality } from "./Quality";
import { useModels } from "./queries";
import { texts } from "./texts";
import { VersionDetail } from "./VersionDetail";
import "./models.css";

const KEYS = ["tab", "id"] as const;
const TABS = ["models", "quality", "running", "found"] as const;

/** What the machine decides by, and how well: versions of models, the quality of dispatch, calls, findings. */
export default function ModelsPage() {
  const t = useTexts(texts);
  const [state, change] = useUrlState(KEYS);
  const tab = TABS.find((one) => one === state.tab) ?? "models";
  return (
    <section className="page models" aria-label={t("title")} tabIndex={0}>
      <header className="list-head">
        <h1>{t("title")}</h1>
        <span className="grow" />
        <nav className="model-tabs" aria-label={t("title")}>
          {TABS.map((one) => (
            <button key={one} type="button" className="btn" aria-pressed={tab === one} data-primary={tab === one ? true : undefined} onClick={() => { change({ tab: one === "models" ? "" : one }); }}>
              {t(one)}
            </button>
          ))}
        </nav>
      </header>
      {tab === "models" && <Models chosen={state.id} choose={(id) => { change({ id }); }} />}
      {tab === "quality" && <Quality />}
      {tab === "running" && <Running />}
      {tab === "found" && <Found />}
    </section>
  );
}

function Models({ chosen, choose }: { chosen: string; choose: (id: string) => void }) {
  const t = useTexts(texts);
  const say = useSay();
  const list = useModels();
  return (
    <Loaded query={list} rows={6}>
      {({ items, tasks }) => {
        if (items.length === 0) return <EmptyState title={t("empty")}><p>{t("emptyText")}</p></EmptyState>;
        const first = items.find(({ id }) => id === chosen) ?? items.find(({ stage }) => stage === "published") ?? items[0];
        return (
          <div className="model-desk">
            <nav className="model-list" aria-label={t("list")}>
              {tasks.filter((task) => items.some((one) => one.task === task.code)).map((task) => (
                <div key={task.code}>
                  <h2>{say(task)}</h2>
                  <ul>{items.filter((one) => one.task === task.code).map((one) => <Row key={one.id} one={one} current={one.id === first?.id} open={() => { choose(one.id); }} />)}</ul>
                </div>
              ))}
            </nav>
            {first ? <VersionDetail key={first.id} id={first.id} settings={tasks.find(({ code }) => code === first.task)?.settings ?? {}} /> : <p className="weak">{t("choose")}</p>}
          </div>
        );
      }}
    </Loaded>
  );
}

function Row({ one, current, open }: { one: Version; current: boolean; open: () => void }) {
  const t = useTexts(texts);
  const head = headOf(one.card.metrics);
  return (
    <li>
      <button type="button" aria-current={current ? "true" : undefined} onClick={open}>
        <strong>{t("version", { n: one.number })}</strong>
        <span className="model-stage" data-stage={one.stage}>{t(one.stage)}</span>
        <span className="weak">{one.scope} {head && `${t(head)} ${told(head, one.card.metrics[head])}`}</span>
      </button>
    </li>
  );
}
