import { equal, ok } from "node:assert/strict";
import { test } from "node:test";
import { MoneyFormat, exponentOf } from "../model/money.ts";
import { postingOf, postingsOf, shareOf } from "../model/posting.ts";

const POSTING = {
  type: "posting",
  version: 1,
  kind: "payment",
  currency: "USD",
  amountMinor: 120_000,
  effectiveBps: "800.00",
  parties: { tenant: 110_400, referrer: 2_880, platform: 3_360, human: 2_016, ai: 1_008, justice: 336 },
  href: "/app/s/hays/revenue/evt_1001",
};

test("amounts have the decimals of their currency, and always the currency", () => {
  const english = new MoneyFormat("en-US");
  equal(english.text(120_000, "USD"), "$1,200.00");
  equal(english.text(-33_333, "USD"), "-$333.33");
  equal(english.text(1_500, "JPY"), "¥1,500");
  equal(exponentOf("KWD"), 3);
  ok(english.text(1_234, "KWD").includes("KWD"));
  equal(english.text(120_000, "COP").replace(/\s/, " "), "COP 1,200.00");
  equal(english.text(1_234_567, "IQD").replace(/\s/, " "), "IQD 1,234.567");
  equal(english.text(0, "HUF").replace(/\s/, " "), "HUF 0.00");
  equal(english.text(5, "CLF").replace(/\s/, " "), "CLF 0.0005");
  equal(english.text(-0, "USD"), "$0.00");
  equal(english.text(900_719_925_474_099, "USD"), "$9,007,199,254,740.99");
  equal(english.short(1_200_000, "IDR").replace(/\s/, " "), "IDR 12K");
  equal(new MoneyFormat("de-DE").text(120_000, "EUR").replace(/\s/, " "), "1.200,00 €");
  equal(english.percent("762.25"), "7.6225%");
});

test("a posting is read, one that is not what it promises is left to the text", () => {
  equal(shareOf(postingOf(POSTING)!.parts), 9_600);
  equal(postingOf({ ...POSTING, currency: "dollars" }), null);
  equal(postingOf({ ...POSTING, amountMinor: 1.5 }), null);
  equal(postingOf({ ...POSTING, parties: { tenant: 1 } }), null);
  equal(postingOf({ ...POSTING, href: "https://elsewhere.test/" }), null);
});

test("many postings are read with their sums", () => {
  const sums = [
    { currency: "USD", count: 33, amountMinor: 120_000, refundedMinor: 0, parties: POSTING.parties },
    { currency: "EUR", count: 1, amountMinor: 120_000, refundedMinor: 0, parties: POSTING.parties },
  ];
  const block = { type: "postings", version: 1, count: 34, sums, items: [POSTING], href: "/app/s/hays/revenue" };
  equal(postingsOf(block)?.items.length, 1);
  equal(postingsOf(block)?.sums.map((sum) => sum.count).join(), "33,1");
  equal(postingsOf({ ...block, items: [{}] }), null);
  equal(postingsOf({ ...block, sums: [{ currency: "USD" }] }), null);
});
