import { CircleAlert, Info, TriangleAlert } from "lucide-react";
import { useState } from "react";
import { Link } from "react-router";

import { useTexts } from "@/shared/i18n/catalogue";
import { useSay } from "@/shared/i18n/language";
import { When } from "@/shared/ui/parts";
import { EmptyState, Loaded } from "@/shared/ui/states";
import type { Notice } from "./queries";
import { useMarkRead, useNotices, useUnread } from "./queries";
import { texts } from "./texts";
import "./notices.css";

const ICONS = { info: Info, warn: TriangleAlert, urgent: CircleAlert };

/** What the system has told this person, newest first; opening the case reads the notice. */
export default function NoticesPage() {
  const t = useTexts(texts);
  const [unread, setUnread] = useState(false);
  const list = useNotices(unread);
  const count = useUnread();
  const mark = useMarkRead();
  const notices = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section className="queue">
      <header className="list-head">
        <h1>{t("title")}</h1>
        <span className="weak">{t("unreadCount", { n: count.data?.unread ?? 0 })}</span>
        <span className="grow" />
        <button type="button" className="btn" aria-pressed={unread} onClick={() => { setUnread(!unread); }}>{t("onlyUnread")}</button>
        <button type="button" className="btn" disabled={mark.isPending || (count.data?.unread ?? 0) === 0} onClick={() => { mark.mutate(null); }}>{t("readAll")}</button>
      </header>
      <Loaded query={list} rows={8}>
        {() =>
          notices.length === 0 ? (
            <EmptyState title={t("empty")}>
              <p>{t("emptyText")}</p>
            </EmptyState>
          ) : (
            <div className="notices" tabIndex={0} role="region" aria-label={t("title")}>
              <ul>
                {notices.map((notice) => (
                  <One key={notice.id} notice={notice} read={() => { if (!notice.read_at) mark.mutate([notice.id]); }} />
                ))}
              </ul>
              {list.hasNextPage && <button type="button" className="btn" disabled={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>{t("more")}</button>}
            </div>
          )
        }
      </Loaded>
    </section>
  );
}

function One({ notice, read }: { notice: Notice; read: () => void }) {
  const t = useTexts(texts);
  const say = useSay();
  const levels = { info: t("info"), warn: t("warn"), urgent: t("urgent") };
  const Icon = ICONS[notice.level];
  const isCase = /^\d{20,}$/.test(notice.subject);
  const isWarning = /^YJ\d{12}$/.test(notice.subject);
  const isAppeal = notice.kind.startsWith("assessment.");
  const isWatch = /^BK\d{12,}$/.test(notice.subject);
  return (
    <li className="notice-row" data-level={notice.level} data-read={notice.read_at !== null}>
      <Icon size={17} aria-hidden />
      <span className="notice-level">{levels[notice.level]}</span>
      <span className="notice-text">{say(notice.text)}</span>
      {isCase && <Link className="mono" to={`/desk/cases/${notice.subject}`} onClick={read}>{notice.subject}</Link>}
      {isWarning && <Link className="mono" to="/desk/warnings" onClick={read}>{notice.subject}</Link>}
      {isWatch && <Link className="mono" to="/desk/watch-orders" onClick={read}>{notice.subject}</Link>}
      {isAppeal && <Link to={`/desk/appeals?appeal=${notice.subject}`} onClick={read}>{t("appeal")}</Link>}
      {!isCase && !isWarning && !isWatch && !isAppeal && <span />}
      <span className="weak"><When at={notice.at} /></span>
      {notice.read_at ? <span className="weak">{t("read")}</span> : <button type="button" className="btn" data-quiet onClick={read}>{t("markRead")}</button>}
    </li>
  );
}
