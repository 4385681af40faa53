/** The unsent text of one field in storage. It is written only by the tab that changed it: an idle tab leaves what another has written. */
export class Draft<T> {
  private readonly storage: Pick<Storage, "getItem" | "setItem" | "removeItem"> | null;
  private changed = false;

  constructor(storage: Pick<Storage, "getItem" | "setItem" | "removeItem"> | null) {
    this.storage = storage;
  }

  get pristine(): boolean {
    return !this.changed;
  }

  touch(): void {
    this.changed = true;
  }

  /** Stores or, with null, removes it; returns whether there is a draft now where there was none, or the reverse. */
  save(key: string, content: T | null): boolean {
    if (!this.changed) {
      return false;
    }
    this.changed = false;
    try {
      const had = this.storage?.getItem(key) != null;
      if (content === null) {
        this.storage?.removeItem(key);
      } else {
        this.storage?.setItem(key, JSON.stringify(content));
      }
      return had !== (content !== null);
    } catch {
      // Without storage the draft lives as long as the tab.
      return false;
    }
  }

  /** What is stored; null when nothing is, or nothing readable. */
  restore(key: string): Partial<T> | null {
    this.changed = false;
    try {
      return JSON.parse(this.storage?.getItem(key) ?? "null") as Partial<T> | null;
    } catch {
      return null;
    }
  }
}
