import { useCallback, useRef, useState } from "react";

import { idempotencyKey } from "@/shared/api/client";
import type { Draft, Received } from "./queries";
import { mergeInto, numberOf, useFile } from "./queries";

export interface Outcome {
  number: string | null;
  waiting: boolean;
  note: string | null;
}

interface Words {
  /** What to say when the case could not be made one with `same`; without an error it has no number yet. */
  apart: (same: string, error: unknown) => string;
  /** Where that is said once the next caller has the form. */
  later: (note: string) => void;
}

/**
 * File a call, wait for its number, and make it one with the case that the caller meant. All this goes on when the next
 * caller is already speaking; then it does not touch the form any more.
 */
export function useFiling({ apart, later }: Words) {
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const key = useRef(idempotencyKey());
  const { mutateAsync, reset, isPending, error } = useFile();
  const file = useCallback(
    (draft: Draft, same: string | null) => {
      const call = key.current;
      const tell = (next: Outcome) => {
        if (key.current === call) setOutcome(next);
        else if (next.note) later(next.note);
      };
      const finish = async ({ id, case: number }: Received) => {
        tell({ number, waiting: number === null, note: null });
        const final = await numberOf({ id, case: number }).catch(() => null);
        const note = same === null ? null : final === null ? apart(same, null) : await mergeInto(final, same).then(() => null, (problem: unknown) => apart(same, problem));
        tell({ number: final, waiting: false, note });
      };
      // A promise, not the mutation's own callbacks: whoever has left the page meanwhile still wants the two to be one.
      mutateAsync({ draft, key: call }).then(finish, () => undefined);
    },
    [mutateAsync, apart, later],
  );
  const next = useCallback(() => {
    key.current = idempotencyKey();
    setOutcome(null);
    reset();
  }, [reset]);
  return { file, next, outcome, isPending, error };
}
