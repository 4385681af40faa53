import type { Message, Page } from "./message.ts";

/**
 * The part of a channel that is loaded: one run of messages without holes, ordered by seq.
 *
 * It may end before the newest message (`atEnd` false) after a jump into the past; live messages are then only counted.
 */
export class Timeline {
  items: Message[] = [];
  hasOlder = false;
  atEnd = true;
  /** The highest seq known to exist, loaded or not. */
  newest = 0;
  /** Every change up to this version has been seen; only pages of the live end and live events raise it. */
  version = 0;
  loaded = false;

  private byId = new Map<string, Message>();

  get first(): number {
    return this.items[0]?.seq ?? 0;
  }

  get last(): number {
    return this.items.at(-1)?.seq ?? 0;
  }

  find(id: string): Message | undefined {
    return this.byId.get(id);
  }

  at(seq: number): Message | undefined {
    const found = this.items[this.lowerBound(seq)];
    return found?.seq === seq ? found : undefined;
  }

  /** Replaces everything by the newest page. */
  resetToNewest(page: Page): void {
    this.clear();
    this.merge(page.items);
    this.hasOlder = page.next !== null;
    this.atEnd = true;
    this.newest = Math.max(this.newest, this.last);
    this.sawVersions(page.items);
    this.loaded = true;
  }

  /** Replaces everything by a window around a message, given as the page that ends with it and the page after it. */
  resetAround(until: Page, after: Page): void {
    this.clear();
    this.merge(until.items);
    this.merge(after.items);
    this.hasOlder = until.next !== null;
    this.atEnd = after.next === null;
    this.newest = Math.max(this.newest, this.last);
    this.loaded = true;
  }

  prepend(page: Page): void {
    this.merge(page.items);
    this.hasOlder = page.next !== null;
  }

  append(page: Page): void {
    this.merge(page.items);
    this.atEnd = page.next === null;
    this.newest = Math.max(this.newest, this.last);
  }

  /**
   * Takes a newly posted message.
   *
   * `gap` means that messages between the loaded end and this one are missing: fetch after `last`, then offer it again.
   */
  post(message: Message): "added" | "updated" | "known" | "beyond" | "gap" {
    this.newest = Math.max(this.newest, message.seq);
    if (this.byId.has(message.id)) {
      return this.update(message) ? "updated" : "known";
    }
    if (!this.atEnd && message.seq > this.last) {
      return "beyond";
    }
    if (this.items.length > 0 && message.seq > this.last + 1) {
      return "gap";
    }
    if (this.items.length > 0 && message.seq < this.first) {
      return "known";
    }
    this.merge([message]);
    return "added";
  }

  /** Takes the newer text or the deletion of a message; an older version than the one at hand is ignored. */
  update(message: Message): boolean {
    const known = this.byId.get(message.id);
    if (!known || known.version >= message.version) {
      return false;
    }
    this.byId.set(message.id, message);
    this.items[this.lowerBound(message.seq)] = message;
    return true;
  }

  sawVersions(messages: Message[]): void {
    for (const message of messages) {
      this.version = Math.max(this.version, message.version);
    }
  }

  /**
   * After an absence: the newest page, if it joins on to what is loaded, is added; if more was missed than fits a page, the loaded run
   * stays where it is and no longer reaches the end. Returns whether it joined.
   */
  rejoin(newest: Page): boolean {
    const items = newest.items;
    const first = items[0];
    const joins = first === undefined || this.items.length === 0 || first.seq <= this.last + 1;
    for (const message of items) {
      this.newest = Math.max(this.newest, message.seq);
    }
    if (this.items.length === 0) {
      this.resetToNewest(newest);
      return true;
    }
    if (!joins) {
      this.atEnd = false;
      return false;
    }
    this.merge(items);
    this.atEnd = true;
    return true;
  }

  /** Forgets what is far from the view, `keep` messages at most remain; `from` says which side is dropped. */
  trim(keep: number, from: "older" | "newer"): boolean {
    const excess = this.items.length - keep;
    if (excess <= 0) {
      return false;
    }
    const dropped = from === "older" ? this.items.splice(0, excess) : this.items.splice(keep, excess);
    for (const message of dropped) {
      this.byId.delete(message.id);
    }
    if (from === "older") {
      this.hasOlder = true;
    } else {
      this.atEnd = false;
    }
    return true;
  }

  private merge(messages: Message[]): void {
    for (const message of messages) {
      if (this.byId.has(message.id)) {
        this.update(message);
        continue;
      }
      this.byId.set(message.id, message);
      if (message.seq > this.last) {
        this.items.push(message);
      } else {
        this.items.splice(this.lowerBound(message.seq), 0, message);
      }
    }
  }

  private clear(): void {
    this.items = [];
    this.byId.clear();
  }

  private lowerBound(seq: number): number {
    let low = 0;
    let high = this.items.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.items[middle]!.seq < seq) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
