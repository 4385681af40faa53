import { deepEqual, equal, ok } from "node:assert/strict";
import { test } from "node:test";
import { Api, ApiError } from "../model/api.ts";
import type { Block, Message } from "../model/message.ts";
import { focusKey, isPressable, Widgets, type PressBody } from "../model/widget.ts";
import { message } from "./messages.ts";

const block: Block = { type: "approval", version: 1, id: "b1", revision: 3 };

/** A server that answers when told to, and what the widgets made of its answers. */
class Desk {
  readonly asked: [string, string, PressBody][] = [];
  readonly updated: Message[] = [];
  readonly late: string[] = [];
  drawings = 0;
  answer = Promise.withResolvers<Message>();
  readonly widgets = new Widgets({
    press: (id, name, body) => {
      this.asked.push([id, name, body]);
      return this.answer.promise;
    },
    pressed: (after) => this.updated.push(after),
    late: (id) => this.late.push(id),
    changed: () => this.drawings++,
  });

  async refuse(error: unknown): Promise<void> {
    this.answer = Promise.withResolvers<Message>();
    const pressing = this.widgets.press("m1", block, "approve", {});
    this.answer.reject(error);
    await pressing;
  }
}

test("a press is on its way until it is answered, and no second one goes beside it", async () => {
  const desk = new Desk();
  const pressing = desk.widgets.press("m1", block, "approve", { comment: "fine" });
  equal(desk.widgets.state("m1", block).pending, "approve");
  await desk.widgets.press("m1", block, "reject", {});
  deepEqual(desk.asked, [["m1", "b1", { action: "approve", revision: 3, values: { comment: "fine" } }]]);

  const after = message(1, 9);
  desk.answer.resolve(after);
  await pressing;
  deepEqual(desk.updated, [after]);
  equal(desk.widgets.state("m1", block).pending, null);
  equal(desk.widgets.of("m1"), undefined);
});

test("a press forgets what was typed into its own block alone", async () => {
  const desk = new Desk();
  const other: Block = { ...block, id: "b2" };
  desk.widgets.keep("m1", block, "comment", "mine");
  desk.widgets.keep("m1", other, "comment", "theirs");
  desk.answer.resolve(message(1, 9));
  await desk.widgets.press("m1", block, "approve", {});
  deepEqual([desk.widgets.state("m1", block).values, desk.widgets.state("m1", other).values], [{}, { comment: "theirs" }]);
});

test("who comes late keeps what they typed, sees who was first, and the message is read anew", async () => {
  const desk = new Desk();
  desk.widgets.keep("m1", block, "comment", "mine");
  await desk.refuse(new ApiError(409, "Ana Ortiz approved this at 10:42."));
  deepEqual(desk.widgets.state("m1", block), {
    pending: null,
    asking: null,
    problem: { text: "Ana Ortiz approved this at 10:42.", field: null },
    values: { comment: "mine" },
  });
  deepEqual(desk.late, ["m1"]);
});

test("without a connection the same press may go again", async () => {
  const desk = new Desk();
  await desk.refuse(new ApiError(0, "No connection."));
  equal(desk.widgets.state("m1", block).problem?.text, "No connection. Press again; it counts once.");
  deepEqual(desk.late, []);
});

test("a field's problem goes when the field is changed", async () => {
  const desk = new Desk();
  await desk.refuse(new ApiError(422, "Too much.", null, "values.amount"));
  desk.widgets.keep("m1", block, "comment", "x");
  equal(desk.widgets.state("m1", block).problem?.field, "values.amount");
  desk.widgets.keep("m1", block, "amount", "5");
  equal(desk.widgets.state("m1", block).problem, null);
});

test("a question moves the focus to its answer and back", () => {
  const desk = new Desk();
  desk.widgets.ask("m1", block, "reject");
  equal(desk.widgets.state("m1", block).asking, "reject");
  equal(desk.widgets.takeFocus(), focusKey("m1", block, "confirm"));
  equal(desk.widgets.takeFocus(), null);
  desk.widgets.ask("m1", block, null);
  equal(desk.widgets.takeFocus(), focusKey("m1", block, "reject"));
});

test("every change is another object, so that its row alone is drawn anew", () => {
  const desk = new Desk();
  desk.widgets.keep("m1", block, "comment", "a");
  const before = desk.widgets.of("m1");
  desk.widgets.keep("m2", block, "comment", "b");
  equal(desk.widgets.of("m1"), before);
  desk.widgets.keep("m1", block, "comment", "c");
  ok(desk.widgets.of("m1") !== before);
  equal(desk.drawings, 3);
});

test("a block without an id or a revision is only shown", () => {
  ok(isPressable(block));
  ok(!isPressable({ type: "onboarding-progress", version: 1 }));
  ok(!isPressable({ ...block, revision: "3" }));
});

test("the interface is asked as it is documented, and names the wrong field", async () => {
  let asked: [string, RequestInit] | null = null;
  globalThis.fetch = (async (path: string, init: RequestInit) => {
    asked = [path, init];
    return Response.json({ detail: "Say a name.", errors: [{ field: "values.name", detail: "Say a name." }] }, { status: 422 });
  }) as typeof fetch;
  const api = new Api("/api/v1", { header: "X-CSRF", token: "t" });

  const problem = await api.press("m/1", "b1", { action: "approve", revision: 3, values: {} }).catch((error: unknown) => error as ApiError);

  const [path, init] = asked!;
  equal(path, "/api/v1/messages/m%2F1/blocks/b1/presses");
  equal(init.method, "POST");
  equal((init.headers as Headers).get("X-CSRF"), "t");
  equal(init.body, '{"action":"approve","revision":3,"values":{}}');
  deepEqual([(problem as ApiError).message, (problem as ApiError).field], ["Say a name.", "values.name"]);
});
