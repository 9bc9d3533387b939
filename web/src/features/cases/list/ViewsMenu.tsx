import { Popover } from "antd";
import { Bookmark, Trash2, Users } from "lucide-react";
import { useState } from "react";

import { unitCode, useMe } from "@/features/session/public";
import { asApiError } from "@/shared/api/errors";
import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import type { Column } from "../model/columns";
import type { Filters } from "../model/filters";
import { texts } from "../texts";
import type { SavedView } from "./views";
import { useForgetView, useSavedViews, useSaveView } from "./views";

interface Props {
  /** What the list shows now: it is this that is saved. */
  filters: Partial<Filters>;
  columns: Column[];
  open: (view: SavedView) => void;
}

/** Views one has saved and those of one's unit; what is shown now can be kept under a name. */
export function ViewsMenu({ filters, columns, open }: Props) {
  const t = useTexts(texts);
  const [shown, setShown] = useState(false);
  const choose = (view: SavedView) => {
    setShown(false);
    open(view);
  };
  return (
    <Popover trigger="click" placement="bottomRight" open={shown} onOpenChange={setShown} content={<Content filters={filters} columns={columns} open={choose} />}>
      <button type="button" className="btn" data-quiet aria-haspopup="dialog">
        <Bookmark size={16} aria-hidden />
        {t("views")}
      </button>
    </Popover>
  );
}

function Content({ filters, columns, open }: Props) {
  const t = useTexts(texts);
  const views = useSavedViews();
  const forget = useForgetView();
  const found = views.data ?? [];
  return (
    <div className="views">
      {found.length === 0 && <p className="weak">{t("noViews")}</p>}
      <ul>
        {found.map((view) => (
          <li key={view.id}>
            <button type="button" className="btn" data-quiet onClick={() => { open(view); }}>{view.name}</button>
            {view.shared && <Users size={14} aria-label={t("unitView")} />}
            {view.mine && (
              <button type="button" className="btn" data-quiet disabled={forget.isPending} onClick={() => { forget.mutate(view.id); }}>
                <Trash2 size={14} aria-hidden />
                <span className="sr">{t("forgetView", { name: view.name })}</span>
              </button>
            )}
          </li>
        ))}
      </ul>
      <Save filters={filters} columns={columns} />
    </div>
  );
}

/** The filters that are set: a view says nothing of the others. */
const chosen = (filters: Partial<Filters>): Partial<Filters> => Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== ""));

function Save({ filters, columns }: Omit<Props, "open">) {
  const t = useTexts(texts);
  const say = useSay();
  const me = useMe();
  const save = useSaveView();
  const [name, setName] = useState("");
  const [shared, setShared] = useState(false);
  return (
    <form
      onSubmit={(sent) => {
        sent.preventDefault();
        save.mutateAsync({ name: name.trim(), query: chosen(filters), columns, shared }).then(() => { setName(""); }, () => undefined);
      }}
    >
      <label>
        {t("saveView")}
        <input className="input" required maxLength={40} value={name} onChange={(typed) => { setName(typed.target.value); }} />
      </label>
      {unitCode(me) && (
        <label className="check">
          <input type="checkbox" checked={shared} onChange={(changed) => { setShared(changed.target.checked); }} />
          {t("shareView")}
        </label>
      )}
      {save.error && <p className="problem" role="alert">{say(asApiError(save.error).sentence)}</p>}
      <button type="submit" className="btn" data-primary disabled={save.isPending || !name.trim()}>{t("save")}</button>
    </form>
  );
}
