import { beforeEach, describe, expect, it, vi } from "vitest";

import type { Draft, Entry } from "./entry";
import { pause, ready, verdict } from "./entry";
import { Outbox } from "./outbox";
import { memory } from "./store";

interface Call {
  path: string;
  key: string | null;
  body: string | FormData;
}
type Answer = { status: number; body?: unknown } | "cut";

/** A server that answers by script and remembers, as the real one does, what it has committed by key. */
function server(script: (call: Call) => Answer) {
  const calls: Call[] = [];
  vi.stubGlobal("fetch", (url: string, init: RequestInit) => {
    const call = { path: url.replace("/api/v1", ""), key: new Headers(init.headers).get("Idempotency-Key"), body: init.body as string | FormData };
    calls.push(call);
    const answer = script(call);
    if (answer === "cut") return Promise.reject(new TypeError("network"));
    return Promise.resolve(new Response(JSON.stringify(answer.body ?? {}), { status: answer.status }));
  });
  return calls;
}
const refusal = (code: string, status: number): Answer => ({ status, body: { error: { code, message: { zh: code, en: code } } } });
const REPORT: Draft = { kind: "public", owner: null, title: "x", body: { text: "x" } };
const act = (action: string, more: Partial<Draft> = {}): Draft => ({ kind: "act", owner: "li", title: action, number: "1", action, version: 3, body: {}, ...more });
const LI = { account: "li", names: ["li", "P1"] };

let box: Outbox;
let table: ReturnType<typeof memory<Entry>>;
beforeEach(() => {
  table = memory<Entry>();
  box = new Outbox(table, memory<Blob>());
});
const state = (index = 0) => box.get().entries[index]?.state;
async function go(): Promise<void> {
  box.kick(true);
  await box.settled();
}

describe("what waits", () => {
  it("is sent again under the same key after a lost answer, until there is one", async () => {
    let cuts = 2;
    const calls = server(() => (cuts-- > 0 ? "cut" : { status: 201, body: { id: "r", case: "7", receipt: { secret: "s" } } }));
    await box.add(REPORT);
    await box.settled();
    expect([state(), box.get().cut]).toEqual(["waiting", true]);
    await go();
    await go();
    await go();
    expect(calls).toHaveLength(3);
    expect(new Set(calls.map((call) => call.key)).size).toBe(1);
    expect([state(), box.get().cut, box.get().entries[0]?.answer]).toEqual(["sent", false, { id: "r", number: "7", secret: "s" }]);
  });
  it("outlives the page", async () => {
    server(() => "cut");
    const { id } = await box.add(REPORT);
    await box.settled();
    const calls = server(() => ({ status: 200, body: { id: "r", case: null, receipt: null } }));
    const next = new Outbox(table, memory<Blob>());
    next.kick();
    await next.settled();
    expect(calls.map((call) => call.key)).toEqual([id]);
    expect(next.get().entries[0]?.state).toBe("sent");
  });
  it("takes its photos along, each once, whatever breaks between", async () => {
    let cut = true;
    const calls = server(({ path }) => {
      if (path === "/media") return { status: 201, body: { id: `m${String(calls.length)}` } };
      if (cut) {
        cut = false;
        return "cut";
      }
      return { status: 201, body: { id: "r", case: null, receipt: null } };
    });
    box.identify(LI);
    const photos = ["a", "b"].map((name) => ({ blob: new Blob([name]), name, role: "report" as const }));
    await box.add({ kind: "report", owner: "li", title: "x", body: { text: "x" }, photos });
    await box.settled();
    await go();
    expect(calls.map((call) => call.path)).toEqual(["/media", "/media", "/reports", "/reports"]);
    expect(calls[3]?.body).toBe(calls[2]?.body);
    expect(JSON.parse(calls[3]?.body as string)).toEqual({ text: "x", media: ["m1", "m2"] });
  });
  it("is never sent under somebody else's name", async () => {
    const calls = server(() => ({ status: 200, body: { number: "1", version: 4 } }));
    await box.add(act("sign"));
    await go();
    box.identify({ account: "wang", names: ["wang"] });
    await box.settled();
    expect(calls).toHaveLength(0);
    box.identify(LI);
    await box.settled();
    expect([calls.length, state()]).toEqual([1, "sent"]);
  });
  it("asks to sign in when the session has ended, and goes on afterwards", async () => {
    let ended = true;
    server(() => (ended ? refusal("unauthenticated", 401) : { status: 200, body: { number: "1", version: 4 } }));
    box.identify(LI);
    await box.add(act("sign"));
    await box.settled();
    expect([state(), box.get().signIn]).toEqual(["waiting", true]);
    ended = false;
    box.identify(LI);
    await box.settled();
    expect([state(), box.get().signIn]).toEqual(["sent", false]);
  });
  it("can be taken back before its time, and goes by itself after it", async () => {
    const calls = server(() => ({ status: 200, body: { number: "1", version: 4 } }));
    box.identify(LI);
    const { id } = await box.add(act("supervise", { undo: 60 }));
    await box.settled();
    expect(await box.drop(id)).toBe(true);
    expect([calls.length, box.get().entries.length]).toEqual([0, 0]);
  });
});

describe("acts on one case", () => {
  it("keep their order, and each builds on the version that the one before has made", async () => {
    const calls = server(() => ({ status: 200, body: { number: "1", version: 4 + calls.length } }));
    await box.add(act("sign"));
    await box.add(act("feedback", { body: { result: "done" } }));
    box.identify(LI);
    await box.settled();
    expect(calls.map((call) => [call.path, (JSON.parse(call.body as string) as { version: number }).version])).toEqual([
      ["/cases/1/actions/sign", 3],
      ["/cases/1/actions/feedback", 5],
    ]);
  });
  it("do not pass one that was refused", async () => {
    const calls = server(({ path }) => (path.endsWith("sign") ? refusal("illegal_move", 409) : { status: 200, body: { number: "1", version: 9 } }));
    await box.add(act("sign"));
    await box.add(act("feedback"));
    await box.add(act("sign", { number: "2" }));
    box.identify(LI);
    await box.settled();
    const acts = calls.map((call) => call.path).filter((path) => path.includes("/actions/"));
    expect(acts).toEqual(["/cases/1/actions/sign", "/cases/2/actions/sign"]);
    expect(box.get().entries.map((entry) => entry.state)).toEqual(["refused", "waiting", "refused"]);
  });
  const journal = (actor: string) => ({ status: 200, body: { items: [{ seq: 4, at: "2026-03-02T01:00:00Z", actor, action: "withdraw", label: { zh: "撤回", en: "Withdraw" } }] } });
  const stale = (actor: string) => server(({ path, body }) => {
    if (path.endsWith("journal")) return journal(actor);
    return (JSON.parse(body as string) as { version: number }).version === 3 ? refusal("stale_case", 409) : { status: 200, body: { number: "1", version: 5 } };
  });
  it("go on by themselves when only the system or oneself has changed the case", async () => {
    for (const actor of ["system", "P1"]) {
      box = new Outbox(memory<Entry>(), memory<Blob>());
      stale(actor);
      box.identify(LI);
      await box.add(act("feedback"));
      await box.settled();
      expect(state()).toBe("sent");
    }
  });
  it("wait for the person when somebody else has, and say what was done", async () => {
    const calls = stale("P9");
    box.identify(LI);
    const { id } = await box.add(act("feedback"));
    await box.settled();
    const [entry] = box.get().entries;
    expect([entry?.state, entry?.changes?.map((change) => [change.who, change.label?.zh])]).toEqual(["conflict", [["P9", "撤回"]]]);
    await box.retry(id);
    await box.settled();
    expect([state(), calls.filter((call) => call.path.endsWith("feedback")).length]).toEqual(["sent", 2]);
  });
  it("can go as a remark instead, so that what was seen is not lost", async () => {
    const calls = server(({ path }) => (path.endsWith("comment") ? { status: 200, body: { number: "1", version: 9 } } : refusal("illegal_move", 409)));
    box.identify(LI);
    const { id } = await box.add(act("feedback", { body: { result: "done" } }));
    await box.settled();
    await box.retry(id, { action: "comment", body: { text: "done" }, version: undefined });
    await box.settled();
    expect([state(), calls.at(-1)?.path, calls.at(-1)?.body]).toEqual(["sent", "/cases/1/actions/comment", '{"text":"done"}']);
  });
});

describe("rules", () => {
  it("tell trouble that passes from a refusal", () => {
    expect([0, 429, 500, 503].map((status) => verdict(status, ""))).toEqual(["later", "later", "later", "later"]);
    expect([verdict(401, ""), verdict(409, "stale_case"), verdict(409, "act_conflict"), verdict(422, "")]).toEqual(["sign-in", "stale", "refused", "refused"]);
  });
  it("leave a broken network in peace for longer and longer", () => {
    expect([1, 2, 3, 20].map(pause)).toEqual([4_000, 8_000, 16_000, 120_000]);
  });
  it("let a case go on only past what was delivered", () => {
    const entry = (id: string, stand: Entry["state"]): Entry => ({ id, kind: "act", owner: "li", title: "", made: 0, body: {}, files: [], number: "1", state: stand, tries: 0 });
    expect(ready([entry("a", "sent"), entry("b", "waiting"), entry("c", "waiting")], "li", 1).map((one) => one.id)).toEqual(["b"]);
    expect(ready([entry("a", "conflict"), entry("b", "waiting")], "li", 1)).toEqual([]);
  });
});

describe("what may not happen", () => {
  it("is that something is sent while it is being taken back", async () => {
    const calls = server(() => "cut");
    const { id } = await box.add(REPORT);
    await box.settled();
    calls.length = 0;
    const { get } = table;
    let go = (): void => undefined;
    const held = new Promise<void>((resolve) => { go = resolve; });
    table.get = async (key) => held.then(() => get(key));
    const dropped = box.drop(id);
    box.kick(true);
    await box.settled();
    go();
    expect(await dropped).toBe(true);
    await box.settled();
    expect([calls.length, box.get().entries.length]).toEqual([0, 0]);
  });
  it("is that one person's act goes out under the name of the next", async () => {
    const calls = server((call) => {
      if (call.path.startsWith("/media")) box.identify({ account: "wang", names: ["wang"] });
      return { status: 200, body: { id: "m" } };
    });
    box.identify(LI);
    await box.add(act("feedback", { photos: [{ blob: new Blob(["x"]), name: "x.jpg", role: "after" }] }));
    await box.settled();
    expect(calls.map((call) => call.path)).toEqual(["/media"]);
    expect([state(), box.get().signIn]).toEqual(["waiting", false]);
    box.identify(LI);
    await box.settled();
    expect([state(), calls.length]).toEqual(["sent", 2]);
  });
  it("is that a store which fails once stops the sending for good", async () => {
    server(() => ({ status: 200, body: { id: "r", case: null, receipt: null } }));
    const { all } = table;
    await box.load();
    table.all = () => { table.all = all; return Promise.reject(new Error("shut")); };
    await box.add(REPORT);
    await box.settled();
    expect([state(), box.get().busy]).toEqual(["waiting", null]);
    await go();
    expect(state()).toBe("sent");
  });
});
