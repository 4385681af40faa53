import { asApiError, type Api } from "./api.ts";
import { backoff } from "./backoff.ts";
import { Live } from "./live.ts";
import type { Message, Pending } from "./message.ts";
import type { Outbox } from "./outbox.ts";
import { outboxOf } from "./outboxes.ts";
import type { SseEvent } from "./sse.ts";
import { Timeline } from "./timeline.ts";

export interface SessionOptions {
  api: Api;
  channel: string;
  me: string;
  storage: Storage | null;
  /** Something to draw has changed. */
  changed: () => void;
  /** A message was posted since the session was opened; missed = while it was not connected. */
  arrived: (message: Message, missed: boolean) => void;
  /** The newest messages did not join what is loaded: may the loaded part be dropped for them? */
  followsEnd: () => boolean;
}

const PAGE = 50;
const KEEP = 300;
const ROOM = 60;
const REMEMBERED = 12;

/** Timelines of channels seen before, so that going back to one shows it at once. */
const remembered = new Map<string, Timeline>();

/** One channel as one viewer has it open: the loaded messages, those on their way out, and the live connection. */
export class ChannelSession {
  readonly timeline: Timeline;
  readonly outbox: Outbox;
  state: "loading" | "ready" | "gone" | "error" = "loading";
  /** Since when the live connection is gone; null while it stands. */
  lostAt: number | null = null;
  loginNeeded = false;
  loadingOlder = false;
  loadingNewer = false;
  /** Messages that arrived before one with a lower seq. */
  early: Message[] = [];

  private readonly options: SessionOptions;
  private readonly live: Live;
  private readonly unlisten: () => void;
  private fresh = false;
  private closed = false;
  private fillTimer: ReturnType<typeof setTimeout> | undefined;
  private retryTimer: ReturnType<typeof setTimeout> | undefined;
  private attempt = 0;
  private fillFrom = 0;
  private window = 0;

  constructor(options: SessionOptions) {
    this.options = options;
    const key = `${options.me}:${options.channel}`;
    const seen = remembered.get(key);
    this.timeline = seen?.atEnd ? seen : new Timeline();
    remembered.delete(key);
    remembered.set(key, this.timeline);
    for (const old of [...remembered.keys()].slice(0, Math.max(0, remembered.size - REMEMBERED))) {
      remembered.delete(old);
    }
    this.outbox = outboxOf(options.api, options.me, options.channel, options.storage);
    this.unlisten = this.outbox.listen({ sent: (message) => this.accept(message, false), changed: options.changed });
    this.live = new Live({
      url: () => options.api.streamUrl(options.channel, this.timeline.newest),
      prepare: () => this.prepare(),
      opened: () => this.opened(),
      event: (event) => this.heard(event),
      lost: () => {
        this.lostAt ??= Date.now();
        options.changed();
      },
      refused: (status) => this.refused(status),
    });
  }

  /** Loads the newest messages, or those around `seq`, and goes live. */
  async open(seq: number | null): Promise<void> {
    if (this.timeline.loaded && (seq === null || this.timeline.at(seq))) {
      this.state = "ready";
      this.live.start();
      this.outbox.hurry();
      return;
    }
    try {
      if (seq === null) {
        this.timeline.resetToNewest(await this.options.api.messages(this.options.channel, { limit: PAGE }));
      } else {
        const newest = await this.options.api.messages(this.options.channel, { limit: 1 });
        this.timeline.newest = Math.max(0, ...newest.items.map((message) => message.seq));
        this.timeline.sawVersions(newest.items);
        await this.loadAround(seq);
      }
      if (this.closed) {
        return;
      }
      this.state = "ready";
      this.attempt = 0;
      this.fresh = true;
      this.fillFrom = this.timeline.version;
      this.options.changed();
      this.live.start();
      this.outbox.hurry();
    } catch (error) {
      if (this.closed) {
        return;
      }
      const problem = asApiError(error);
      if (problem.status === 401) {
        this.loginNeeded = true;
        this.state = "error";
      } else if ([403, 404, 410].includes(problem.status)) {
        this.state = "gone";
      } else {
        this.state = "error";
        this.retryTimer = setTimeout(() => void this.open(seq), problem.retryMillis ?? backoff(this.attempt++));
      }
      this.options.changed();
    }
  }

  /** Tries again whatever is waiting for a connection. */
  hurry(seq: number | null): void {
    if (this.state === "error") {
      clearTimeout(this.retryTimer);
      this.attempt = 0;
      void this.open(seq);
    } else {
      this.live.hurry();
      this.outbox.hurry();
    }
  }

  pause(): void {
    this.live.stop();
  }

  resume(): void {
    if (this.state === "ready" && !this.closed) {
      this.loginNeeded = false;
      this.live.start();
    }
  }

  close(): void {
    this.closed = true;
    this.live.stop();
    this.unlisten();
    clearTimeout(this.fillTimer);
    clearTimeout(this.retryTimer);
  }

  async loadOlder(): Promise<void> {
    if (this.loadingOlder || !this.timeline.hasOlder || this.state !== "ready") {
      return;
    }
    this.loadingOlder = true;
    const window = this.window;
    try {
      const page = await this.options.api.messages(this.options.channel, { before: this.timeline.first, limit: PAGE });
      if (!this.closed && window === this.window) {
        this.timeline.prepend(page);
        if (this.timeline.items.length > KEEP + ROOM && this.timeline.trim(KEEP, "newer")) {
          this.early = [];
        }
      }
    } catch (error) {
      await this.pauseAfter(error);
    } finally {
      this.loadingOlder = false;
      this.options.changed();
    }
  }

  async loadNewer(): Promise<void> {
    if (this.loadingNewer || this.timeline.atEnd || this.state !== "ready") {
      return;
    }
    this.loadingNewer = true;
    const window = this.window;
    try {
      const page = await this.options.api.messages(this.options.channel, { after: this.timeline.last, limit: PAGE });
      if (!this.closed && window === this.window) {
        this.timeline.append(page);
        if (this.timeline.items.length > KEEP + ROOM) {
          this.timeline.trim(KEEP, "older");
        }
      }
    } catch (error) {
      await this.pauseAfter(error);
    } finally {
      this.loadingNewer = false;
      this.options.changed();
    }
  }

  /** Keeps the loaded part small while messages stream in at the end. */
  trimOlder(): void {
    if (this.timeline.items.length > KEEP + ROOM) {
      this.timeline.trim(KEEP, "older");
    }
  }

  async loadAround(seq: number): Promise<void> {
    const { api, channel } = this.options;
    const [until, after] = await Promise.all([
      api.messages(channel, { before: seq + 1, limit: PAGE }),
      api.messages(channel, { after: seq, limit: PAGE }),
    ]);
    if (!this.closed) {
      this.window++;
      this.early = [];
      this.timeline.resetAround(until, after);
    }
  }

  async loadNewest(): Promise<void> {
    const page = await this.options.api.messages(this.options.channel, { limit: PAGE });
    if (!this.closed) {
      this.window++;
      this.early = [];
      this.timeline.resetToNewest(page);
      this.options.changed();
    }
  }

  send(text: string, thread: string | null, name?: string): Pending {
    const pending: Pending = {
      clientId: newClientId(),
      text,
      thread,
      createdAt: new Date().toISOString(),
      ...(name ? { name } : {}),
      state: "sending",
    };
    this.outbox.add(pending);
    return pending;
  }

  /** Reads one message anew, for instance after the server said that it has a newer version. */
  async refresh(message: Message): Promise<Message | null> {
    const page = await this.options.api.messages(this.options.channel, { after: message.seq - 1, limit: 1 });
    const current = page.items.find((item) => item.id === message.id) ?? null;
    if (current) {
      this.timeline.update(current);
      this.options.changed();
    }
    return current;
  }

  accept(message: Message, live: boolean): void {
    const outcome = this.timeline.post(message);
    if (outcome === "gap" && !this.early.some((item) => item.id === message.id)) {
      this.early = [...this.early, message].sort((a, b) => a.seq - b.seq);
      this.fillTimer ??= setTimeout(() => void this.fillGap(), 120);
    }
    if (message.author.id === this.options.me) {
      this.outbox.confirm(message.clientId);
    }
    if (outcome === "added") {
      this.absorbEarly();
    }
    if (live && (outcome === "added" || outcome === "beyond" || outcome === "gap")) {
      this.options.arrived(message, false);
    }
    this.options.changed();
  }

  /** Before each connection but the first: the newest page tells what was missed while away. */
  private async prepare(): Promise<void> {
    if (this.fresh) {
      this.fresh = false;
      return;
    }
    this.fillFrom = this.timeline.version;
    const known = this.timeline.newest;
    const page = await this.options.api.messages(this.options.channel, { limit: 200 });
    if (this.closed) {
      return;
    }
    for (const message of page.items) {
      if (message.author.id === this.options.me) {
        this.outbox.confirm(message.clientId);
      }
    }
    if (!this.timeline.rejoin(page) && this.options.followsEnd()) {
      this.window++;
      this.timeline.resetToNewest(page);
      this.fillFrom = this.timeline.version;
    }
    this.early = [];
    for (const message of page.items) {
      if (message.seq > known) {
        this.options.arrived(message, true);
      }
    }
    this.options.changed();
  }

  private opened(): void {
    this.lostAt = null;
    this.loginNeeded = false;
    this.options.changed();
    this.outbox.hurry();
    void this.catchUp(this.fillFrom);
  }

  /** Edits and deletions that happened before the connection stood. */
  private async catchUp(from: number): Promise<void> {
    try {
      for (let round = 0; round < 10 && !this.closed; round++) {
        const page = await this.options.api.messages(this.options.channel, { changedAfter: from, limit: 200 });
        for (const message of page.items) {
          if (this.timeline.find(message.id)) {
            this.timeline.update(message);
          } else if (message.seq > this.timeline.last && !message.deletedAt) {
            this.accept(message, false);
          }
          from = Math.max(from, message.version);
        }
        this.timeline.version = Math.max(this.timeline.version, from);
        if (page.items.length > 0) {
          this.options.changed();
        }
        if (page.next === null || page.items.length === 0) {
          return;
        }
      }
    } catch (error) {
      if (asApiError(error).passing && !this.closed && this.lostAt === null) {
        await pause(1500);
        if (!this.closed && this.lostAt === null) {
          await this.catchUp(from);
        }
      }
    }
  }

  private heard(event: SseEvent): void {
    if (event.event !== "message" && event.event !== "change") {
      return;
    }
    let message: Message;
    try {
      message = JSON.parse(event.data) as Message;
    } catch {
      return;
    }
    this.timeline.sawVersions([message]);
    if (event.event === "change") {
      this.early = this.early.map((item) => (item.id === message.id && item.version < message.version ? message : item));
      if (this.timeline.update(message)) {
        this.options.changed();
      }
    } else {
      this.accept(message, true);
    }
  }

  private absorbEarly(): void {
    while (this.early[0] && this.early[0].seq <= this.timeline.last + 1) {
      this.timeline.post(this.early[0]);
      this.early = this.early.slice(1);
    }
  }

  private async fillGap(): Promise<void> {
    this.absorbEarly();
    if (this.early.length === 0 || this.closed) {
      this.fillTimer = undefined;
      return;
    }
    let again = false;
    const window = this.window;
    try {
      for (let round = 0; round < 5 && this.early.length > 0; round++) {
        const page = await this.options.api.messages(this.options.channel, { after: this.timeline.last, limit: 200 });
        if (this.closed || window !== this.window) {
          return;
        }
        this.timeline.append({ items: page.items, next: null });
        this.early = this.early.filter((message) => !this.timeline.find(message.id));
        this.absorbEarly();
        if (page.next === null) {
          break;
        }
      }
      // What is still early stands after a hole that the server does not fill: then there is nothing to wait for.
      this.timeline.append({ items: this.early, next: null });
      this.early = [];
      this.options.changed();
    } catch {
      again = true;
    } finally {
      again ||= window !== this.window && this.early.length > 0;
      this.fillTimer = again && !this.closed ? setTimeout(() => void this.fillGap(), 1000) : undefined;
    }
  }

  private refused(status: number): void {
    if (status === 401) {
      this.loginNeeded = true;
      this.lostAt ??= Date.now();
      this.options.api.unauthenticated();
    } else {
      this.state = "gone";
    }
    this.options.changed();
  }

  private async pauseAfter(error: unknown): Promise<void> {
    await pause(asApiError(error).retryMillis ?? 1500);
  }
}

function pause(millis: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, millis));
}

/** A random UUID; crypto.randomUUID exists on secure origins only, and a phone in the local network is none. */
export function newClientId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
