import { setServerTime } from "../time/clock";
import { ApiError, fromBody, offline } from "./errors";

export type Query = Record<string, string | number | boolean | null | undefined>;

const ROOT = "/api/v1";
const expiredListeners = new Set<() => void>();
const openedListeners = new Set<() => void>();

/** Be told when the server no longer knows who we are. Returns the function that ends it. */
export function onSessionExpired(listener: () => void): () => void {
  expiredListeners.add(listener);
  return () => expiredListeners.delete(listener);
}

/** Be told when somebody has signed in. Returns the function that ends it. */
export function onSessionOpened(listener: () => void): () => void {
  openedListeners.add(listener);
  return () => openedListeners.delete(listener);
}

/** Somebody has signed in: what stopped when the session ended goes on. */
export function sessionOpened(): void {
  for (const listener of openedListeners) listener();
}

/** Return the address of `path` with the parameters that have a value. */
export function address(path: string, query: Query = {}): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== "" && value !== false) search.set(key, String(value));
  }
  const text = search.toString();
  return `${ROOT}${path}${text ? `?${text}` : ""}`;
}

async function parsed(response: Response): Promise<unknown> {
  if (response.status === 204) return null;
  try {
    return (await response.json()) as unknown;
  } catch {
    return null;
  }
}

interface Options {
  body?: unknown;
  form?: FormData;
  headers?: Record<string, string>;
  signal?: AbortSignal;
  /** A 401 here is an answer (wrong password), not the end of a session. */
  anonymous?: boolean;
}

async function call<T>(method: string, url: string, options: Options = {}): Promise<T> {
  const headers: Record<string, string> = { Accept: "application/json", ...options.headers };
  if (method !== "GET") headers["X-Yiwang"] = "1";
  const init: RequestInit = { method, headers, credentials: "same-origin", signal: options.signal ?? null };
  if (options.form) init.body = options.form;
  else if (options.body !== undefined) {
    headers["Content-Type"] = "application/json";
    init.body = JSON.stringify(options.body);
  }
  let response: Response;
  try {
    response = await fetch(url, init);
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw offline();
  }
  setServerTime(response.headers.get("date"));
  const body = await parsed(response);
  if (response.ok) return body as T;
  const error = fromBody(response.status, body);
  if (error.status === 401 && !options.anonymous) for (const listener of expiredListeners) listener();
  throw error;
}

export const api = {
  get: <T>(path: string, query?: Query, options?: Options) => call<T>("GET", address(path, query), options),
  post: <T>(path: string, body?: unknown, options?: Options) => call<T>("POST", address(path), { ...options, body }),
  put: <T>(path: string, body?: unknown, options?: Options) => call<T>("PUT", address(path), { ...options, body }),
  upload: <T>(path: string, form: FormData, options?: Options) => call<T>("POST", address(path), { ...options, form }),
  remove: <T>(path: string, options?: Options) => call<T>("DELETE", address(path), options),
};

/** Retry reading after a broken network only; a refusal will not change by asking again. */
export const worthRetry = (count: number, error: unknown): boolean =>
  count < 2 && error instanceof ApiError && (error.status === 0 || error.status >= 500);

/** A key that makes a repeated submission the same submission. */
export const idempotencyKey = (): string =>
  typeof crypto.randomUUID === "function"
    ? crypto.randomUUID()
    : Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, "0")).join("");
