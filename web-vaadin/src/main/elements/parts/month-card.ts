import { css, html, nothing, type TemplateResult } from "lit";
import { MoneyFormat } from "../model/money.ts";
import type { ClosedMonth, TrueUp } from "../model/month.ts";
import { shareOf } from "../model/posting.ts";
import { arrowRight } from "./icons.ts";
import { split } from "./posting-card.ts";

/** What a month's share was corrected by, for whom, and why. */
export function trueUpCard(trueUp: TrueUp, locale: string): TemplateResult {
  const money = new MoneyFormat(locale);
  const share = shareOf(trueUp.parts);
  return html`
    <div role="group" class="posting true-up" aria-label="True-up of ${nameOf(trueUp.month, locale)}">
      <header>
        <div>
          <p class="p-kind">True-up of ${nameOf(trueUp.month, locale)}</p>
          <p class="p-amount">${money.signed(share, trueUp.currency)}</p>
          <p class="p-reference">${share === 0 ? "The share stays, its parts move" : share < 0 ? "Back to the business" : "From the business"}</p>
        </div>
        <dl class="p-rate">
          <div><dt>Sale by sale</dt><dd>${money.text(trueUp.postedShare, trueUp.currency)}</dd></div>
          <div><dt>As a month</dt><dd>${money.text(trueUp.share, trueUp.currency)}</dd></div>
        </dl>
      </header>
      ${split(trueUp.parts, (minor) => money.signed(minor, trueUp.currency))}
      <details><summary>Why</summary><p>${trueUp.because}</p></details>
      ${toStatements(trueUp.href, nothing)}
    </div>
  `;
}

/** A closed month: its sales, its share, its statements. */
export function closedMonthCard(month: ClosedMonth, locale: string): TemplateResult {
  const money = new MoneyFormat(locale);
  return html`
    <div role="group" class="posting month" aria-label="${nameOf(month.month, locale)} is closed">
      ${month.totals.length === 0 ? html`<header><div><p class="p-kind">Closed</p><p class="p-amount">${nameOf(month.month, locale)}</p></div></header>` : nothing}
      ${month.totals.map(
        (total, index) => html`
          <header>
            <div>
              <p class="p-kind">${index === 0 ? `${nameOf(month.month, locale)}, closed` : total.currency}</p>
              <p class="p-amount">${money.text(total.netGross, total.currency)}</p>
              <p class="p-reference">${counted(total.payments, "sale")}${total.refunds > 0 ? `, ${counted(total.refunds, "refund")}` : ""}</p>
            </div>
            <dl class="p-rate">
              <div><dt>Share</dt><dd>${money.text(total.share, total.currency)}</dd></div>
              <div><dt>of it true-up</dt><dd>${money.signed(total.trueUp, total.currency)}</dd></div>
            </dl>
          </header>
        `,
      )}
      ${toStatements(month.href, counted(month.statements, "statement"))}
    </div>
  `;
}

function toStatements(href: string, words: string | typeof nothing): TemplateResult {
  return html`<footer><p>${words}</p><a href=${href}>Statements<span aria-hidden="true">${arrowRight}</span></a></footer>`;
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}

function nameOf(month: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { month: "long", year: "numeric", timeZone: "UTC" }).format(new Date(`${month}-01T00:00:00Z`));
}

export const monthCardStyles = css`
  .posting.month header + header {
    margin-top: var(--sp-4);
    padding-top: var(--sp-4);
    border-top: 1px solid var(--sp-line);
  }
  .posting.true-up details p {
    margin-top: 2px;
    color: var(--sp-text);
  }
`;
