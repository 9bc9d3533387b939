import { catalogue } from "@/shared/i18n/catalogue";

export const texts = catalogue(
  {
    title: "消息",
    bell: "消息，{n} 条未读",
    unreadCount: "{n} 条未读",
    onlyUnread: "只看未读",
    readAll: "全部标为已读",
    markRead: "标为已读",
    read: "已读",
    empty: "没有消息",
    emptyText: "新任务、临期、退回、督办和结果会在这里通知您；消息保留 30 天。",
    more: "再看 50 条",
    info: "通知",
    warn: "提醒",
    urgent: "紧急",
  },
  {
    title: "Notices",
    bell: "Notices, {n} unread",
    unreadCount: "{n} unread",
    onlyUnread: "Unread only",
    readAll: "Mark all as read",
    markRead: "Mark as read",
    read: "read",
    empty: "No notices",
    emptyText: "New tasks, deadlines, returns, supervisions and results are told here; notices are kept for 30 days.",
    more: "50 more",
    info: "notice",
    warn: "reminder",
    urgent: "urgent",
  },
);
