import { address } from "../api/client";
import { FrameReader } from "./sse";

export interface LiveMessage {
  id: string | null;
  kind: string;
  data: Record<string, unknown>;
}
export type LiveState = "connecting" | "open" | "waiting" | "resting";

interface Handlers {
  message: (message: LiveMessage) => void;
  state: (state: LiveState) => void;
  /** The stream could not be resumed without a gap: everything shown must be read again. */
  gap: () => void;
}

const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 30_000;
/** Servers send a comment now and then; a stream that is silent for longer is dead. */
const SILENCE = 65_000;
/** A tab that nobody looks at gives its connection back: browsers allow six per host. */
const REST_AFTER = 90_000;

function decode(data: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(data);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

/** One connection to the live stream for the whole page. It resumes after the last message it has seen. */
export class LiveStream {
  private last: string | null = null;
  private abort: AbortController | null = null;
  private stopped = true;
  private wait = FIRST_WAIT;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private rest: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly handlers: Handlers) {}

  start(): void {
    this.stopped = false;
    document.addEventListener("visibilitychange", this.onVisible);
    void this.connect();
  }

  /** The network is back, or somebody has signed in again: do not wait any longer. */
  wake(): void {
    if (this.stopped || this.abort || document.hidden) return;
    clearTimeout(this.timer);
    this.wait = FIRST_WAIT;
    void this.connect();
  }

  stop(): void {
    this.stopped = true;
    document.removeEventListener("visibilitychange", this.onVisible);
    clearTimeout(this.timer);
    clearTimeout(this.rest);
    this.abort?.abort();
  }

  private readonly onVisible = (): void => {
    clearTimeout(this.rest);
    if (document.hidden) {
      this.rest = setTimeout(() => {
        this.handlers.state("resting");
        this.abort?.abort();
      }, REST_AFTER);
    } else if (!this.abort && !this.stopped) {
      clearTimeout(this.timer);
      void this.connect();
    }
  };

  private async connect(): Promise<void> {
    if (this.abort || this.stopped) return;
    const abort = new AbortController();
    this.abort = abort;
    this.handlers.state("connecting");
    let over = false;
    // A way to the server may swallow the question as well as the answer.
    const silence = setTimeout(() => { abort.abort(); }, SILENCE);
    try {
      const response = await fetch(address("/live", { after: this.last }), {
        headers: { Accept: "text/event-stream" },
        credentials: "same-origin",
        cache: "no-store",
        signal: abort.signal,
      }).finally(() => { clearTimeout(silence); });
      if (response.status === 410 || response.status === 422) {
        this.last = null;
        this.handlers.gap();
      }
      if (response.ok && response.body) await this.read(response.body, abort);
      else over = response.status === 401;
    } catch {
      // The network ended the stream: resuming is the answer, below.
    }
    this.abort = null;
    if (over) this.handlers.state("waiting");
    else if (!this.stopped && !document.hidden) this.again();
  }

  private async read(body: ReadableStream<Uint8Array>, abort: AbortController): Promise<void> {
    const decoder = new TextDecoder();
    const frames = new FrameReader();
    const reader = body.getReader();
    this.handlers.state("open");
    for (;;) {
      const silence = setTimeout(() => {
        abort.abort();
      }, SILENCE);
      const { done, value } = await reader.read().finally(() => {
        clearTimeout(silence);
      });
      if (done) return;
      this.wait = FIRST_WAIT;
      for (const frame of frames.push(decoder.decode(value, { stream: true }))) {
        if (frame.id !== null) this.last = frame.id;
        const data = decode(frame.data);
        if (frame.kind === "reset") this.handlers.gap();
        else if (data) this.handlers.message({ id: frame.id, kind: frame.kind, data });
      }
    }
  }

  private again(): void {
    this.handlers.state("waiting");
    const jitter = 0.7 + Math.random() * 0.6;
    this.timer = setTimeout(() => void this.connect(), this.wait * jitter);
    this.wait = Math.min(this.wait * 2, LONGEST_WAIT);
  }
}
