import type { JournalItem, Stage } from "@/shared/api/types";

/** One stop of a case's way: when it came to a stage, by whose act, and how long it stayed. */
export interface Stop {
  stage: Stage;
  from: string;
  until: string | null;
  actor: string;
  action: JournalItem;
  /** What else was done while the case stood there. */
  acts: JournalItem[];
}

export const actorName = (item: JournalItem): string =>
  item.actor_name ?? (typeof item.actor === "string" ? item.actor : item.actor.name);

/** Fold a journal into the stops of a parcel-like track, oldest first. */
export function stops(journal: JournalItem[]): Stop[] {
  const found: Stop[] = [];
  for (const item of [...journal].sort((a, b) => a.seq - b.seq)) {
    const last = found.at(-1);
    const moved = item.target !== null && item.target !== last?.stage;
    if (moved && item.target) {
      if (last) last.until = item.at;
      found.push({ stage: item.target, from: item.at, until: null, actor: actorName(item), action: item, acts: [] });
    } else if (last) last.acts.push(item);
  }
  return found;
}
