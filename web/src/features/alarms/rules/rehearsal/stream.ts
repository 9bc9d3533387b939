import { address } from "@/shared/api/client";
import { asApiError, fromBody, offline } from "@/shared/api/errors";
import type { Level } from "../../model";
import type { Rule } from "../model";

export interface Step {
  reached: string;
  readings: number;
  raised: number;
}
export interface Rehearsed {
  raised: number;
  living: number;
  subjects: number;
  by_day: Record<string, number>;
  median_seconds: number | null;
  longest_seconds: number | null;
  readings: number;
  since: string;
  reached: string;
  complete: boolean;
  alarms: { subject: string; level: Level; raised_at: string; cleared_at: string | null; seconds: number | null; value: number | null }[];
}
type Said = { step: Step } | { done: Rehearsed } | { error: unknown };

/** Lines of JSON as they come; what is half a line waits for the rest. */
export async function* linesOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<unknown> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const chunk of chunks) {
    const parts = (rest + decoder.decode(chunk, { stream: true })).split("\n");
    rest = parts.pop() ?? "";
    for (const part of parts) if (part) yield JSON.parse(part) as unknown;
  }
  if (rest) yield JSON.parse(rest) as unknown;
}

async function* chunksOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    reader.releaseLock();
  }
}

/** Try a rule on history; `heard` is told how far it is, and `signal` ends it. */
export async function rehearse(rule: Rule, since: number, until: number, heard: (step: Step) => void, signal: AbortSignal): Promise<Rehearsed> {
  const body = JSON.stringify({ rule, since: new Date(since).toISOString(), until: new Date(until).toISOString() });
  const headers = { "Content-Type": "application/json", "X-Yiwang": "1" };
  const response = await fetch(address("/alarm-rules/rehearse/steps"), { method: "POST", headers, credentials: "same-origin", body, signal }).catch((error: unknown) => {
    throw signal.aborted ? error : offline();
  });
  if (!response.ok || !response.body) throw fromBody(response.status, await response.json().catch(() => null));
  for await (const line of linesOf(chunksOf(response.body))) {
    const said = line as Said;
    if ("error" in said) throw fromBody(422, said);
    if ("done" in said) return said.done;
    heard(said.step);
  }
  throw asApiError(offline());
}
