import { useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { createContext, useContext, useEffect, useMemo, useRef, useState } from "react";

import { onSessionOpened } from "../api/client";
import type { LiveMessage, LiveState } from "./stream";
import { LiveStream } from "./stream";

type Listener = (message: LiveMessage) => void;
interface Live {
  state: LiveState;
  listen: (listener: Listener) => () => void;
}

const LiveContext = createContext<Live>({ state: "connecting", listen: () => () => undefined });

/** Opens the one live stream of the page and hands its messages to whoever listens. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const [state, setState] = useState<LiveState>("connecting");
  const listeners = useRef(new Set<Listener>());
  useEffect(() => {
    const stream = new LiveStream({
      state: setState,
      gap: () => void client.invalidateQueries(),
      message: (message) => {
        for (const listener of listeners.current) listener(message);
      },
    });
    stream.start();
    const wake = () => { stream.wake(); };
    const deaf = onSessionOpened(wake);
    addEventListener("online", wake);
    return () => {
      removeEventListener("online", wake);
      deaf();
      stream.stop();
    };
  }, [client]);
  const live = useMemo<Live>(
    () => ({
      state,
      listen: (listener) => {
        listeners.current.add(listener);
        return () => listeners.current.delete(listener);
      },
    }),
    [state],
  );
  return <LiveContext value={live}>{children}</LiveContext>;
}

/** Run `listener` for each live message while the component is shown. */
export function useLive(listener: Listener): void {
  const { listen } = useContext(LiveContext);
  const latest = useRef(listener);
  useEffect(() => {
    latest.current = listener;
  });
  useEffect(() => listen((message) => { latest.current(message); }), [listen]);
}

export const useLiveState = (): LiveState => useContext(LiveContext).state;
