import { retryAfter } from "./backoff.ts";
import type { Message, Page, Pending } from "./message.ts";
import type { Sent } from "./outbox.ts";
import type { PressBody } from "./widget.ts";

/** An answer that is not a success: the problem's own words, and what may be done about it. */
export class ApiError extends Error {
  readonly status: number;
  readonly retryMillis: number | null;
  /** The one field that is wrong, by its path. */
  readonly field: string | null;

  constructor(status: number, message: string, retryMillis: number | null = null, field: string | null = null) {
    super(message);
    this.status = status;
    this.retryMillis = retryMillis;
    this.field = field;
  }

  /** Nothing was decided about the request itself; the same one may succeed later. */
  get passing(): boolean {
    return this.status === 0 || this.status === 408 || this.status === 425 || this.status === 429 || this.status >= 500;
  }
}

export interface Csrf {
  header: string;
  token: string;
}

/** The part of the REST interface that the stream speaks. */
export class Api {
  base: string;
  csrf: Csrf | null;
  unauthenticated: () => void = () => {};

  constructor(base: string, csrf: Csrf | null) {
    this.base = base.replace(/\/$/, "");
    this.csrf = csrf;
  }

  messages(channel: string, query: Record<string, string | number>): Promise<Page> {
    const parameters = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)]));
    return this.json<Page>(`/channels/${encodeURIComponent(channel)}/messages?${parameters}`);
  }

  streamUrl(channel: string, after: number): string {
    return `${this.base}/channels/${encodeURIComponent(channel)}/stream?after=${after}`;
  }

  edit(message: Message, text: string): Promise<Message> {
    return this.json<Message>(`/messages/${encodeURIComponent(message.id)}`, {
      method: "PATCH",
      headers: { "If-Match": `"${message.version}"` },
      body: JSON.stringify({ text }),
    });
  }

  async delete(message: Message, keepalive = false): Promise<void> {
    await this.send(`/messages/${encodeURIComponent(message.id)}`, {
      method: "DELETE",
      headers: { "If-Match": `"${message.version}"` },
      keepalive,
    });
  }

  press(message: string, block: string, body: PressBody): Promise<Message> {
    return this.json<Message>(`/messages/${encodeURIComponent(message)}/blocks/${encodeURIComponent(block)}/presses`, {
      method: "POST",
      body: JSON.stringify(body),
    });
  }

  async read(channel: string, seq: number): Promise<void> {
    await this.send(`/channels/${encodeURIComponent(channel)}/read`, { method: "PUT", body: JSON.stringify({ seq }) });
  }

  async post(channel: string, pending: Pending): Promise<Sent> {
    try {
      const body = { clientId: pending.clientId, text: pending.text, ...(pending.thread ? { thread: pending.thread } : {}) };
      const message = await this.json<Message>(`/channels/${encodeURIComponent(channel)}/messages`, {
        method: "POST",
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(20_000),
      });
      return { kind: "sent", message };
    } catch (error) {
      const problem = asApiError(error);
      if (problem.passing || problem.status === 401) {
        return { kind: "retry", after: problem.retryMillis, reason: problem.message };
      }
      return { kind: "failed", reason: problem.message };
    }
  }

  async json<T>(path: string, init: RequestInit = {}): Promise<T> {
    const response = await this.send(path, init);
    return (await response.json()) as T;
  }

  private async send(path: string, init: RequestInit, again = true): Promise<Response> {
    const writes = init.method !== undefined && init.method !== "GET";
    const headers = new Headers(init.headers);
    headers.set("Accept", "application/json");
    if (init.body) {
      headers.set("Content-Type", "application/json");
    }
    if (writes && this.csrf) {
      headers.set(this.csrf.header, this.csrf.token);
    }
    let response: Response;
    try {
      response = await fetch(this.base + path, { signal: AbortSignal.timeout(15_000), ...init, headers });
    } catch {
      throw new ApiError(0, "No connection.");
    }
    if (response.ok) {
      return response;
    }
    const problem = await problemOf(response);
    if (problem.type === "/problems/csrf" && writes && again && (await this.renewCsrf())) {
      return this.send(path, init, false);
    }
    if (response.status === 401) {
      this.unauthenticated();
    }
    throw new ApiError(
      response.status,
      problem.detail || problem.title || fallbackDetail(response.status),
      retryAfter(response.headers.get("Retry-After"), Date.now()),
      problem.errors?.length === 1 ? (problem.errors[0]?.field ?? null) : null,
    );
  }

  /** The token may have changed under a page that stayed open, for instance by a new login in another tab. */
  private async renewCsrf(): Promise<boolean> {
    try {
      const response = await fetch(`${this.base}/csrf`, { headers: { Accept: "application/json" } });
      const { headerName, token } = (await response.json()) as { headerName: string; token: string };
      if (response.ok) {
        this.csrf = { header: headerName, token };
      }
      return response.ok;
    } catch {
      return false;
    }
  }
}

export function asApiError(error: unknown): ApiError {
  return error instanceof ApiError ? error : new ApiError(0, "No connection.");
}

interface ProblemJson {
  type?: string;
  title?: string;
  detail?: string;
  errors?: { field?: string }[] | null;
}

async function problemOf(response: Response): Promise<ProblemJson> {
  try {
    return ((await response.json()) as ProblemJson | null) ?? {};
  } catch {
    return {};
  }
}

function fallbackDetail(status: number): string {
  if (status === 413) {
    return "The message is too large.";
  }
  return status >= 500 ? "The server is busy." : `The server refused this (${status}).`;
}
