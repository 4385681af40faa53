/** Waiting time before attempt `n` (from 0): doubling, capped, with half of it random so that many clients do not return at once. */
export function backoff(attempt: number, { base = 400, cap = 4000, random = Math.random }: BackoffOptions = {}): number {
  const full = Math.min(cap, base * 2 ** Math.min(attempt, 16));
  return full / 2 + (full / 2) * random();
}

export interface BackoffOptions {
  base?: number;
  cap?: number;
  random?: () => number;
}

/** Milliseconds of a Retry-After header in either of its forms; null when absent or unreadable. */
export function retryAfter(header: string | null, now: number): number | null {
  if (!header) {
    return null;
  }
  const seconds = Number(header);
  const millis = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - now;
  return Number.isFinite(millis) ? Math.min(Math.max(millis, 0), 60_000) : null;
}
