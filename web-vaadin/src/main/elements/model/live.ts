import { backoff, retryAfter } from "./backoff.ts";
import { SseParser, type SseEvent } from "./sse.ts";

export interface LiveOptions {
  /** Address to open; asked anew for each attempt because the place to resume from moves. */
  url: () => string;
  /** Runs before each attempt that follows an absence, to fill what was missed; a rejection counts as a failed attempt. */
  prepare: () => Promise<void>;
  opened: () => void;
  event: (event: SseEvent) => void;
  /** The connection is gone and will be tried again. */
  lost: () => void;
  /** The server refuses for good: 401, 403, 404, 410. */
  refused: (status: number) => void;
  fetch?: typeof fetch;
  silenceMillis?: number;
}

/**
 * Keeps one server-sent event stream open: reconnects with backoff and jitter, and takes long silence for death.
 *
 * Reads by fetch instead of EventSource because that shows the status, hears comments as signs of life and can be closed at once.
 */
export class Live {
  private readonly options: LiveOptions;
  private abort: AbortController | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private attempt = 0;
  private running = false;

  constructor(options: LiveOptions) {
    this.options = options;
  }

  start(): void {
    if (!this.running) {
      this.running = true;
      this.attempt = 0;
      void this.connect();
    }
  }

  stop(): void {
    this.running = false;
    clearTimeout(this.timer);
    this.abort?.abort();
    this.abort = null;
  }

  /** Tries again now, for example because the browser says it is online. */
  hurry(): void {
    if (this.running && this.timer !== undefined) {
      clearTimeout(this.timer);
      this.attempt = 0;
      void this.connect();
    }
  }

  private async connect(): Promise<void> {
    this.timer = undefined;
    const abort = new AbortController();
    this.abort = abort;
    let wait: number | null = null;
    try {
      await this.options.prepare();
      if (abort.signal.aborted) {
        return;
      }
      wait = await this.read(abort);
    } catch {
      // Reported below: whatever went wrong, the stream is not open.
    }
    if (abort.signal.aborted && !this.running) {
      return;
    }
    if (this.abort !== abort || !this.running) {
      return;
    }
    this.options.lost();
    this.timer = setTimeout(() => void this.connect(), wait ?? backoff(this.attempt++));
  }

  private async read(abort: AbortController): Promise<number | null> {
    const silence = this.options.silenceMillis ?? 40_000;
    let dog = setTimeout(() => abort.abort(), silence);
    const alive = (): void => {
      clearTimeout(dog);
      dog = setTimeout(() => abort.abort(), silence);
    };
    try {
      const response = await (this.options.fetch ?? fetch)(this.options.url(), {
        headers: { Accept: "text/event-stream" },
        cache: "no-store",
        signal: abort.signal,
      });
      if ([401, 403, 404, 410].includes(response.status)) {
        this.running = false;
        this.options.refused(response.status);
        return null;
      }
      if (!response.ok || !response.body) {
        return retryAfter(response.headers.get("Retry-After"), Date.now());
      }
      alive();
      this.attempt = 0;
      this.options.opened();
      const parser = new SseParser();
      const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
      for (;;) {
        const { done, value } = await reader.read();
        if (done || abort.signal.aborted) {
          return null;
        }
        alive();
        for (const event of parser.push(value)) {
          this.options.event(event);
        }
      }
    } finally {
      clearTimeout(dog);
    }
  }
}
