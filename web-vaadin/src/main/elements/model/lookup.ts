import { asApiError } from "./api.ts";

/** What a card shows beside its block: the server says it only to whoever may see it. */
export type Lookup = { readonly state: "waiting" | "hidden" | "failed" } | { readonly state: "known"; readonly answer: unknown };

export interface LookupsOptions {
  ask: (path: string) => Promise<unknown>;
  /** Something to draw has changed. */
  changed: () => void;
  /** How long after a failure it is asked again. */
  again?: number;
}

/** The answers that the cards of one channel asked for, each once. */
export class Lookups {
  private readonly answers = new Map<string, Map<string, Lookup>>();
  private readonly options: LookupsOptions;

  constructor(options: LookupsOptions) {
    this.options = options;
  }

  /** What is known for a message; another object after every change. */
  of(message: string): unknown {
    return this.answers.get(message);
  }

  /** The answer for an edition of a card, asked for when it is wanted for the first time. */
  get(message: string, path: string, edition: number): Lookup {
    const key = `${edition} ${path}`;
    const known = this.answers.get(message)?.get(key);
    if (known) {
      return known;
    }
    const waiting: Lookup = { state: "waiting" };
    this.keep(message, key, waiting);
    void this.ask(message, path, key);
    return waiting;
  }

  private async ask(message: string, path: string, key: string): Promise<void> {
    let lookup: Lookup;
    try {
      lookup = { state: "known", answer: await this.options.ask(path) };
    } catch (error) {
      const { status } = asApiError(error);
      lookup = { state: status === 403 || status === 404 ? "hidden" : "failed" };
    }
    this.keep(message, key, lookup);
    this.options.changed();
    if (lookup.state === "failed") {
      setTimeout(() => {
        this.keep(message, key, null);
        this.options.changed();
      }, this.options.again ?? 15_000);
    }
  }

  private keep(message: string, key: string, lookup: Lookup | null): void {
    const answers = new Map(this.answers.get(message));
    if (lookup === null) {
      answers.delete(key);
    } else {
      answers.set(key, lookup);
    }
    this.answers.set(message, answers);
  }
}
