import { deepEqual, equal, ok } from "node:assert/strict";
import { test } from "node:test";
import { anchorAt, isAtBottom, shiftOf } from "../model/anchor.ts";
import { backoff, retryAfter } from "../model/backoff.ts";
import { Draft } from "../model/draft.ts";
import { Live } from "../model/live.ts";
import type { Pending } from "../model/message.ts";
import { Outbox, type Sent } from "../model/outbox.ts";
import { SseParser } from "../model/sse.ts";
import { memory, message } from "./messages.ts";

test("reads events whatever the borders of the chunks", () => {
  const text = ': beat\r\n\r\nid: 7\r\nevent: message\r\ndata: {"a":1,\r\ndata: "b":2}\r\n\r\nevent: change\ndata: x\n\n';
  for (let size = 1; size < text.length; size++) {
    const parser = new SseParser();
    const events = [];
    for (let at = 0; at < text.length; at += size) {
      events.push(...parser.push(text.slice(at, at + size)));
    }
    deepEqual(events, [
      { id: "7", event: "message", data: '{"a":1,\n"b":2}' },
      { id: null, event: "change", data: "x" },
    ]);
  }
});

test("waits longer each time, up to a bound, never in step", () => {
  deepEqual([0, 1, 2, 9].map((attempt) => backoff(attempt, { random: () => 1 })), [400, 800, 1600, 4000]);
  equal(backoff(9, { random: () => 0 }), 2000);
  equal(retryAfter("3", 0), 3000);
  equal(retryAfter(null, 0), null);
  equal(retryAfter("nonsense", 0), null);
});

test("anchors the first visible row", () => {
  const rows = [0, 40, 80, 200].map((top, index, all) => ({ key: `r${index}`, top, height: (all[index + 1] ?? 260) - top }));
  deepEqual(anchorAt(4, (index) => rows[index]!, 85), { key: "r2", top: 80 });
  equal(anchorAt(4, (index) => rows[index]!, 900), null);
  equal(shiftOf({ key: "r2", top: 80 }, 2080), 2000);
  equal(shiftOf({ key: "r2", top: 80 }, 80.2), 0);
  ok(isAtBottom({ scrollTop: 960, scrollHeight: 2000, clientHeight: 1000 }));
  ok(!isAtBottom({ scrollTop: 900, scrollHeight: 2000, clientHeight: 1000 }));
});

function pending(clientId: string): Pending {
  return { clientId, text: clientId, thread: null, createdAt: "2026-01-05T12:00:00Z", state: "sending" };
}

test("sends in the order of writing, with the same clientId after a failure", async () => {
  const tried: string[] = [];
  const answers: Sent[] = [
    { kind: "retry", after: 1, reason: "" },
    { kind: "sent", message: message(1) },
    { kind: "sent", message: message(2) },
  ];
  let finish = (): void => {};
  const done = new Promise<void>((resolve) => (finish = resolve));
  const outbox = new Outbox("k", null, async (item) => {
    tried.push(item.clientId);
    return answers.shift()!;
  });
  outbox.listen({ sent: (sent) => sent.seq === 2 && finish(), changed: () => {} });
  outbox.add(pending("a"));
  outbox.add(pending("b"));
  await done;
  deepEqual(tried, ["a", "a", "b"]);
});

test("a refused message stays with its reason and lets the next one pass", async () => {
  let finish = (): void => {};
  const done = new Promise<void>((resolve) => (finish = resolve));
  const outbox = new Outbox("k", null, async (item) =>
    item.clientId === "bad" ? { kind: "failed", reason: "too long" } : { kind: "sent", message: message(1) },
  );
  outbox.listen({ sent: () => finish(), changed: () => {} });
  outbox.add(pending("bad"));
  outbox.add(pending("good"));
  await done;
  deepEqual(outbox.items.map((item) => [item.clientId, item.state, item.reason]), [["bad", "failed", "too long"]]);
});

test("what was not sent survives a reload and is confirmed by the live stream", () => {
  const storage = memory();
  const never = (): Promise<Sent> => new Promise(() => {});
  new Outbox("k", storage, never).add(pending("a"));
  const reloaded = new Outbox("k", storage, never);
  deepEqual(reloaded.items.map((item) => [item.clientId, item.state]), [["a", "waiting"]]);
  ok(reloaded.confirm("a"));
  equal(new Outbox("k", storage, never).items.length, 0);
});

test("two tabs keep each other's messages, and what one has sent the other forgets", async () => {
  const storage = memory();
  const answer = Promise.withResolvers<Sent>();
  const tried: string[] = [];
  const one = new Outbox("k", storage, () => answer.promise);
  const other = new Outbox("k", storage, async (item) => {
    tried.push(item.clientId);
    return { kind: "sent", message: message(2) };
  });
  one.add(pending("a"));
  other.restore();
  new Outbox("k", storage, () => new Promise(() => {})).add(pending("b"));
  deepEqual(new Outbox("k", storage, () => answer.promise).items.map((item) => item.clientId), ["a", "b"]);
  answer.resolve({ kind: "sent", message: message(1) });
  await new Promise((resolve) => setTimeout(resolve, 5));
  other.hurry();
  await new Promise((resolve) => setTimeout(resolve, 5));
  deepEqual([tried, other.items], [[], []]);
});

test("a draft is written by the tab that changed it, and by no other", () => {
  const storage = memory();
  const one = new Draft<{ text: string }>(storage);
  const idle = new Draft<{ text: string }>(storage);
  equal(idle.restore("d"), null);
  one.touch();
  equal(one.save("d", { text: "half a tho" }), true);
  equal(idle.save("d", null), false);
  deepEqual(idle.restore("d"), { text: "half a tho" });
  one.touch();
  equal(one.save("d", null), true);
  equal(one.restore("d"), null);
});

test("takes long silence for death and connects again", async () => {
  let opened = 0;
  let finish = (): void => {};
  const done = new Promise<void>((resolve) => (finish = resolve));
  const live = new Live({
    url: () => "/stream",
    prepare: async () => {},
    opened: () => ++opened === 2 && finish(),
    event: () => {},
    lost: () => {},
    refused: () => {},
    silenceMillis: 20,
    fetch: (async (_: unknown, init: RequestInit) => {
      const body = new ReadableStream({
        start: (controller) => init.signal?.addEventListener("abort", () => controller.error(new Error("aborted"))),
      });
      return new Response(body);
    }) as typeof fetch,
  });
  live.start();
  await done;
  live.stop();
  equal(opened, 2);
});
