import type { Api } from "./api.ts";
import type { Pending } from "./message.ts";
import { keysOf, Outbox, type OutboxStorage } from "./outbox.ts";

const outboxes = new Map<string, Outbox>();
let watcher: (channel: string, items: readonly Pending[]) => void = () => {};

/** Hears of every channel whose unsent messages change, whether it is open or not. */
export function watchOutboxes(listener: (channel: string, items: readonly Pending[]) => void): void {
  watcher = listener;
}

/** The outbox of a channel. It outlives the view of the channel: what one has written is sent wherever one looks meanwhile. */
export function outboxOf(api: Api, me: string, channel: string, storage: OutboxStorage | null): Outbox {
  const key = `${prefix(me)}${channel}`;
  let outbox = outboxes.get(key);
  if (!outbox) {
    outbox = new Outbox(key, storage, (pending) => api.post(channel, pending));
    const made = outbox;
    made.listen({ sent: () => {}, changed: () => watcher(channel, made.items) });
    outboxes.set(key, made);
    watcher(channel, made.items);
  }
  outbox.post = (pending) => api.post(channel, pending);
  return outbox;
}

/** Takes up everything of this person that is stored, of every channel, and sends it. */
export function reviveOutboxes(api: Api, me: string, storage: OutboxStorage | null): void {
  const channels = keysOf(storage, prefix(me)).map((key) => key.slice(prefix(me).length).split(".")[0]!);
  for (const channel of new Set(channels)) {
    const outbox = outboxOf(api, me, channel, storage);
    outbox.restore();
    outbox.hurry();
  }
}

function prefix(me: string): string {
  return `spaces.outbox.${me}.`;
}
