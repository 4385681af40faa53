import type { Block } from "./message.ts";

/** Who a sale's money is for, in the order in which they are shown. */
export const PARTIES = ["tenant", "referrer", "platform", "human", "ai", "justice"] as const;

export type Party = (typeof PARTIES)[number];

export const PARTY_NAMES: Record<Party, string> = {
  tenant: "Business",
  referrer: "Referrer",
  platform: "Platform",
  human: "Human partners",
  ai: "AI agents",
  justice: "Justice Fund",
};

export type Parts = Record<Party, number>;

/** A payment or refund as it was posted; amounts in minor units, those of a refund negative but for a unit of rounding. */
export interface Posting {
  kind: "payment" | "refund";
  reference: string | null;
  currency: string;
  amount: number;
  gross: number;
  tax: number;
  shipping: number;
  effectiveBps: string;
  agreement: number;
  heldBy: "platform" | "tenant";
  parts: Parts;
  href: string;
}

/** Many postings: sums per currency, and the first ones singly. */
export interface Postings {
  count: number;
  sums: { currency: string; count: number; amount: number; refunded: number; parts: Parts }[];
  items: Posting[];
  href: string;
}

/** What a block of type `posting` says, or null when it is not what it should be. */
export function postingOf(block: Block | Record<string, unknown>): Posting | null {
  const parts = partsOf(block.parties);
  const { kind, currency, amountMinor, href } = block;
  if (!parts || (kind !== "payment" && kind !== "refund") || !isCurrency(currency) || !isAmount(amountMinor) || !isPath(href)) {
    return null;
  }
  return {
    kind,
    reference: typeof block.reference === "string" && block.reference ? block.reference : null,
    currency,
    amount: amountMinor,
    gross: amountOf(block.grossMinor),
    tax: amountOf(block.taxMinor),
    shipping: amountOf(block.shippingMinor),
    effectiveBps: String(block.effectiveBps ?? ""),
    agreement: amountOf(block.agreementVersion),
    heldBy: block.heldBy === "tenant" ? "tenant" : "platform",
    parts,
    href,
  };
}

/** What a block of type `postings` says, or null when it is not what it should be. */
export function postingsOf(block: Block): Postings | null {
  if (!isAmount(block.count) || !Array.isArray(block.sums) || !Array.isArray(block.items) || !isPath(block.href)) {
    return null;
  }
  const sums = (block.sums as Record<string, unknown>[]).map((sum) => ({
    currency: sum.currency,
    count: sum.count,
    amount: amountOf(sum.amountMinor),
    refunded: amountOf(sum.refundedMinor),
    parts: partsOf(sum.parties),
  }));
  const items = (block.items as Record<string, unknown>[]).map(postingOf);
  if (!sums.every((sum) => isCurrency(sum.currency) && isAmount(sum.count) && sum.parts) || items.includes(null)) {
    return null;
  }
  return { count: block.count, sums: sums as Postings["sums"], items: items as Posting[], href: block.href };
}

/** What everybody but the business gets. */
export function shareOf(parts: Parts): number {
  return PARTIES.reduce((sum, party) => (party === "tenant" ? sum : sum + parts[party]), 0);
}

export function partsOf(value: unknown): Parts | null {
  const given = value as Record<string, unknown> | null | undefined;
  return given && PARTIES.every((party) => isAmount(given[party])) ? (given as Parts) : null;
}

export function isAmount(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value);
}

export function amountOf(value: unknown): number {
  return isAmount(value) ? value : 0;
}

export function isCurrency(value: unknown): value is string {
  return typeof value === "string" && /^[A-Z]{3}$/.test(value);
}

/** Blocks lead to pages of the product alone. */
function isPath(value: unknown): value is string {
  return typeof value === "string" && /^\/app\//.test(value);
}
