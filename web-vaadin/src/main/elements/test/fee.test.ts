import { deepEqual, equal } from "node:assert/strict";
import { test } from "node:test";
import { feeOfBlock } from "../model/fee.ts";
import type { Block } from "../model/message.ts";

const open: Block = {
  type: "setup-fee",
  version: 1,
  id: "setup-fee",
  revision: 1,
  business: "Ernesto Behrens",
  feeMinor: 149_900,
  currency: "USD",
  subsidyPercent: 60,
  subsidyMinor: 89_940,
  payableMinor: 59_960,
  state: "open",
  parts: null,
  by: null,
  at: null,
  owners: ["p1"],
};

test("an open fee says who would pay what, and who may record it", () => {
  const fee = feeOfBlock(open);
  equal(fee?.received, false);
  equal(fee?.payableMinor, 59_960);
  deepEqual(fee?.owners, ["p1"]);
  deepEqual(fee?.parts, []);
});

test("a received fee has its four parts in their order", () => {
  const fee = feeOfBlock({ ...open, state: "received", by: "Ana", at: "2026-11-26T10:00:00Z", parts: { justice: 7_495, ai: 22_485, human: 44_970, platform: 74_950 } });
  equal(fee?.received, true);
  deepEqual(fee?.parts.map((part) => part.minor), [74_950, 44_970, 22_485, 7_495]);
});

test("what is no fee is not drawn", () => {
  equal(feeOfBlock({ ...open, feeMinor: "149900" }), null);
  equal(feeOfBlock({ ...open, currency: "dollars" }), null);
});
