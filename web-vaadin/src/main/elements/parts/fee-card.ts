import { css, html, nothing, type TemplateResult } from "lit";
import { feeOfAnswer, type Fee, type FeeNotice } from "../model/fee.ts";
import type { Lookup } from "../model/lookup.ts";
import { MoneyFormat } from "../model/money.ts";
import type { Clock } from "../model/time.ts";
import { widgetButtons, widgetOutcome, widgetProblem, type WidgetHand } from "./widget.ts";

/** The card of the setup fee: who pays what, the button of who may record it, and later how it was divided. */
export function feeCard(notice: FeeNotice, figures: Lookup, clock: Clock, now: number, hand: WidgetHand | null): TemplateResult {
  const money = new MoneyFormat(clock.locale);
  const fee = figures.state === "known" ? feeOfAnswer(figures.answer) : null;
  return html`
    <div role="group" class="card fee" aria-label="Setup fee">
      <header>
        <div class="heading">
          <h2>Setup fee</h2>
          <p class="summary">Once, for building this space</p>
        </div>
        ${fee ? html`<strong class="fee-amount">${money.text(fee.feeMinor, fee.currency)}</strong>` : nothing}
      </header>
      ${fee ? known(fee, notice, clock, now, hand, (minor) => money.text(minor, fee.currency)) : html`<div class="w-body">${withheld(notice, figures)}</div>`}
    </div>
  `;
}

function known(fee: Fee, notice: FeeNotice, clock: Clock, now: number, hand: WidgetHand | null, amount: (minor: number) => string): TemplateResult {
  return html`
    <dl>
      <div><dt>${notice.business} ${fee.received ? "paid" : "pays"}</dt><dd>${amount(fee.payableMinor)}</dd></div>
      ${fee.subsidyPercent > 0
        ? html`<div><dt>The Justice Fund ${fee.received ? "gave" : `offers, up to ${fee.subsidyPercent} %`}</dt><dd>${amount(fee.subsidyMinor)}</dd></div>`
        : nothing}
    </dl>
    ${fee.received && fee.parts.length > 0
      ? html`<h3>Divided</h3>
          <dl>${fee.parts.map((part) => html`<div><dt>${part.label}</dt><dd>${amount(part.minor)}</dd></div>`)}</dl>`
      : nothing}
    <div class="w-body">${fee.received ? received(fee, clock, now) : toRecord(fee, hand, amount)}</div>
  `;
}

function withheld(notice: FeeNotice, figures: Lookup): TemplateResult {
  if (figures.state === "waiting") {
    return html`<p class="summary">The figures are on their way.</p>`;
  }
  if (figures.state === "failed") {
    return widgetOutcome("locked", "The figures cannot be had now. They are asked for again in a moment.");
  }
  return notice.received ? widgetOutcome("done", "Paid. The owner sees the figures.") : widgetOutcome("locked", "Not paid yet. The owner sees the figures.");
}

function received(fee: Fee, clock: Clock, now: number): TemplateResult {
  return widgetOutcome("done", html`Recorded${fee.by ? html` by ${fee.by}` : nothing}${fee.at ? html`, <time datetime=${fee.at} title=${clock.full(fee.at)}>${clock.stamp(fee.at, now)}</time>` : nothing}`);
}

function toRecord(fee: Fee, hand: WidgetHand | null, amount: (minor: number) => string): TemplateResult {
  if (hand === null || !fee.mayRecord) {
    return widgetOutcome("locked", "The owner records the payment.");
  }
  return html`${widgetButtons(hand, [
    {
      action: "receive",
      label: "Record payment",
      kind: "primary",
      values: { payableMinor: fee.payableMinor },
      confirm: { question: `Were the ${amount(fee.payableMinor)} paid? The fee is then divided, once and for good.`, label: "Yes, record it" },
    },
  ])}${widgetProblem(hand)}`;
}

export const feeCardStyles = css`
  .card.fee header {
    justify-content: space-between;
  }
  .card .fee-amount {
    font-size: var(--sp-size-xl);
    font-weight: var(--sp-weight-strong);
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
    color: var(--sp-text-strong);
  }
  .card.fee dl {
    margin: var(--sp-3) 0 0;
  }
  .card.fee h3 {
    margin-top: var(--sp-4);
  }
  .card.fee h3 + dl {
    margin-top: 0;
  }
  .card.fee dl div {
    display: flex;
    justify-content: space-between;
    gap: var(--sp-4);
    padding: var(--sp-2) 0;
  }
  .card.fee dl div + div {
    border-top: 1px solid var(--sp-line);
  }
  .card.fee dd {
    margin: 0;
    white-space: nowrap;
    font-variant-numeric: tabular-nums;
    color: var(--sp-text-strong);
  }
`;
