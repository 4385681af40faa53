/** What the REST interface says about a message; see GET /channels/{id}/messages. */
export interface Message {
  id: string;
  channel: string;
  seq: number;
  version: number;
  author: Author;
  type: string;
  text: string;
  html: string;
  thread: string | null;
  blocks: Block[] | null;
  clientId: string | null;
  createdAt: string;
  editedAt: string | null;
  deletedAt: string | null;
  metadata?: Record<string, unknown> | null;
}

export interface Author {
  id: string | null;
  name: string;
  kind: "person" | "agent" | "customer" | "system";
}

/** A typed, versioned part of a message; its own fields depend on the type. */
export interface Block {
  type: string;
  version?: number;
  [field: string]: unknown;
}

export interface Page {
  items: Message[];
  next: number | string | null;
}

/** A message of one's own that the server has not confirmed yet. */
export interface Pending {
  clientId: string;
  text: string;
  thread: string | null;
  createdAt: string;
  /** What the writer is called, when known. */
  name?: string;
  state: "sending" | "waiting" | "failed";
  reason?: string;
}
