import { ArrowLeft } from "lucide-react";
import { Link } from "react-router";

import { hasRole, useMe } from "@/features/session/public";
import { useTexts } from "@/shared/i18n/catalogue";
import { useUrlState } from "@/shared/lib/urlState";
import { EmptyState, Loaded } from "@/shared/ui/states";
import { LevelBadge } from "../LevelBadge";
import { Editor } from "./Editor";
import type { Stored } from "./model";
import { blank, draftOf } from "./model";
import { useTemplates } from "./queries";
import { texts } from "./texts";
import "../warnings.css";

const KEYS = ["code"] as const;
const NEW = "+";

/** Templates of warnings: what a draft says before anybody writes, in versions, with a preview. */
export default function TemplatesPage() {
  const t = useTexts(texts);
  const me = useMe();
  const list = useTemplates();
  const [state, change] = useUrlState(KEYS);
  const mayWrite = hasRole(me, "admin", "dispatcher");
  const items = list.data ?? [];
  const chosen = items.find(({ code }) => code === state.code);
  return (
    <section className="queue">
      <div>
        <header className="list-head">
          <Link className="btn" data-quiet to="/desk/warnings"><ArrowLeft size={16} aria-hidden /><span className="sr">{t("back")}</span></Link>
          <h1>{t("title")}</h1>
          <span className="weak">{t("count", { n: items.length })}</span>
          <span className="grow" />
          {mayWrite && <button type="button" className="btn" data-primary onClick={() => { change({ code: NEW }); }}>{t("add")}</button>}
        </header>
      </div>
      <Loaded query={list} rows={8}>
        {() => items.length === 0 && state.code !== NEW ? <EmptyState title={t("empty")}><p>{t("emptyText")}</p></EmptyState> : (
          <div className="warning-desk">
            <nav className="warning-list" aria-label={t("list")}>
              <ul>{items.map((one) => <Row key={one.code} one={one} current={one.code === state.code} open={() => { change({ code: one.code }); }} />)}</ul>
            </nav>
            <div className="warning-detail" tabIndex={0} role="region" aria-label={t("title")}>
              {state.code === NEW && mayWrite ? <Editor key={NEW} template={blank()} version={0} mayWrite saved={(code) => { change({ code }); }} />
                : chosen ? <Editor key={`${chosen.code} ${String(chosen.version)}`} template={draftOf(chosen)} version={chosen.version} mayWrite={mayWrite} saved={(code) => { change({ code }); }} />
                : <p className="weak">{t("choose")}</p>}
            </div>
          </div>
        )}
      </Loaded>
    </section>
  );
}

function Row({ one, current, open }: { one: Stored; current: boolean; open: () => void }) {
  const t = useTexts(texts);
  return (
    <li data-current={current}>
      <button type="button" aria-current={current} onClick={open}>
        {one.level && <LevelBadge level={one.level} />}
        <strong>{one.title}</strong>
        <span className="weak">{one.code} · {t("version", { n: one.version })}{one.retired && ` · ${t("retiredMark")}`}</span>
      </button>
    </li>
  );
}
