import { html } from "lit";
import { registerBlock } from "../blocks/registry.ts";
import { widgetButtons, widgetNumber, widgetOutcome, widgetProblem, widgetSelect, widgetText } from "../parts/widget.ts";

export * from "../index.ts";

const REASONS = [
  { value: "", label: "No reason" },
  { value: "late", label: "The delivery came late" },
  { value: "broken", label: "Something was broken" },
];

// Every part that widgets share, in one card.
registerBlock("harness-widget", 1, (block, { hand }) => {
  const held = hand(block);
  const state = String(block.state);
  return html`<section class="card" aria-label="Refund">
    <header><div class="heading"><h2>Refund for order 1042</h2><p class="summary">Dana Whitfield · two saguaro seedlings</p></div></header>
    <div class="w-body">
      ${state === "open"
        ? html`
            ${widgetNumber(held, { name: "amount", label: "Amount", unit: "USD", value: "18.00" })}
            ${widgetSelect(held, { name: "reason", label: "Reason", options: REASONS })}
            ${widgetText(held, { name: "comment", label: "Comment", hint: "Dana will read it", rows: 2, max: 500 })}
            ${widgetButtons(held, [
              { action: "approve", label: "Refund $18.00", kind: "primary" },
              { action: "reject", label: "Refuse", kind: "danger", confirm: { question: "Refuse the refund? Dana is told at once.", label: "Refuse it" } },
              { action: "late", label: "Ask somebody else", kind: "quiet" },
            ])}
            ${widgetProblem(held, ["amount", "reason", "comment"])}
          `
        : state === "locked"
          ? widgetOutcome("locked", "Only the owner and admins decide on refunds.")
          : widgetOutcome(state as "done" | "refused" | "expired", String(block.words))}
    </div>
  </section>`;
});
