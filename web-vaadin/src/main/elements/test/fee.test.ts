import { deepEqual, equal } from "node:assert/strict";
import { test } from "node:test";
import { ApiError } from "../model/api.ts";
import { feeOfAnswer, feeOfBlock, feePath } from "../model/fee.ts";
import { Lookups } from "../model/lookup.ts";
import type { Block } from "../model/message.ts";

const block: Block = { type: "setup-fee", version: 1, id: "setup-fee", revision: 1, tenant: "ernesto-behrens", business: "Ernesto Behrens", state: "open", at: null };

const open = {
  tenant: "ernesto-behrens",
  feeMinor: 149_900,
  currency: "USD",
  subsidyPercent: 60,
  subsidyMinor: 89_940,
  payableMinor: 59_960,
  state: "open",
  parties: null,
  receivedBy: null,
  receivedAt: null,
  mayRecord: true,
};

test("the card knows whose fee it is and where its figures are asked for", () => {
  const notice = feeOfBlock(block);
  equal(notice?.received, false);
  equal(notice && feePath(notice), "/setup-fee?tenant=ernesto-behrens");
  equal(feeOfBlock({ ...block, tenant: 7 }), null);
});

test("an open fee says who would pay what, and whether the viewer may record it", () => {
  const fee = feeOfAnswer(open);
  equal(fee?.received, false);
  equal(fee?.payableMinor, 59_960);
  equal(fee?.mayRecord, true);
  deepEqual(fee?.parts, []);
});

test("a received fee has its four parts in their order", () => {
  const fee = feeOfAnswer({ ...open, state: "received", receivedBy: "Ana", receivedAt: "2026-11-26T10:00:00Z", parties: { justice: 7_495, ai: 22_485, human: 44_970, platform: 74_950 } });
  equal(fee?.received, true);
  equal(fee?.by, "Ana");
  deepEqual(fee?.parts.map((part) => part.minor), [74_950, 44_970, 22_485, 7_495]);
});

test("what is no fee is not drawn", () => {
  equal(feeOfAnswer({ ...open, feeMinor: "149900" }), null);
  equal(feeOfAnswer({ ...open, currency: "dollars" }), null);
  equal(feeOfAnswer(null), null);
});

test("figures are asked for once for each edition of a card, and kept from whoever may not see them", async () => {
  const asked: string[] = [];
  let drawings = 0;
  let refusal: unknown = null;
  const lookups = new Lookups({
    ask: (path) => {
      asked.push(path);
      return refusal === null ? Promise.resolve(open) : Promise.reject(refusal);
    },
    changed: () => drawings++,
    again: 1,
  });
  const settled = (): Promise<void> => new Promise((done) => setTimeout(done, 10));

  equal(lookups.get("m1", "/fee", 1).state, "waiting");
  equal(lookups.get("m1", "/fee", 1).state, "waiting");
  await settled();
  deepEqual(lookups.get("m1", "/fee", 1), { state: "known", answer: open });
  equal(asked.length, 1);
  equal(drawings, 1);

  refusal = new ApiError(403, "Ask the owner.");
  lookups.get("m1", "/fee", 2);
  await settled();
  equal(lookups.get("m1", "/fee", 2).state, "hidden");
  equal(asked.length, 2);

  refusal = new ApiError(503, "Later.");
  lookups.get("m1", "/fee", 3);
  await settled();
  refusal = null;
  equal(lookups.get("m1", "/fee", 3).state, "waiting", "a failure is asked about again");
  await settled();
  equal(lookups.get("m1", "/fee", 3).state, "known");
});
