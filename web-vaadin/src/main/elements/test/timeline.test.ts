import { deepEqual, equal, ok } from "node:assert/strict";
import { test } from "node:test";
import type { Page } from "../model/message.ts";
import { Timeline } from "../model/timeline.ts";
import { message } from "./messages.ts";

function page(from: number, to: number, next: number | null): Page {
  return { items: Array.from({ length: to - from + 1 }, (_, index) => message(from + index)), next };
}

function seqs(timeline: Timeline): number[] {
  return timeline.items.map((item) => item.seq);
}

test("orders by seq whatever the order of arrival", () => {
  const timeline = new Timeline();
  timeline.resetToNewest(page(5, 6, 5));
  timeline.prepend({ items: [message(4), message(2), message(3)], next: null });
  deepEqual(seqs(timeline), [2, 3, 4, 5, 6]);
  equal(timeline.hasOlder, false);
});

test("takes each message once", () => {
  const timeline = new Timeline();
  timeline.resetToNewest(page(1, 3, null));
  equal(timeline.post(message(4)), "added");
  equal(timeline.post(message(4)), "known");
  timeline.append(page(3, 5, null));
  deepEqual(seqs(timeline), [1, 2, 3, 4, 5]);
});

test("an older version never overwrites a newer one", () => {
  const timeline = new Timeline();
  timeline.resetToNewest(page(1, 3, null));
  ok(timeline.update(message(2, 9, { text: "new" })));
  ok(!timeline.update(message(2, 8, { text: "old" })));
  equal(timeline.post(message(2, 7, { text: "older" })), "known");
  equal(timeline.find("m2")?.text, "new");
});

test("says that messages are missing instead of tearing a hole", () => {
  const timeline = new Timeline();
  timeline.resetToNewest(page(1, 3, null));
  equal(timeline.post(message(6)), "gap");
  deepEqual(seqs(timeline), [1, 2, 3]);
  equal(timeline.newest, 6);
  timeline.append(page(4, 5, null));
  equal(timeline.post(message(6)), "added");
  deepEqual(seqs(timeline), [1, 2, 3, 4, 5, 6]);
});

test("only counts live messages while it shows the past", () => {
  const timeline = new Timeline();
  timeline.resetAround(page(10, 20, 10), page(21, 30, 30));
  equal(timeline.atEnd, false);
  equal(timeline.post(message(99)), "beyond");
  equal(timeline.newest, 99);
  equal(timeline.last, 30);
});

test("trims the far side and remembers that there is more", () => {
  const timeline = new Timeline();
  timeline.resetToNewest(page(1, 100, null));
  ok(timeline.trim(40, "newer"));
  deepEqual([timeline.first, timeline.last, timeline.atEnd], [1, 40, false]);
  timeline.append(page(41, 100, null));
  ok(timeline.trim(40, "older"));
  deepEqual([timeline.first, timeline.last, timeline.atEnd, timeline.hasOlder], [61, 100, true, true]);
  equal(timeline.find("m1"), undefined);
  equal(timeline.at(61)?.id, "m61");
});

test("after an absence joins the newest page or stays where it is", () => {
  const joined = new Timeline();
  joined.resetToNewest(page(1, 10, null));
  ok(joined.rejoin(page(8, 15, 8)));
  deepEqual(seqs(joined).slice(-4), [12, 13, 14, 15]);
  const apart = new Timeline();
  apart.resetToNewest(page(1, 10, null));
  ok(!apart.rejoin(page(50, 60, 50)));
  deepEqual([apart.last, apart.atEnd, apart.newest], [10, false, 60]);
});
