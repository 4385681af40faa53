import type { Block } from "./message.ts";
import { MoneyFormat } from "./money.ts";
import { localHref } from "./progress.ts";

export type ApprovalState = "open" | "approved" | "rejected" | "expired" | "withdrawn";

export interface ApprovalField {
  name: string;
  label: string;
  kind: string;
  value: string;
  /** The first day that may be chosen. */
  min: string | null;
  hint: string | null;
  options: { value: string; label: string }[];
}

export interface ApprovalDecision {
  person: string | null;
  by: string;
  role: string;
  approved: boolean;
  comment: string | null;
  at: string | null;
}

/** A proposal as its card shows it. */
export interface Approval {
  title: string;
  effect: string;
  amountMinor: number | null;
  currency: string | null;
  evidence: { label: string; value: string; href: string | null }[];
  proposer: { kind: string; id: string | null; name: string };
  state: ApprovalState;
  /** Agreed and needed. */
  keys: { agreed: number; needed: number };
  deciders: string[];
  decisions: ApprovalDecision[];
  fields: ApprovalField[];
  expiresAt: string | null;
  href: string | null;
}

const STATES: readonly string[] = ["open", "approved", "rejected", "expired", "withdrawn"];

/** Reads the block `approval` version 1; null when it is not what it says it is. */
export function approvalOfBlock(block: Block): Approval | null {
  const source = block as unknown as Record<string, unknown>;
  const title = text(source.title);
  const proposer = isRecord(source.proposer) ? source.proposer : {};
  const [agreed, needed] = String(source.keys ?? "").split("/").map(Number);
  if (title === null || !STATES.includes(String(source.state)) || agreed === undefined || needed === undefined || Number.isNaN(agreed + needed)) {
    return null;
  }
  return {
    title,
    effect: text(source.effect) ?? "",
    amountMinor: typeof source.amountMinor === "number" ? source.amountMinor : null,
    currency: text(source.currency),
    evidence: records(source.evidence).map((line) => ({
      label: text(line.label) ?? "",
      value: text(line.value) ?? "",
      href: localHref(text(line.href)),
    })),
    proposer: { kind: text(proposer.kind) ?? "system", id: text(proposer.id), name: text(proposer.name) ?? "" },
    state: source.state as ApprovalState,
    keys: { agreed, needed },
    deciders: (Array.isArray(source.deciders) ? source.deciders : []).map(String),
    decisions: records(source.decisions).map((decision) => ({
      person: text(decision.person),
      by: text(decision.by) ?? "",
      role: text(decision.role) ?? "",
      approved: decision.decision === "approve",
      comment: text(decision.comment),
      at: text(decision.at),
    })),
    fields: records(source.fields).map((field) => ({
      name: text(field.name) ?? "",
      label: text(field.label) ?? "",
      kind: text(field.kind) ?? "text",
      value: text(field.value) ?? "",
      min: text(field.min),
      hint: text(field.hint),
      options: records(field.options).map((option) => ({ value: text(option.value) ?? "", label: text(option.label) ?? "" })),
    })),
    expiresAt: text(source.expiresAt),
    href: localHref(text(source.href)),
  };
}

/** The amount in the viewer's language, with its currency; null without one. */
export function amountOf(approval: Approval, locale: string): string | null {
  const { amountMinor, currency } = approval;
  return amountMinor === null || currency === null || !/^[A-Z]{3}$/.test(currency) ? null : new MoneyFormat(locale).text(amountMinor, currency);
}

/** `owner`, `owner or admin`, `owner, admin or operator`. */
export function either(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} or ${words[words.length - 1]}`;
}

function records(value: unknown): Record<string, unknown>[] {
  return (Array.isArray(value) ? value : []).filter(isRecord);
}

function text(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
