import { deepEqual, equal } from "node:assert/strict";
import { test } from "node:test";
import { rowsOf, type Row } from "../model/rows.ts";
import { Clock } from "../model/time.ts";
import { message } from "./messages.ts";

const clock = new Clock("America/Phoenix", "en-US");
const options = { me: "p1", clock, newAfter: null };

function shape(rows: Row[]): string[] {
  return rows.map((row) => (row.kind === "message" ? `${row.message.seq}${row.head ? "*" : ""}` : row.kind));
}

test("groups one author within five minutes", () => {
  const at = (minutes: number) => ({ createdAt: new Date(Date.UTC(2026, 0, 5, 18, minutes)).toISOString() });
  const items = [
    message(1, 1, at(0)),
    message(2, 2, at(4)),
    message(3, 3, at(10)),
    message(4, 4, { ...at(11), author: { id: "p2", name: "Bo", kind: "person" } }),
    message(5, 5, { ...at(12), author: { id: "p2", name: "Bo", kind: "person" }, thread: "m1" }),
  ];
  deepEqual(shape(rowsOf(items, [], options)), ["day", "1*", "2", "3*", "4*", "5*"]);
});

test("divides days in the zone of the viewer", () => {
  const items = [message(1, 1, { createdAt: "2026-01-06T06:59:00Z" }), message(2, 2, { createdAt: "2026-01-06T07:01:00Z" })];
  deepEqual(shape(rowsOf(items, [], options)), ["day", "1*", "day", "2*"]);
  deepEqual(shape(rowsOf(items, [], { ...options, clock: new Clock("UTC", "en-US") })), ["day", "1*", "2"]);
});

test("never goes back to an earlier day", () => {
  const items = ["05T23:59:59.9", "06T00:00:00.1", "05T23:59:59.95", "06T00:00:01"].map((at, index) => message(index + 1, index + 1, { createdAt: `2026-01-${at}Z` }));
  const rows = rowsOf(items, [], { ...options, clock: new Clock("UTC", "en-US") });
  deepEqual(rows.filter((row) => row.kind === "day").map((row) => row.key), ["day:2026-01-05", "day:2026-01-06"]);
});

test("draws the new line before the first message of others", () => {
  const other = { author: { id: "p2", name: "Bo", kind: "person" as const } };
  const items = [message(1), message(2, 2, other), message(3, 3, other)];
  deepEqual(shape(rowsOf(items, [], { ...options, newAfter: 1 })), ["day", "1*", "new", "2*", "3"]);
  deepEqual(shape(rowsOf(items, [], { ...options, newAfter: 3 })), ["day", "1*", "2*", "3"]);
  deepEqual(shape(rowsOf([message(4)], [], { ...options, newAfter: 3 })), ["day", "4*"]);
});

test("leaves out what was deleted or is about to be", () => {
  const items = [message(1), message(2, 9, { deletedAt: "2026-01-05T12:00:09Z" }), message(3)];
  deepEqual(shape(rowsOf(items, [], { ...options, hidden: new Set(["m3"]) })), ["day", "1*"]);
});

test("a pending message keeps its key when it is sent", () => {
  const pending = { clientId: "c9", text: "hi", thread: null, createdAt: "2026-01-05T12:00:03Z", state: "sending" as const };
  const before = rowsOf([message(1)], [pending], options).at(-1);
  const after = rowsOf([message(1), message(2, 2, { clientId: "c9" })], [], options).at(-1);
  equal(before?.key, after?.key);
});

test("names days and stamps", () => {
  const now = Date.parse("2026-01-06T18:00:00Z");
  equal(clock.dayName("2026-01-06T18:00:00Z", now), "Today");
  equal(clock.dayName("2026-01-06T06:00:00Z", now), "Yesterday");
  equal(clock.dayName("2025-12-31T18:00:00Z", now), "Wednesday, December 31, 2025");
  equal(new Clock("Not/AZone").zone, Intl.DateTimeFormat().resolvedOptions().timeZone);
});
