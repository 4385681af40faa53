import type { Block } from "./message.ts";

/** What building a space costs, as its card shows it; amounts in minor units. */
export interface Fee {
  business: string;
  feeMinor: number;
  currency: string;
  subsidyPercent: number;
  /** What the Justice Fund gave; while it is open, what it offers. */
  subsidyMinor: number;
  payableMinor: number;
  received: boolean;
  by: string | null;
  at: string | null;
  /** Who may record the payment. */
  owners: readonly string[];
  parts: readonly { label: string; minor: number }[];
}

const PARTS: readonly [string, string][] = [
  ["platform", "Platform"],
  ["human", "Human partners"],
  ["ai", "AI agents"],
  ["justice", "Justice Fund"],
];

/** Reads the block `setup-fee`; null when it is not what it says it is. */
export function feeOfBlock(block: Block): Fee | null {
  const { business, feeMinor, currency, subsidyPercent, subsidyMinor, payableMinor, state, parts, by, at, owners } = block as Record<string, unknown>;
  if (typeof feeMinor !== "number" || typeof payableMinor !== "number" || typeof currency !== "string" || !/^[A-Z]{3}$/.test(currency)) {
    return null;
  }
  const shares = typeof parts === "object" && parts !== null ? (parts as Record<string, unknown>) : {};
  return {
    business: typeof business === "string" ? business : "The business",
    feeMinor,
    currency,
    subsidyPercent: typeof subsidyPercent === "number" ? subsidyPercent : 0,
    subsidyMinor: typeof subsidyMinor === "number" ? subsidyMinor : 0,
    payableMinor,
    received: state === "received",
    by: typeof by === "string" ? by : null,
    at: typeof at === "string" ? at : null,
    owners: Array.isArray(owners) ? owners.filter((owner) => typeof owner === "string") : [],
    parts: PARTS.flatMap(([party, label]) => {
      const minor = shares[party];
      return typeof minor === "number" ? [{ label, minor }] : [];
    }),
  };
}
