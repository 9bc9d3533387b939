import { useQuery } from "@tanstack/react-query";

import { useSettled } from "@/features/matters/public";
import { api } from "@/shared/api/client";
import type { ReadText } from "@/shared/api/reading";
import type { Bilingual, Page } from "@/shared/api/types";

/** What a text says while it is typed. */
export interface Reading extends ReadText {
  urgency: { level: 1 | 2 | 3; words: string[]; reason: Bilingual };
}

const SHORTEST = 4;
const LONGEST = 4000;

/** Read a text once the typing rests; nothing of it is stored. */
export const useReading = (text: string) => {
  const asked = useSettled(text.trim().slice(0, LONGEST), 450);
  return useQuery<Reading | null>({
    queryKey: ["reading", asked],
    queryFn: ({ signal }) => api.post<Page<Reading>>("/language/read", { texts: [asked] }, { signal }).then((page) => page.items[0] ?? null),
    enabled: asked.length >= SHORTEST,
    placeholderData: (old) => old,
    retry: false,
    staleTime: 60_000,
  });
};
