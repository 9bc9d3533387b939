import { Bell as Icon } from "lucide-react";
import { Link } from "react-router";

import { useTexts } from "@/shared/i18n/catalogue";
import { useLiveNotices, useUnread } from "./queries";
import { texts } from "./texts";
import "./notices.css";

/** How many notices wait; the page behind it lists them. */
export function Bell() {
  const t = useTexts(texts);
  const count = useUnread();
  useLiveNotices();
  const unread = count.data?.unread ?? 0;
  const words = `${String(unread)}${count.data?.capped ? "+" : ""}`;
  return (
    <Link to="/desk/notices" className="btn bell" data-quiet title={t("title")}>
      <Icon size={18} aria-hidden />
      <span className="sr">{t("bell", { n: words })}</span>
      {unread > 0 && <b aria-hidden>{words}</b>}
    </Link>
  );
}
