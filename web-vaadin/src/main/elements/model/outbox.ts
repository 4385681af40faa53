import { backoff } from "./backoff.ts";
import type { Message, Pending } from "./message.ts";

export type Sent =
  | { kind: "sent"; message: Message }
  | { kind: "retry"; after: number | null; reason: string }
  | { kind: "failed"; reason: string };

export interface OutboxOptions {
  post: (pending: Pending) => Promise<Sent>;
  sent: (message: Message, pending: Pending) => void;
  changed: () => void;
  /** Where unsent messages survive a reload; keyed by person and channel. */
  storage: Pick<Storage, "getItem" | "setItem" | "removeItem"> | null;
  key: string;
}

/**
 * Messages on their way to the server, sent one after the other so that their order is the order of writing.
 *
 * Each keeps its clientId over retries and reloads: a repeat is the same message to the server.
 */
export class Outbox {
  items: Pending[];
  private readonly options: OutboxOptions;
  private attempt = 0;
  private busy = false;
  private closed = false;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: OutboxOptions) {
    this.options = options;
    this.items = this.restore();
  }

  add(pending: Pending): void {
    this.items = [...this.items, pending];
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
    this.items = this.items.filter((item) => item.clientId !== clientId);
    this.changed();
    void this.run();
  }

  /** The message came back by another way, such as the live stream. */
  confirm(clientId: string | null): boolean {
    if (!clientId || !this.items.some((item) => item.clientId === clientId)) {
      return false;
    }
    this.items = this.items.filter((item) => item.clientId !== clientId);
    this.changed();
    return true;
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.timer);
  }

  private async run(): Promise<void> {
    if (this.busy || this.closed || this.timer !== undefined) {
      return;
    }
    this.busy = true;
    try {
      for (;;) {
        const next = this.items.find((item) => item.state !== "failed");
        if (!next || this.closed) {
          return;
        }
        const result = await this.options.post(next);
        if (this.closed) {
          return;
        }
        const still = this.items.some((item) => item.clientId === next.clientId);
        switch (result.kind) {
          case "sent":
            this.attempt = 0;
            this.items = this.items.filter((item) => item.clientId !== next.clientId);
            this.options.sent(result.message, next);
            this.changed();
            break;
          case "failed":
            this.attempt = 0;
            if (still) {
              this.patch(next.clientId, { state: "failed", reason: result.reason });
            }
            break;
          case "retry":
            if (still) {
              this.patch(next.clientId, { state: "waiting", reason: result.reason });
            }
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
    this.items = this.items.map((item) => (item.clientId === clientId ? { ...item, ...change } : item));
    this.changed();
  }

  private changed(): void {
    try {
      if (this.items.length > 0) {
        this.options.storage?.setItem(this.options.key, JSON.stringify(this.items));
      } else {
        this.options.storage?.removeItem(this.options.key);
      }
    } catch {
      // Storage full or forbidden: the messages still live in this tab.
    }
    this.options.changed();
  }

  private restore(): Pending[] {
    try {
      const stored: unknown = JSON.parse(this.options.storage?.getItem(this.options.key) ?? "[]");
      return Array.isArray(stored)
        ? (stored as Pending[])
            .filter((item) => typeof item.clientId === "string" && typeof item.text === "string")
            .map((item) => (item.state === "failed" ? item : { ...item, state: "waiting" as const }))
        : [];
    } catch {
      return [];
    }
  }
}
