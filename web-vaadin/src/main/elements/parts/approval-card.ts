import { css, html, nothing, type TemplateResult } from "lit";
import { amountOf, either, type Approval, type ApprovalDecision, type ApprovalField } from "../model/approval.ts";
import type { Clock } from "../model/time.ts";
import { check, cross } from "./icons.ts";
import {
  widgetButtons,
  widgetDate,
  widgetNumber,
  widgetOutcome,
  widgetProblem,
  widgetSelect,
  widgetText,
  type WidgetHand,
} from "./widget.ts";

/** The card of a proposal: what happens and for how much, what speaks for it, who said what, and the viewer's own word. */
export function approvalCard(approval: Approval, clock: Clock, now: number, me: string, hand: WidgetHand): TemplateResult {
  const amount = amountOf(approval, clock.locale);
  return html`
    <div role="group" class="card approval" aria-label=${approval.title}>
      <header>
        <div class="title">
          <h2>${approval.title}</h2>
          <p class="soft">${asked(approval)}</p>
        </div>
        ${amount === null ? nothing : html`<p class="amount">${amount}</p>`}
      </header>
      ${approval.effect ? html`<p class="effect">${approval.effect}</p>` : nothing}
      ${approval.evidence.length > 0
        ? html`<dl class="evidence">
            ${approval.evidence.map(
              (line) =>
                html`<div>
                  <dt>${line.label}</dt>
                  <dd>${line.href ? html`<a href=${line.href}>${line.value}</a>` : line.value}</dd>
                </div>`,
            )}
          </dl>`
        : nothing}
      ${approval.decisions.length > 0
        ? html`<ul class="said">
            ${approval.decisions.map((decision) => said(decision, clock, now))}
          </ul>`
        : nothing}
      ${standing(approval, clock, now, me, hand)}
    </div>
  `;
}

function asked(approval: Approval): string {
  const { kind, name } = approval.proposer;
  return kind === "agent" ? `Asked by ${name}, an AI partner` : kind === "system" ? "Asked by Spaces" : `Asked by ${name}`;
}

function said(decision: ApprovalDecision, clock: Clock, now: number): TemplateResult {
  const role = decision.person === null ? "by policy" : decision.role;
  return html`<li class=${decision.approved ? "yes" : "no"}>
    ${decision.approved ? check : cross}
    <span>
      <b>${decision.by}</b> ${decision.approved ? "approved" : "rejected"}
      <span class="soft">${role}${decision.at ? html`, <time datetime=${decision.at} title=${clock.full(decision.at)}>${clock.stamp(decision.at, now)}</time>` : nothing}</span>
      ${decision.comment ? html`<q>${decision.comment}</q>` : nothing}
    </span>
  </li>`;
}

/** What can still be done, or why nothing can. */
function standing(approval: Approval, clock: Clock, now: number, me: string, hand: WidgetHand): TemplateResult {
  switch (approval.state) {
    case "approved":
      return widgetOutcome("done", "Approved. It has happened.");
    case "rejected":
      return widgetOutcome("refused", "Rejected. Nothing of it happens.");
    case "expired":
      return widgetOutcome("expired", "Nobody decided in time. Ask for it again if it is still wanted.");
    case "withdrawn":
      return widgetOutcome("refused", "Withdrawn by who asked for it.");
    case "open":
      return html`${waiting(approval, clock, now)} ${mine(approval, me, hand)}`;
  }
}

function waiting(approval: Approval, clock: Clock, now: number): TemplateResult {
  const { agreed, needed } = approval.keys;
  const who = either(approval.deciders);
  return html`<p class="waits soft">
    ${needed > 1 ? html`<span class="keys" aria-label="${agreed} of ${needed} keys">${agreed} of ${needed} keys</span>` : nothing}
    <span>Waits for ${who}${approval.expiresAt ? html` until <time datetime=${approval.expiresAt} title=${clock.full(approval.expiresAt)}>${clock.due(approval.expiresAt, now)}</time>` : nothing}</span>
  </p>`;
}

function mine(approval: Approval, me: string, hand: WidgetHand): TemplateResult {
  if (approval.proposer.id === me) {
    return widgetOutcome("locked", "You asked for this. Somebody else decides it.");
  }
  if (approval.decisions.some((decision) => decision.person === me)) {
    return widgetOutcome("locked", "You have said yes. A second person is awaited.");
  }
  const fields = approval.decisions.length === 0 ? approval.fields : [];
  const names = [...fields.map((field) => field.name), "comment"];
  return html`<div class="w-body">
    ${fields.map((field) => input(hand, field))}
    ${widgetText(hand, { name: "comment", label: "Comment (optional)", rows: 2, max: 1000 })}
    ${widgetProblem(hand, names)}
    ${widgetButtons(hand, [
      { action: "approve", label: "Approve", kind: "primary", name: `Approve: ${approval.title}` },
      {
        action: "reject",
        label: "Reject",
        kind: "quiet",
        name: `Reject: ${approval.title}`,
        values: hand.state.values.comment ? { comment: hand.state.values.comment } : {},
      },
    ])}
  </div>`;
}

function input(hand: WidgetHand, field: ApprovalField): TemplateResult {
  const shared = { name: field.name, label: field.label, value: field.value, ...(field.hint ? { hint: field.hint } : {}) };
  switch (field.kind) {
    case "number":
      return widgetNumber(hand, shared);
    case "date":
      return widgetDate(hand, { ...shared, ...(field.min ? { min: field.min } : {}) });
    case "choice":
      return widgetSelect(hand, { ...shared, options: field.options });
    default:
      return widgetText(hand, { ...shared, max: 200 });
  }
}

export const approvalCardStyles = css`
  .approval header {
    align-items: flex-start;
  }
  .approval .title {
    min-width: 0;
    flex: 1;
  }
  .approval .soft {
    color: var(--sp-muted);
    font-size: var(--sp-size-sm);
  }
  .approval .amount {
    margin: 0;
    font-size: var(--sp-size-lg);
    font-weight: var(--sp-weight-strong);
    color: var(--sp-text-strong);
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  .approval p {
    margin: 0;
  }
  .approval .effect {
    margin-top: var(--sp-3);
  }
  .approval .evidence {
    display: grid;
    gap: var(--sp-1);
    margin: var(--sp-3) 0 0;
    font-size: var(--sp-size-sm);
  }
  .approval .evidence > div {
    display: grid;
    grid-template-columns: minmax(96px, 34%) minmax(0, 1fr);
    gap: var(--sp-3);
  }
  .approval dt {
    color: var(--sp-muted);
  }
  .approval dd {
    margin: 0;
    overflow-wrap: anywhere;
  }
  .approval .said {
    display: grid;
    gap: var(--sp-2);
    margin: var(--sp-4) 0 0;
    padding: 0;
    list-style: none;
    font-size: var(--sp-size-sm);
  }
  .approval .said li {
    display: grid;
    grid-template-columns: 20px minmax(0, 1fr);
    gap: var(--sp-2);
  }
  .approval .said svg {
    width: 18px;
    height: 18px;
  }
  .approval .said .yes svg {
    color: var(--sp-success-ink);
  }
  .approval .said .no svg {
    color: var(--sp-danger-ink);
  }
  .approval q {
    display: block;
    margin-top: 2px;
    overflow-wrap: anywhere;
  }
  .approval .waits {
    display: flex;
    flex-wrap: wrap;
    gap: var(--sp-1) var(--sp-3);
    margin-top: var(--sp-4);
  }
  .approval > .w-outcome {
    margin-top: var(--sp-3);
  }
  .approval .keys {
    padding: 0 var(--sp-2);
    border-radius: 999px;
    color: var(--sp-info-ink);
    background: var(--sp-info-soft);
    font-weight: var(--sp-weight-strong);
  }
`;
