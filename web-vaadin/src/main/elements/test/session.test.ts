import { deepEqual, equal } from "node:assert/strict";
import { test } from "node:test";
import { Api } from "../model/api.ts";
import type { Message, Page } from "../model/message.ts";
import { reviveOutboxes, watchOutboxes } from "../model/outboxes.ts";
import { ChannelSession } from "../model/session.ts";
import { memory, message } from "./messages.ts";

/** A channel on a server whose streams can be cut and whose answers are counted. */
class Server {
  readonly messages: Message[] = [];
  readonly asked: string[] = [];
  away = false;
  /** Whether the answer to a post comes before its event. */
  answersFirst = false;
  /** Answers with messages wait for this. */
  hold: PromiseWithResolvers<void> | null = null;
  private version = 0;
  private listeners: ReadableStreamDefaultController<Uint8Array>[] = [];

  post(more: Partial<Message> = {}, tell = true): Message {
    const seq = this.messages.length + 1;
    const posted = message(seq, ++this.version, more);
    this.messages.push(posted);
    if (tell) {
      this.tell("message", posted);
    }
    return posted;
  }

  edit(seq: number, text: string): void {
    const edited = { ...this.messages[seq - 1]!, text, version: ++this.version };
    this.messages[seq - 1] = edited;
    this.tell("change", edited);
  }

  cut(): void {
    this.listeners.splice(0).forEach((listener) => listener.error(new Error("cut")));
  }

  readonly fetch = async (input: string, init: RequestInit = {}): Promise<Response> => {
    const url = new URL(input, "http://spaces.example");
    this.asked.push(`${init.method ?? "GET"} ${url.pathname.split("/").at(-1)}${url.search}`);
    if (this.away) {
      return new Response("{}", { status: 503 });
    }
    if (url.pathname.endsWith("/stream")) {
      return new Response(
        new ReadableStream<Uint8Array>({
          start: (controller) => {
            this.listeners.push(controller);
            init.signal?.addEventListener("abort", () => {
              this.listeners = this.listeners.filter((other) => other !== controller);
              controller.error(new Error("aborted"));
            });
          },
        }),
      );
    }
    if (init.method === "POST") {
      const { clientId, text } = JSON.parse(String(init.body)) as { clientId: string; text: string };
      const posted = this.post({ clientId, text }, !this.answersFirst);
      if (this.answersFirst) {
        setTimeout(() => this.tell("message", posted), 30);
      }
      return Response.json(posted, { status: 201 });
    }
    const page = this.page(url.searchParams);
    await this.hold?.promise;
    return Response.json(page);
  };

  private page(query: URLSearchParams): Page {
    const limit = Number(query.get("limit"));
    if (query.has("changedAfter")) {
      return { items: this.messages.filter((item) => item.version > Number(query.get("changedAfter"))), next: null };
    }
    if (query.has("after")) {
      const from = Number(query.get("after"));
      const items = this.messages.slice(from, from + limit);
      return { items, next: this.messages.length > from + limit ? from + limit : null };
    }
    const end = query.has("before") ? Number(query.get("before")) - 1 : this.messages.length;
    const start = Math.max(0, end - limit);
    return { items: this.messages.slice(start, end), next: start > 0 ? start + 1 : null };
  }

  private tell(event: string, posted: Message): void {
    const text = `${event === "message" ? `id: ${posted.seq}\n` : ""}event: ${event}\ndata: ${JSON.stringify(posted)}\n\n`;
    this.listeners.forEach((listener) => listener.enqueue(new TextEncoder().encode(text)));
  }
}

let channels = 0;

async function opened(server: Server, followsEnd = true): Promise<ChannelSession> {
  globalThis.fetch = server.fetch as typeof fetch;
  const session: ChannelSession = new ChannelSession({
    api: new Api("/api/v1", null),
    channel: `c${++channels}`,
    me: "p1",
    storage: null,
    changed: () => {},
    arrived: () => {},
    followsEnd: () => followsEnd,
  });
  await session.open(null);
  await until(() => server.asked.some((line) => line.includes("changedAfter")));
  return session;
}

async function until(condition: () => boolean): Promise<void> {
  for (let turn = 0; turn < 1000 && !condition(); turn++) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  equal(condition(), true);
}

function seqs(session: ChannelSession): number[] {
  return session.timeline.items.map((item) => item.seq);
}

test("shows what is posted and edited while it listens", async () => {
  const server = new Server();
  server.post();
  const session = await opened(server);
  server.post();
  server.edit(1, "better");
  await until(() => session.timeline.at(1)?.text === "better");
  deepEqual(seqs(session), [1, 2]);
  session.close();
});

test("has no gap, no duplicate and every edit after an absence", async () => {
  const server = new Server();
  for (let count = 0; count < 20; count++) {
    server.post();
  }
  const session = await opened(server);
  server.away = true;
  server.cut();
  for (let count = 0; count < 15; count++) {
    server.post();
  }
  server.edit(3, "edited meanwhile");
  await until(() => session.lostAt !== null);
  server.away = false;
  await until(() => session.timeline.at(3)?.text === "edited meanwhile" && session.timeline.last === 35);
  deepEqual(seqs(session), Array.from({ length: 35 }, (_, index) => index + 1));
  session.close();
});

test("fetches what is missing before a message that came too early", async () => {
  const server = new Server();
  server.post();
  const session = await opened(server);
  server.post({}, false);
  server.post({}, false);
  server.post();
  await until(() => session.timeline.last === 4);
  deepEqual(seqs(session), [1, 2, 3, 4]);
  equal(session.early.length, 0);
  session.close();
});

test("an own message appears once, whichever of answer and event comes first", async () => {
  for (const answersFirst of [false, true]) {
    const server = new Server();
    server.answersFirst = answersFirst;
    server.post();
    const session = await opened(server);
    const pending = session.send("hello", null);
    equal(session.outbox.items.length, 1);
    await until(() => session.outbox.items.length === 0);
    await new Promise((resolve) => setTimeout(resolve, 60));
    deepEqual(session.timeline.items.map((item) => item.clientId), [null, pending.clientId]);
    session.close();
  }
});

test("what was written in a channel that is no longer open is sent all the same", async () => {
  const server = new Server();
  const session = await opened(server);
  server.away = true;
  server.cut();
  session.send("left behind", null);
  await until(() => session.outbox.items[0]?.state === "waiting");
  session.close();
  server.away = false;
  await until(() => server.messages.some((item) => item.text === "left behind"));
});

test("what an earlier visit left behind in any channel is sent at the start, and heard of", async () => {
  const server = new Server();
  globalThis.fetch = server.fetch as typeof fetch;
  const storage = memory();
  const heard: [string, number][] = [];
  watchOutboxes((channel, items) => heard.push([channel, items.length]));
  storage.setItem("spaces.outbox.p7.orders.x", JSON.stringify({ clientId: "x", text: "stored", thread: null, createdAt: "2026-01-05T12:00:00Z", state: "sending" }));
  reviveOutboxes(new Api("/api/v1", null), "p7", storage);
  await until(() => storage.length === 0);
  equal(server.messages[0]?.text, "stored");
  deepEqual([heard[0], heard.at(-1)], [["orders", 1], ["orders", 0]]);
});

test("a gap is filled although the view jumped while an earlier one was being filled", async () => {
  const server = new Server();
  server.post();
  const session = await opened(server);
  server.hold = Promise.withResolvers<void>();
  server.post({}, false);
  server.post();
  await until(() => server.asked.some((line) => line.includes("after=1&limit=200") && !line.includes("changedAfter")));
  const released = server.hold;
  server.hold = null;
  await session.loadNewest();
  released.resolve();
  server.post({}, false);
  server.post();
  await until(() => session.timeline.last === 5);
  session.close();
});

test("a refused write is sent once, one with an old token twice", async () => {
  const asked: string[] = [];
  let type = "/problems/forbidden";
  globalThis.fetch = (async (path: string) => {
    asked.push(path.split("/").at(-1)!);
    return path.endsWith("/csrf") ? Response.json({ headerName: "X", token: `t${asked.length}` }) : Response.json({ type, detail: "No." }, { status: 403 });
  }) as typeof fetch;
  const api = new Api("/api/v1", { header: "X", token: "t" });
  await api.read("c", 1).catch(() => {});
  deepEqual(asked, ["read"]);
  type = "/problems/csrf";
  await api.read("c", 1).catch(() => {});
  deepEqual(asked, ["read", "read", "csrf", "read"]);
});

test("a message written while the server is away is sent once when it is back", async () => {
  const server = new Server();
  server.post();
  const session = await opened(server);
  server.away = true;
  server.cut();
  session.send("kept", null);
  await until(() => session.outbox.items[0]?.state === "waiting");
  server.away = false;
  await until(() => session.outbox.items.length === 0);
  deepEqual(server.messages.map((item) => item.text), ["text 1", "kept"]);
  session.close();
});

test("after a long absence follows the end only if the viewer was there", async () => {
  for (const followsEnd of [true, false]) {
    const server = new Server();
    server.post();
    const session = await opened(server, followsEnd);
    server.away = true;
    server.cut();
    await until(() => session.lostAt !== null);
    for (let count = 0; count < 300; count++) {
      server.post();
    }
    server.away = false;
    await until(() => session.lostAt === null);
    equal(session.timeline.newest, 301);
    equal(session.timeline.atEnd, followsEnd);
    session.close();
  }
});

test("loads older pages up to the beginning", async () => {
  const server = new Server();
  for (let count = 0; count < 120; count++) {
    server.post();
  }
  const session = await opened(server);
  await session.loadOlder();
  await session.loadOlder();
  deepEqual([session.timeline.first, session.timeline.last, session.timeline.hasOlder], [1, 120, false]);
  await session.loadAround(40);
  equal(session.timeline.at(40)?.seq, 40);
  session.close();
});
