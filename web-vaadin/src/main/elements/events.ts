import type { Message } from "./model/message.ts";
import type { Person, Picked } from "./model/writing.ts";

/**
 * What the elements say to each other and to the page. All bubble and cross shadow borders; stream and composer find each other by the
 * channel in the detail, wherever they stand on the page.
 */
export interface SpacesEvents {
  /** Composer to stream: post this. Cancelled = accepted. */
  "spaces-send": { channel: string; text: string; thread: string | null; name?: string };
  /** Composer to stream: edit my last message. Cancelled = there is one. */
  "spaces-edit-last": { channel: string };
  /** Stream to composer: answer this message. */
  "spaces-reply": { channel: string; message: Pick<Message, "id" | "author"> & { excerpt: string } };
  /** Stream to composer: take the focus, and this text when there is one. */
  "spaces-compose": { channel: string; text: string | null; picks?: Picked[] };
  /** Stream to page: everything up to seq has been read. */
  "spaces-read": { channel: string; seq: number };
  /** Stream to page: the live connection stands or is gone. */
  "spaces-connection": { channel: string; connected: boolean };
  /** Stream to page: the login has ended. Cancelled = the page deals with it. */
  "spaces-unauthenticated": { channel: string };
  /** Stream to page: a link into the product was clicked. Cancelled = the page goes there. */
  "spaces-navigate": { href: string };
  /** Stream to page: somebody's name was clicked. */
  "spaces-person": { id: string };
  /** Composer to page: a draft exists or not. */
  "spaces-draft": { channel: string; draft: boolean };
  /** Stream to page: how many messages of a channel are kept here to be sent later, and how many were refused. */
  "spaces-pending": { channel: string; waiting: number; failed: number };
}

/** Dispatches one of our events; returns true when somebody cancelled it. */
export function tell<K extends keyof SpacesEvents>(target: EventTarget, name: K, detail: SpacesEvents[K]): boolean {
  return !target.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true, cancelable: true }));
}

/** Listens on the document; returns the way to stop. */
export function hear<K extends keyof SpacesEvents>(name: K, listener: (event: CustomEvent<SpacesEvents[K]>) => void): () => void {
  document.addEventListener(name, listener as EventListener);
  return () => document.removeEventListener(name, listener as EventListener);
}

export type { Person };
