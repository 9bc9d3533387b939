import { idempotencyKey } from "../api/client";
import type { ApiError } from "../api/errors";
import { asApiError, signedOut } from "../api/errors";
import { now } from "../time/clock";
import { changesSince, deliver } from "./deliver";
import type { Account, Draft, Entry, FileRef, Snapshot } from "./entry";
import { old, pause, ready, verdict } from "./entry";
import type { Table } from "./store";
import { tableOf } from "./store";

const MOST_REBASED = 3;

/** What waits for the network: kept on the phone, sent once and only once, shown to its owner. */
export class Outbox {
  private snapshot: Snapshot = { entries: [], busy: null, signIn: false, cut: false };
  private readonly listeners = new Set<() => void>();
  private who: Account | null = null;
  private running: Promise<void> | null = null;
  private again = false;
  private failures = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private loaded: Promise<void> | null = null;
  /** Being taken out of the queue right now: not to be sent any more. */
  private readonly leaving = new Set<string>();

  constructor(
    private readonly table: Table<Entry> = tableOf<Entry>("outbox"),
    private readonly files: Table<Blob> = tableOf<Blob>("files"),
  ) {}

  readonly get = (): Snapshot => this.snapshot;
  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  private show(changes: Partial<Snapshot>): void {
    this.snapshot = { ...this.snapshot, ...changes };
    for (const listener of this.listeners) listener();
  }

  /** Read what is kept, and forget what was sent some days ago. */
  load(): Promise<void> {
    this.loaded ??= this.reload().catch((error: unknown) => {
      this.loaded = null;
      throw error;
    });
    return this.loaded;
  }
  async reload(): Promise<void> {
    const all = await this.table.all();
    for (const entry of all.filter(old)) await this.table.remove(entry.id);
    this.show({ entries: all.filter((entry) => !old(entry)).sort((a, b) => a.made - b.made) });
  }

  /** Say who has signed in; entries of others stay where they are. */
  identify(who: Account | null): void {
    this.who = who;
    if (who) this.show({ signIn: false });
    this.kick();
  }

  /** Keep a draft; when this has returned, nothing short of losing the phone loses it. */
  async add(draft: Draft): Promise<Entry> {
    await this.load();
    const id = draft.id ?? idempotencyKey();
    const files: FileRef[] = [];
    for (const [index, photo] of (draft.photos ?? []).entries()) {
      const ref = { id: `${id}/${String(index)}`, name: photo.name, role: photo.role };
      await this.files.put(ref.id, photo.blob);
      files.push(ref);
    }
    const { kind, owner, title, body, number, action, version, undo } = draft;
    // Clocks of phones are set back; the order in which things were done is not.
    const made = Math.max(now(), 1 + Math.max(0, ...this.snapshot.entries.map((one) => one.made)));
    const entry: Entry = { id, kind, owner, title, body, number, action, version, files, made, state: "waiting", tries: 0, after: undo ? made + undo * 1000 : undefined };
    await this.put(entry);
    // Browsers may clear what is kept when the disk is full, unless asked not to.
    void navigator.storage?.persist?.().catch(() => false);
    this.kick();
    return entry;
  }

  private async put(entry: Entry): Promise<void> {
    await this.table.put(entry.id, entry);
    const others = this.snapshot.entries.filter((one) => one.id !== entry.id);
    this.show({ entries: [...others, { ...entry }].sort((a, b) => a.made - b.made) });
  }

  /** Take an entry out of the queue: undone, given up, or seen. What is being sent cannot be taken back. */
  async drop(id: string): Promise<boolean> {
    if (this.snapshot.busy === id) return false;
    this.leaving.add(id);
    try {
      const entry = await this.table.get(id);
      await this.table.remove(id);
      for (const ref of entry?.files ?? []) await this.files.remove(ref.id);
    } finally {
      this.leaving.delete(id);
    }
    this.show({ entries: this.snapshot.entries.filter((one) => one.id !== id) });
    this.kick();
    return true;
  }

  /** Try a refused or conflicting entry again, as the person decided: on the case as it is now, or as a remark. */
  async retry(id: string, changes: Partial<Pick<Entry, "action" | "body" | "version">> = {}): Promise<void> {
    const entry = await this.table.get(id);
    if (!entry) return;
    await this.put({ ...entry, ...changes, state: "waiting", problem: undefined, changes: undefined });
    this.kick(true);
  }

  /** Send what can be sent. `fresh`: the network is back, do not wait any longer. */
  kick(fresh = false): void {
    if (fresh) this.failures = 0;
    clearTimeout(this.timer);
    if (this.running) {
      this.again = true;
      return;
    }
    this.running = this.locked()
      // A store that fails (a full disk, a browser that shuts it) is tried again like a network that fails.
      .catch(() => { this.failures += 1; })
      .finally(() => {
        if (this.snapshot.busy) this.show({ busy: null });
        this.running = null;
        this.plan();
      });
  }

  /** Resolves when nothing is being sent any more. */
  async settled(): Promise<void> {
    while (this.running) await this.running;
  }

  private plan(): void {
    if (this.again) {
      this.again = false;
      this.kick();
      return;
    }
    const waiting = this.snapshot.entries.filter((one) => one.state === "waiting");
    const undo = waiting.map((one) => (one.after ?? 0) - now()).filter((left) => left > 0);
    const free = ready(this.snapshot.entries, this.who?.account ?? null, now()).length > 0;
    const waits = [...(free && this.failures > 0 ? [pause(this.failures)] : []), ...undo.map((left) => left + 50)];
    if (waits.length > 0) this.timer = setTimeout(() => { this.kick(); }, Math.min(...waits));
  }

  /** One page of the phone sends at a time; two would only do the same work, the keys keep it single. */
  private async locked(): Promise<void> {
    await this.load();
    const locks = (navigator as Partial<Navigator>).locks;
    if (!locks) return this.run();
    await locks.request("yiwang-outbox", { ifAvailable: true }, async (lock) => {
      if (lock) await this.run();
      else this.failures = Math.max(this.failures, 1);
    });
  }

  private async run(): Promise<void> {
    const done = new Set<string>();
    for (;;) {
      // Another page may have sent some meanwhile: what is kept is the truth, not what this page remembers.
      const all = await this.table.all();
      const [entry] = ready(all, this.who?.account ?? null, now()).filter((one) => !done.has(one.id) && !this.leaving.has(one.id));
      if (!entry) break;
      done.add(entry.id);
      this.show({ busy: entry.id });
      if (!(await this.send(entry))) break;
    }
    this.show({ busy: null });
  }

  /** Return whether it makes sense to go on with the next one. */
  private async send(entry: Entry): Promise<boolean> {
    const sender = this.who;
    // Photos take their time: whoever has signed in meanwhile does not send what is another's.
    const note = async () => {
      await this.put(entry);
      if (entry.owner !== null && this.who?.account !== entry.owner) throw signedOut();
    };
    for (let rebased = 0; ; rebased += 1) {
      try {
        entry.tries += 1;
        const answer = await deliver(entry, this.files, note);
        await this.put({ ...entry, answer, state: "sent", sent: Date.now(), problem: undefined });
        for (const ref of entry.files) await this.files.remove(ref.id);
        await this.follow(entry, answer.version);
        this.failures = 0;
        this.show({ cut: false });
        return true;
      } catch (error) {
        const known = asApiError(error);
        if (verdict(known.status, known.code) === "stale" && rebased < MOST_REBASED && (await this.rebase(entry))) continue;
        return this.failed(entry, known, sender);
      }
    }
  }

  /** Later acts of the same person on the case build on this one. */
  private async follow(entry: Entry, version: number | undefined): Promise<void> {
    if (version === undefined) return;
    for (const one of await this.table.all()) {
      if (one.number === entry.number && one.state === "waiting" && one.version !== undefined && one.version < version) await this.put({ ...one, version });
    }
  }

  /** The case has changed. If only the system or oneself changed it, go on from there; else people must look. */
  private async rebase(entry: Entry): Promise<boolean> {
    try {
      const found = await changesSince(entry.number ?? "", entry.version ?? 0, this.who?.names ?? []);
      entry.version = found.version;
      entry.changes = found.changes;
      return found.changes.length === 0;
    } catch {
      return false;
    }
  }

  private async failed(entry: Entry, error: ApiError, sender: Account | null): Promise<boolean> {
    const what = verdict(error.status, error.code);
    const problem = { code: error.code, status: error.status, sentence: error.sentence };
    if (what === "later") {
      this.failures += 1;
      await this.put({ ...entry, problem });
      this.show({ cut: error.status === 0 });
      return false;
    }
    this.show({ cut: false });
    if (what === "sign-in") {
      await this.put({ ...entry, problem });
      if (this.who?.account === sender?.account) {
        this.who = null;
        this.show({ signIn: true });
      }
      return true;
    }
    // Why it is refused is mostly what somebody else did: that is said as well.
    if (what === "refused" && entry.version !== undefined) await this.rebase(entry);
    await this.put({ ...entry, problem, state: what === "stale" ? "conflict" : "refused" });
    return true;
  }
}

export const outbox = new Outbox();
