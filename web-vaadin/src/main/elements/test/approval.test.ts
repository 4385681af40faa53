import { deepEqual, equal } from "node:assert/strict";
import { test } from "node:test";
import { amountOf, approvalOfBlock, either } from "../model/approval.ts";
import type { Block } from "../model/message.ts";

const block = {
  type: "approval",
  version: 1,
  id: "a1",
  revision: 1,
  title: "Buy a kettle",
  effect: "The money is spent at once.",
  amountMinor: 120_00,
  currency: "USD",
  evidence: [{ label: "Last month", value: "0.00", href: "https://elsewhere.example" }],
  proposer: { kind: "system", id: null, name: "Spaces" },
  state: "open",
  keys: "1/2",
  deciders: ["owner", "admin"],
  decisions: [{ person: "p1", by: "Ana Ortiz", role: "owner", decision: "approve", comment: "Yes", at: "2026-11-26T10:42:00Z" }],
  fields: [
    { name: "minor", label: "Amount", kind: "number", value: "12000", hint: "Only less", options: [] },
    { name: "from", label: "From", kind: "date", value: "2026-12-01", min: "2026-12-01", hint: "Or later", options: [] },
  ],
  expiresAt: "2026-12-03T10:00:00Z",
  href: "/app/approvals?open=a1",
} as unknown as Block;

test("reads a proposal, and leads nowhere outside", () => {
  const approval = approvalOfBlock(block);
  deepEqual(approval?.keys, { agreed: 1, needed: 2 });
  equal(approval?.decisions[0]?.approved, true);
  equal(approval?.fields[0]?.value, "12000");
  equal(approval?.fields[0]?.min, null);
  equal(approval?.fields[1]?.kind, "date");
  equal(approval?.fields[1]?.min, "2026-12-01");
  equal(approval?.evidence[0]?.href, null);
  equal(approval?.href, "/app/approvals?open=a1");
});

test("what is no proposal is none", () => {
  equal(approvalOfBlock({ ...block, state: "maybe" } as Block), null);
  equal(approvalOfBlock({ ...block, keys: "many" } as Block), null);
  equal(approvalOfBlock({ ...block, title: "" } as Block), null);
});

test("amounts keep their currency, its digits, and all of theirs", () => {
  const of = (amountMinor: number, currency: string) => {
    const approval = approvalOfBlock({ ...block, amountMinor, currency } as Block);
    return approval && amountOf(approval, "en-US");
  };
  equal(of(120_00, "USD"), "$120.00");
  equal(of(5, "USD"), "$0.05");
  equal(of(-5, "USD"), "-$0.05");
  equal(of(1200, "JPY"), "¥1,200");
  equal(of(1_234_567, "KWD")?.replace(/\s/g, " "), "KWD 1,234.567");
  equal(of(900_719_925_474_099, "USD"), "$9,007,199,254,740.99");
  equal(of(1, "nonsense"), null);
});

test("says who decides", () => {
  equal(either(["owner"]), "owner");
  equal(either(["owner", "admin", "operator"]), "owner, admin or operator");
});
