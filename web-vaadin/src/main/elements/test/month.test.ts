import { equal } from "node:assert/strict";
import { test } from "node:test";
import { closedMonthOf, trueUpOf } from "../model/month.ts";
import type { Block } from "../model/message.ts";

const trueUp: Block = {
  type: "true-up",
  version: 1,
  month: "2026-10",
  currency: "USD",
  agreementVersion: 0,
  referralStep: 0,
  netGrossMinor: 1_500_000,
  shareMinor: 72_500,
  postedShareMinor: 72_503,
  parties: { tenant: 3, referrer: 0, platform: -2, human: -1, ai: 0, justice: 0 },
  because: "Sale by sale it came to more.",
  href: "/statements?tenant=hays-cactus-farm&month=2026-10",
};

const closed: Block = {
  type: "month-close",
  version: 1,
  month: "2026-10",
  totals: [{ currency: "USD", payments: 12, refunds: 1, netGrossMinor: 1_500_000, shareMinor: 72_500, trueUpMinor: -3 }],
  statements: 4,
  href: "/statements?tenant=hays-cactus-farm&month=2026-10",
};

test("a true-up has both counts of the share and who gets the difference", () => {
  const read = trueUpOf(trueUp);
  equal(read?.share, 72_500);
  equal(read?.postedShare, 72_503);
  equal(read?.parts.tenant, 3);
});

test("a closed month has its totals by currency", () => {
  const read = closedMonthOf(closed);
  equal(read?.totals[0]?.payments, 12);
  equal(read?.totals[0]?.trueUp, -3);
  equal(read?.statements, 4);
});

test("what is no month is not drawn", () => {
  equal(trueUpOf({ ...trueUp, month: "October" }), null);
  equal(trueUpOf({ ...trueUp, href: "https://elsewhere.example/" }), null);
  equal(closedMonthOf({ ...closed, totals: [{ currency: "dollars" }] }), null);
  equal(closedMonthOf({ ...closed, statements: "four" }), null);
});
