import { deepEqual, equal } from "node:assert/strict";
import { test } from "node:test";
import { localHref, progressOfBlock } from "../model/progress.ts";
import { matching, mentionAt, toSource, toTyped, toggleMark } from "../model/writing.ts";

const ann = { id: "00000000-0000-4000-8000-000000000001", name: "Ann Moss" };
const annie = { id: "00000000-0000-4000-8000-000000000002", name: "Ann" };
const jose = { id: "00000000-0000-4000-8000-000000000003", name: "José Pérez" };

test("finds the mention that is being typed", () => {
  deepEqual(mentionAt("hi @an", 6), { start: 3, query: "an" });
  deepEqual(mentionAt("@", 1), { start: 0, query: "" });
  equal(mentionAt("mail ann@example", 16), null);
  equal(mentionAt("no", 2), null);
});

test("matches people by any word, without accents", () => {
  deepEqual(matching([ann, jose], "perez"), [jose]);
  deepEqual(matching([ann, annie], "ann").map((person) => person.name), ["Ann", "Ann Moss"]);
  deepEqual(matching([ann], "zz"), []);
});

test("a typed mention becomes a link to the person and comes back as typed", () => {
  const typed = "@Ann Moss and (@Ann), not ann@Ann.example or `@Ann`";
  const source = toSource(typed, [annie, ann]);
  equal(
    source,
    `[@Ann Moss](spaces:person/${ann.id}) and ([@Ann](spaces:person/${annie.id})), not ann@Ann.example or \`@Ann\``,
  );
  equal(toTyped(source).text, typed);
  deepEqual(toTyped(source).people, [ann, annie]);
  equal(toSource(source, [annie, ann]), source);
});

test("marks and unmarks the selection", () => {
  const bold = toggleMark({ text: "a word", start: 2, end: 6 }, "**");
  deepEqual(bold, { text: "a **word**", start: 4, end: 8 });
  deepEqual(toggleMark(bold, "**"), { text: "a word", start: 2, end: 6 });
  equal(toggleMark(bold, "*").text, "a ***word***");
});

test("reads a progress block and distrusts it", () => {
  const progress = progressOfBlock({
    type: "onboarding-progress",
    version: 1,
    title: "Moss Garden",
    steps: [{ name: "space", label: "Build", state: "exploded" }, "nonsense"],
    checklist: [{ key: "x", label: "Do", done: "yes", href: "javascript:alert(1)" }],
  });
  equal(progress?.steps.length, 1);
  equal(progress?.steps[0]?.state, "queued");
  deepEqual([progress?.checklist[0]?.done, progress?.checklist[0]?.href], [false, null]);
  equal(progressOfBlock({ type: "onboarding-progress", version: 1 }), null);
  deepEqual(["/app/x", "//evil.example", "/\\evil", "https://evil.example"].map(localHref), ["/app/x", null, null, null]);
});
