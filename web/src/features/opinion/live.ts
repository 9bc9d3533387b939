import { useQueryClient } from "@tanstack/react-query";

import { usePaced } from "@/shared/lib/pace";
import { useLive } from "@/shared/live/LiveProvider";

const SETTLE = 500;
const APART = 15_000;
const SHOWN = ["topics", "signs", "sign-limits"];

/** Topics and signs follow the live stream: what the server says has changed is read again, not more often than every 15 s. */
export function useLiveSigns(): void {
  const client = useQueryClient();
  const again = usePaced(() => {
    for (const key of SHOWN) void client.invalidateQueries({ queryKey: [key] });
  }, SETTLE, APART);
  useLive(({ kind }) => {
    if (kind === "signs.changed") again();
  });
}
