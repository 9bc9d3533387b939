import { useSay } from "@/shared/i18n/language";
import type { Status } from "./model";
import { STATUSES } from "./vocabulary";

/** A full disc, a half one, a struck ring, an empty square: told apart without colour. Also drawn on the map. */
export const SHAPES: Record<Status, string> = {
  online: "M3 8a5 5 0 1 0 10 0a5 5 0 1 0 -10 0z",
  stale: "M3 8a5 5 0 1 0 10 0a5 5 0 1 0 -10 0zM8 3a5 5 0 0 1 0 10z",
  offline: "M3 8a5 5 0 1 0 10 0a5 5 0 1 0 -10 0zM4 8a4 4 0 1 1 8 0a4 4 0 1 1 -8 0zM3 13L13 3",
  out: "M3.5 3.5h9v9h-9zM4.5 4.5h7v7h-7z",
};
export const TONES: Record<Status, string> = { online: "var(--positive)", stale: "var(--soon)", offline: "var(--over)", out: "var(--text-weak)" };

export const StatusGlyph = ({ status }: { status: Status }) => (
  <svg className="device-glyph" data-status={status} width="16" height="16" viewBox="0 0 16 16" aria-hidden>
    <path d={SHAPES[status]} fillRule="evenodd" fill="currentColor" stroke="currentColor" strokeWidth="1.5" strokeLinejoin="round" />
  </svg>
);

/** How it is with a device, by shape, colour and word. */
export function StatusMark({ status }: { status: Status }) {
  const say = useSay();
  return (
    <span className="device-status">
      <StatusGlyph status={status} /> {say(STATUSES[status])}
    </span>
  );
}
