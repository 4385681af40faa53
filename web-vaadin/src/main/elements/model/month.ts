import type { Block } from "./message.ts";
import { amountOf, isAmount, isCurrency, partsOf, type Parts } from "./posting.ts";

/** By how much the postings of a month missed its exact total; amounts in minor units. */
export interface TrueUp {
  /** As in 2026-10. */
  month: string;
  currency: string;
  netGross: number;
  share: number;
  postedShare: number;
  parts: Parts;
  because: string;
  href: string;
}

/** A month that is closed: what it came to in each currency. */
export interface ClosedMonth {
  month: string;
  totals: { currency: string; payments: number; refunds: number; netGross: number; share: number; trueUp: number }[];
  statements: number;
  href: string;
}

/** What a block of type `true-up` says, or null when it is not what it should be. */
export function trueUpOf(block: Block): TrueUp | null {
  const parts = partsOf(block.parties);
  const { month, currency, because, href } = block;
  if (!parts || !isMonth(month) || !isCurrency(currency) || typeof because !== "string" || !isStatements(href)) {
    return null;
  }
  return {
    month,
    currency,
    netGross: amountOf(block.netGrossMinor),
    share: amountOf(block.shareMinor),
    postedShare: amountOf(block.postedShareMinor),
    parts,
    because,
    href,
  };
}

/** What a block of type `month-close` says, or null when it is not what it should be. */
export function closedMonthOf(block: Block): ClosedMonth | null {
  const { month, totals, statements, href } = block;
  if (!isMonth(month) || !Array.isArray(totals) || !isAmount(statements) || !isStatements(href)) {
    return null;
  }
  const read = (totals as Record<string, unknown>[]).map((total) => ({
    currency: total.currency,
    payments: amountOf(total.payments),
    refunds: amountOf(total.refunds),
    netGross: amountOf(total.netGrossMinor),
    share: amountOf(total.shareMinor),
    trueUp: amountOf(total.trueUpMinor),
  }));
  return read.every((total) => isCurrency(total.currency)) ? { month, totals: read as ClosedMonth["totals"], statements, href } : null;
}

function isMonth(value: unknown): value is string {
  return typeof value === "string" && /^\d{4}-(0[1-9]|1[0-2])$/.test(value);
}

/** Months lead to their statements alone. */
function isStatements(value: unknown): value is string {
  return typeof value === "string" && /^\/statements\?/.test(value);
}
