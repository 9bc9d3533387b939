import { Popover } from "antd";
import { MoveVertical } from "lucide-react";
import { useState } from "react";

import { useTexts } from "@/shared/i18n/catalogue";
import { startOfDate } from "@/shared/time/day";
import type { Begin } from "../queries";
import { texts } from "./texts";

interface Props {
  total: number | null;
  sort: string;
  begin: Begin;
  jump: (begin: Partial<Begin>) => void;
  /** The number of all rows is needed. */
  want: () => void;
}

/** Go to a far row by its number, by its share of the whole, or by a date. */
export function Jump(props: Props) {
  const l = useTexts(texts);
  const [open, setOpen] = useState(false);
  const go = (begin: Partial<Begin>) => {
    setOpen(false);
    props.jump(begin);
  };
  const show = (next: boolean) => {
    if (next) props.want();
    setOpen(next);
  };
  return (
    <Popover trigger="click" placement="topRight" open={open} onOpenChange={show} destroyOnHidden content={<Choice {...props} jump={go} />}>
      <button type="button" className="btn" data-quiet aria-haspopup="dialog">
        <MoveVertical size={15} aria-hidden />
        {l("jump")}
        <kbd>g</kbd>
      </button>
    </Popover>
  );
}

function Choice({ total, sort, begin, jump }: Omit<Props, "want">) {
  const l = useTexts(texts);
  const [row, setRow] = useState(begin.skip + 1);
  const [day, setDay] = useState("");
  const most = Math.max(1, total ?? 1);
  const share = Math.round((Math.min(row, most) / most) * 100);
  return (
    <div className="jump" role="dialog" aria-label={l("jump")}>
      <form onSubmit={(sent) => { sent.preventDefault(); jump({ skip: Math.max(0, Math.min(row, most) - 1) }); }}>
        <label>
          {l("jumpRow", { n: most.toLocaleString("en-US") })}
          <input className="input" type="number" min={1} max={most} value={row} autoFocus onChange={(typed) => { setRow(Number(typed.target.value) || 1); }} />
        </label>
        <label>
          {l("jumpShare", { n: share })}
          <input type="range" min={0} max={100} value={share} onChange={(moved) => { setRow(Math.max(1, Math.round((Number(moved.target.value) / 100) * most))); }} />
        </label>
        <button type="submit" className="btn" data-primary disabled={total === null}>{l("jumpGo")}</button>
      </form>
      <form onSubmit={(sent) => { sent.preventDefault(); if (day) jump({ start: startOfDate(day, sort.startsWith("-")) }); }}>
        <label>
          {l(sort.includes("due_at") ? "jumpDue" : "jumpDay")}
          <input className="input" type="date" value={day} onChange={(typed) => { setDay(typed.target.value); }} />
        </label>
        <button type="submit" className="btn" disabled={!day}>{l("jumpGo")}</button>
      </form>
    </div>
  );
}
