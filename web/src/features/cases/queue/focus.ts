import { useCallback, useState } from "react";

interface Standing {
  number: string;
  /** Its place in the queue when it was last there. */
  place: number;
}

export interface Focus {
  number: string | null;
  /** It has left the queue by somebody else's hand. */
  gone: boolean;
  choose: (number: string) => void;
  step: (by: 1 | -1) => void;
  /** The case is decided: go to the one that takes its place, unless the person has gone on already. */
  decided: (number: string) => void;
}

/**
 * The case in focus. It changes only by the person's own keys and acts: when somebody else takes the case away it stays
 * where it is, so that a key that is on its way down never meets another case.
 */
export function useFocus(numbers: string[]): Focus {
  const [standing, setStanding] = useState<Standing | null>(null);
  // What was decided may stand in the list until the stream or the next reading takes it out.
  const [done, setDone] = useState<string | null>(null);
  const first = numbers.find((one) => one !== done);
  const place = standing ? numbers.indexOf(standing.number) : -1;
  if (done !== null && !numbers.includes(done)) setDone(null);
  if (standing === null && first !== undefined) setStanding({ number: first, place: numbers.indexOf(first) });
  else if (standing && place >= 0 && place !== standing.place) setStanding({ ...standing, place });

  const go = useCallback((number: string | undefined, at: number) => { setStanding(number === undefined ? null : { number, place: at }); }, []);
  const choose = useCallback((number: string) => { go(number, numbers.indexOf(number)); }, [go, numbers]);
  const step = useCallback(
    (by: 1 | -1) => {
      // What followed a case that is gone stands in its place.
      const next = place >= 0 ? place + by : by > 0 ? (standing?.place ?? 0) : (standing?.place ?? 0) - 1;
      const at = Math.max(0, Math.min(next, numbers.length - 1));
      go(numbers[at], at);
    },
    [go, numbers, place, standing],
  );
  const decided = useCallback(
    (number: string) => {
      if (numbers.includes(number)) setDone(number);
      setStanding((now) => {
        if (now?.number !== number) return now;
        const rest = numbers.filter((one) => one !== number);
        const at = Math.max(0, Math.min(now.place, rest.length - 1));
        const next = rest[at];
        return next === undefined ? null : { number: next, place: at };
      });
    },
    [numbers],
  );
  return { number: standing?.number ?? null, gone: standing !== null && place < 0, choose, step, decided };
}
