import { deepEqual, equal, ok } from "node:assert/strict";
import { test } from "node:test";
import { withCodeBars } from "../model/code.ts";
import { localHref, progressOfBlock } from "../model/progress.ts";
import { matching, mentionAt, movePicks, sends, toSource, toTyped, toggleMark } from "../model/writing.ts";

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
  deepEqual(toTyped(source).picks, [{ start: 0, person: ann }, { start: 15, person: annie }]);
  equal(toSource(source, [annie, ann]), source);
});

test("of two people with one name the chosen one is mentioned, wherever the text moves", () => {
  const other = { ...annie, id: "00000000-0000-4000-8000-000000000009" };
  const text = "@Ann and @Ann";
  const picks = [{ start: 0, person: other }, { start: 9, person: annie }];
  const wanted = `[@Ann](spaces:person/${other.id}) and [@Ann](spaces:person/${annie.id})`;
  equal(toSource(text, [annie, other], picks), wanted);
  deepEqual(toTyped(wanted), { text, picks });
  const moved = `hi ${text}`;
  equal(toSource(moved, [annie, other], movePicks(picks, text, moved)), `hi ${wanted}`);
  deepEqual(movePicks([{ start: 0, person: other }], "@Ann", "@@Ann", 1), [{ start: 1, person: other }]);
  const shorter = "and @Ann";
  equal(toSource(shorter, [other, annie], movePicks(picks, text, shorter)), `and [@Ann](spaces:person/${annie.id})`);
});

test("Enter sends with a keyboard and breaks the line under a finger", () => {
  const enter = { key: "Enter", shiftKey: false, altKey: false, ctrlKey: false, metaKey: false };
  deepEqual([sends(enter, false), sends({ ...enter, shiftKey: true }, false), sends(enter, true), sends({ ...enter, ctrlKey: true }, true)], [true, false, false, true]);
});

test("code blocks get their language and a button, other code does not", () => {
  const dressed = withCodeBars('<p><code>a</code></p><pre><code class="language-yaml">b: &lt;1&gt;\n</code></pre><pre><code>c</code></pre>');
  equal(dressed.split('class="copy-code"').length, 3);
  ok(dressed.includes("<span>yaml</span>") && dressed.includes('aria-label="Code, yaml"') && dressed.includes("<code>b: &lt;1&gt;\n</code>"));
  ok(dressed.startsWith("<p><code>a</code></p>"));
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
  equal(progress?.owner, null);
  equal(progressOfBlock({ type: "onboarding-progress", version: 1, steps: [], owner: "p1" })?.owner, "p1");
  equal(progressOfBlock({ type: "onboarding-progress", version: 1 }), null);
  const second = progressOfBlock({ type: "onboarding-progress", version: 2, id: "checklist", revision: 1, steps: [], checklist: [{ key: "x", button: "Looks good" }, { key: "y", button: 7 }] });
  deepEqual(second?.checklist.map((item) => item.button), ["Looks good", null]);
  deepEqual(["/app/x", "//evil.example", "/\\evil", "https://evil.example"].map(localHref), ["/app/x", null, null, null]);
});
