import type { Message } from "../model/message.ts";

/** A message for tests: id, text and time follow from its seq. */
export function message(seq: number, version = seq, more: Partial<Message> = {}): Message {
  return {
    id: `m${seq}`,
    channel: "c",
    seq,
    version,
    author: { id: "p1", name: "Ann", kind: "person" },
    type: "text",
    text: `text ${seq}`,
    html: `<p>text ${seq}</p>`,
    thread: null,
    blocks: null,
    clientId: null,
    createdAt: new Date(Date.UTC(2026, 0, 5, 12, 0, seq)).toISOString(),
    editedAt: null,
    deletedAt: null,
    ...more,
  };
}

/** A storage as the browser has it. */
export function memory(): Storage {
  const values = new Map<string, string>();
  return {
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => void values.set(key, value),
    removeItem: (key: string) => void values.delete(key),
    key: (index: number) => [...values.keys()][index] ?? null,
    get length() {
      return values.size;
    },
  } as Storage;
}
