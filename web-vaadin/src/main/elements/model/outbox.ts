import { backoff } from "./backoff.ts";
import type { Message, Pending } from "./message.ts";

export type Sent =
  | { kind: "sent"; message: Message }
  | { kind: "retry"; after: number | null; reason: string }
  | { kind: "failed"; reason: string };

export interface OutboxListener {
  sent: (message: Message) => void;
  changed: () => void;
}

export type OutboxStorage = Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">;

/** Answers to a message that is tried; another way to the server may take its place at any time. */
export type Post = (pending: Pending) => Promise<Sent>;

/**
 * Messages on their way to the server, sent one after the other so that their order is the order of writing.
 *
 * Each keeps its clientId over retries and reloads: a repeat is the same message to the server. Each is stored under a key of its own, so
 * that tabs do not overwrite each other; one that another tab has sent or withdrawn is forgotten here too.
 */
export class Outbox {
  items: Pending[] = [];
  post: Post;
  private readonly key: string;
  private readonly storage: OutboxStorage | null;
  private readonly kept = new Set<string>();
  private readonly listeners = new Set<OutboxListener>();
  private attempt = 0;
  private busy = false;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(key: string, storage: OutboxStorage | null, post: Post) {
    this.key = key;
    this.storage = storage;
    this.post = post;
    this.restore();
  }

  /** Returns the way to stop; the messages are sent with or without a listener. */
  listen(listener: OutboxListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  add(pending: Pending): void {
    this.items = [...this.items, pending];
    this.store(pending);
    this.changed();
    void this.run();
  }

  /** Sends what waits, now. */
  hurry(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.attempt = 0;
    void this.run();
  }

  retry(clientId: string): void {
    this.patch(clientId, { state: "sending", reason: undefined });
    this.hurry();
  }

  remove(clientId: string): void {
    this.forget(clientId);
    void this.run();
  }

  /** The message came back by another way, such as the live stream. */
  confirm(clientId: string | null): boolean {
    return clientId !== null && this.forget(clientId);
  }

  /** Takes up what is stored and not yet known, such as what another tab left behind. */
  restore(): void {
    const found: Pending[] = [];
    for (const key of keysOf(this.storage, `${this.key}.`)) {
      const item = read(this.storage, key);
      if (item && `${this.key}.${item.clientId}` === key && !this.items.some((known) => known.clientId === item.clientId)) {
        this.kept.add(item.clientId);
        found.push(item.state === "failed" ? item : { ...item, state: "waiting" });
      }
    }
    if (found.length > 0) {
      this.items = [...this.items, ...found].sort((a, b) => a.createdAt.localeCompare(b.createdAt));
      this.changed();
    }
  }

  private async run(): Promise<void> {
    if (this.busy || this.timer !== undefined) {
      return;
    }
    this.busy = true;
    try {
      for (;;) {
        this.forgetGone();
        const next = this.items.find((item) => item.state !== "failed");
        if (!next) {
          return;
        }
        const result = await this.post(next);
        switch (result.kind) {
          case "sent":
            this.attempt = 0;
            this.items = this.items.filter((item) => item.clientId !== next.clientId);
            this.discard(next.clientId);
            this.listeners.forEach((listener) => listener.sent(result.message));
            this.changed();
            break;
          case "failed":
            this.attempt = 0;
            this.patch(next.clientId, { state: "failed", reason: result.reason });
            break;
          case "retry":
            this.patch(next.clientId, { state: "waiting", reason: result.reason });
            this.timer = setTimeout(() => {
              this.timer = undefined;
              void this.run();
            }, result.after ?? backoff(this.attempt++));
            return;
        }
      }
    } finally {
      this.busy = false;
    }
  }

  private patch(clientId: string, change: Partial<Pending>): void {
    const item = this.items.find((known) => known.clientId === clientId);
    if (item) {
      const patched = { ...item, ...change };
      this.items = this.items.map((known) => (known === item ? patched : known));
      this.store(patched);
      this.changed();
    }
  }

  private forget(clientId: string): boolean {
    if (!this.items.some((item) => item.clientId === clientId)) {
      return false;
    }
    this.items = this.items.filter((item) => item.clientId !== clientId);
    this.discard(clientId);
    this.changed();
    return true;
  }

  private forgetGone(): void {
    const gone = this.items.filter((item) => this.kept.has(item.clientId) && this.goneFromStorage(item.clientId));
    if (gone.length > 0) {
      gone.forEach((item) => this.kept.delete(item.clientId));
      this.items = this.items.filter((item) => !gone.includes(item));
      this.changed();
    }
  }

  private goneFromStorage(clientId: string): boolean {
    try {
      return this.storage?.getItem(`${this.key}.${clientId}`) === null;
    } catch {
      return false;
    }
  }

  private store(pending: Pending): void {
    if (this.kept.has(pending.clientId) && this.goneFromStorage(pending.clientId)) {
      return;
    }
    try {
      this.storage?.setItem(`${this.key}.${pending.clientId}`, JSON.stringify(pending));
      this.kept.add(pending.clientId);
    } catch {
      // Storage full or forbidden: the message still lives in this tab.
    }
  }

  private discard(clientId: string): void {
    this.kept.delete(clientId);
    try {
      this.storage?.removeItem(`${this.key}.${clientId}`);
    } catch {
      // What cannot be removed was never stored.
    }
  }

  private changed(): void {
    this.listeners.forEach((listener) => listener.changed());
  }
}

/** The stored keys that begin so. */
export function keysOf(storage: OutboxStorage | null, prefix: string): string[] {
  try {
    return Array.from({ length: storage?.length ?? 0 }, (_, index) => storage?.key(index) ?? "").filter((key) => key.startsWith(prefix));
  } catch {
    return [];
  }
}

function read(storage: OutboxStorage | null, key: string): Pending | null {
  try {
    const item = JSON.parse(storage?.getItem(key) ?? "null") as Pending | null;
    return typeof item?.clientId === "string" && typeof item.text === "string" && typeof item.createdAt === "string" ? item : null;
  } catch {
    return null;
  }
}
