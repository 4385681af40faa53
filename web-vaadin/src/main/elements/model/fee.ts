import type { Block } from "./message.ts";

/** What everybody may know of what building a space costs. */
export interface FeeNotice {
  /** Slug of the business. */
  tenant: string;
  business: string;
  received: boolean;
  at: string | null;
}

/** The fee for those who may see the money; amounts in minor units. */
export interface Fee {
  feeMinor: number;
  currency: string;
  subsidyPercent: number;
  /** What the Justice Fund gave; while it is open, what it offers. */
  subsidyMinor: number;
  payableMinor: number;
  received: boolean;
  by: string | null;
  at: string | null;
  /** Whether the viewer may record the payment. */
  mayRecord: boolean;
  parts: readonly { label: string; minor: number }[];
}

const PARTS: readonly [string, string][] = [
  ["platform", "Platform"],
  ["human", "Human partners"],
  ["ai", "AI agents"],
  ["justice", "Justice Fund"],
];

/** Reads the block `setup-fee`; null when it is not what it says it is. */
export function feeOfBlock(block: Block): FeeNotice | null {
  const { tenant, business, state, at } = block as Record<string, unknown>;
  if (typeof tenant !== "string" || tenant === "") {
    return null;
  }
  return {
    tenant,
    business: typeof business === "string" ? business : "The business",
    received: state === "received",
    at: typeof at === "string" ? at : null,
  };
}

/** Where the figures of a fee are asked for. */
export function feePath(notice: FeeNotice): string {
  return `/setup-fee?tenant=${encodeURIComponent(notice.tenant)}`;
}

/** Reads the server's answer; null when it is not what it should be. */
export function feeOfAnswer(answer: unknown): Fee | null {
  const { feeMinor, currency, subsidyPercent, subsidyMinor, payableMinor, state, parties, receivedBy, receivedAt, mayRecord } = (answer ?? {}) as Record<string, unknown>;
  if (typeof feeMinor !== "number" || typeof payableMinor !== "number" || typeof currency !== "string" || !/^[A-Z]{3}$/.test(currency)) {
    return null;
  }
  const shares = typeof parties === "object" && parties !== null ? (parties as Record<string, unknown>) : {};
  return {
    feeMinor,
    currency,
    subsidyPercent: typeof subsidyPercent === "number" ? subsidyPercent : 0,
    subsidyMinor: typeof subsidyMinor === "number" ? subsidyMinor : 0,
    payableMinor,
    received: state === "received",
    by: typeof receivedBy === "string" ? receivedBy : null,
    at: typeof receivedAt === "string" ? receivedAt : null,
    mayRecord: mayRecord === true,
    parts: PARTS.flatMap(([party, label]) => {
      const minor = shares[party];
      return typeof minor === "number" ? [{ label, minor }] : [];
    }),
  };
}
