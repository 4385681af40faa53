import { css, html, nothing, type TemplateResult } from "lit";
import type { Fee } from "../model/fee.ts";
import { MoneyFormat } from "../model/money.ts";
import type { Clock } from "../model/time.ts";
import { widgetButtons, widgetOutcome, widgetProblem, type WidgetHand } from "./widget.ts";

/** The card of the setup fee: who pays what, the button of who may record it, and later how it was divided. */
export function feeCard(fee: Fee, clock: Clock, now: number, me: string, hand: WidgetHand | null): TemplateResult {
  const money = new MoneyFormat(clock.locale);
  const amount = (minor: number): string => money.text(minor, fee.currency);
  return html`
    <section class="card fee" aria-label="Setup fee">
      <header>
        <div class="heading">
          <h2>Setup fee</h2>
          <p class="summary">Once, for building this space</p>
        </div>
        <strong class="fee-amount">${amount(fee.feeMinor)}</strong>
      </header>
      <dl>
        <div><dt>${fee.business} ${fee.received ? "paid" : "pays"}</dt><dd>${amount(fee.payableMinor)}</dd></div>
        ${fee.subsidyPercent > 0
          ? html`<div><dt>The Justice Fund ${fee.received ? "gave" : `offers, up to ${fee.subsidyPercent} %`}</dt><dd>${amount(fee.subsidyMinor)}</dd></div>`
          : nothing}
      </dl>
      ${fee.received && fee.parts.length > 0
        ? html`<h3>Divided</h3>
            <dl>${fee.parts.map((part) => html`<div><dt>${part.label}</dt><dd>${amount(part.minor)}</dd></div>`)}</dl>`
        : nothing}
      <div class="w-body">${fee.received ? received(fee, clock, now) : toRecord(fee, me, hand, amount)}</div>
    </section>
  `;
}

function received(fee: Fee, clock: Clock, now: number): TemplateResult {
  return widgetOutcome("done", html`Recorded${fee.by ? html` by ${fee.by}` : nothing}${fee.at ? html`, <time datetime=${fee.at} title=${clock.full(fee.at)}>${clock.stamp(fee.at, now)}</time>` : nothing}`);
}

function toRecord(fee: Fee, me: string, hand: WidgetHand | null, amount: (minor: number) => string): TemplateResult {
  if (hand === null || !fee.owners.includes(me)) {
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
