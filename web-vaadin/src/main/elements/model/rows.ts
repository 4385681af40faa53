import type { Message, Pending } from "./message.ts";
import type { Clock } from "./time.ts";

/** One line of the stream as drawn. */
export type Row =
  | { kind: "day"; key: string; at: string }
  | { kind: "new"; key: string }
  | { kind: "message"; key: string; message: Message; head: boolean }
  | { kind: "pending"; key: string; pending: Pending; head: boolean };

export interface RowOptions {
  me: string;
  clock: Clock;
  /** Messages after this seq are new to the viewer; null draws no line. */
  newAfter: number | null;
  /** Ids that are hidden although loaded, such as those whose deletion can still be undone. */
  hidden?: ReadonlySet<string>;
}

const GROUP_MILLIS = 5 * 60 * 1000;

/** Key of a row that stays the same while a message turns from pending to sent. */
export function keyOf(message: Message): string {
  return message.clientId ? `${message.author.id}:${message.clientId}` : message.id;
}

export function isQuiet(message: Message): boolean {
  return message.author.kind === "system" || message.type === "system";
}

/** Turns messages into rows: day dividers in the viewer's zone, the "new" line, and groups of one author within five minutes. */
export function rowsOf(items: Message[], pending: Pending[], options: RowOptions): Row[] {
  const rows: Row[] = [];
  const { clock, me, newAfter, hidden } = options;
  let day = "";
  let author = "";
  let time = 0;
  let lined = newAfter === null;

  const enterDay = (at: string): void => {
    const next = clock.day(at);
    // A clock that lags behind dates a later message before midnight: it stays with the day that has begun.
    if (next > day) {
      day = next;
      author = "";
      rows.push({ kind: "day", key: `day:${next}`, at });
    }
  };
  const isHead = (who: string, at: string): boolean => {
    const millis = Date.parse(at);
    const head = who !== author || millis - time > GROUP_MILLIS;
    author = who;
    time = millis;
    return head;
  };

  for (const message of items) {
    if (message.deletedAt || hidden?.has(message.id)) {
      continue;
    }
    enterDay(message.createdAt);
    if (!lined && newAfter !== null && message.seq > newAfter) {
      lined = true;
      if (message.author.id !== me) {
        author = "";
        rows.push({ kind: "new", key: "new" });
      }
    }
    if (isQuiet(message) && !message.blocks?.length) {
      author = "";
      rows.push({ kind: "message", key: keyOf(message), message, head: true });
      continue;
    }
    const who = `${message.author.kind}:${message.author.id ?? message.author.name}`;
    if (message.thread) {
      author = "";
    }
    rows.push({ kind: "message", key: keyOf(message), message, head: isHead(who, message.createdAt) });
  }
  for (const waiting of pending) {
    enterDay(waiting.createdAt);
    if (waiting.thread) {
      author = "";
    }
    const head = isHead(`person:${me}`, waiting.createdAt);
    rows.push({ kind: "pending", key: `${me}:${waiting.clientId}`, pending: waiting, head });
  }
  return rows;
}
