import { css, html, nothing, type TemplateResult } from "lit";
import { MoneyFormat } from "../model/money.ts";
import { PARTIES, PARTY_NAMES, shareOf, type Parts, type Posting, type Postings } from "../model/posting.ts";
import { arrowRight } from "./icons.ts";

/** A payment or refund and who got what of it. */
export function postingCard(posting: Posting, locale: string): TemplateResult {
  const money = new MoneyFormat(locale);
  const refund = posting.kind === "refund";
  const amount = money.text(refund ? -posting.amount : posting.amount, posting.currency);
  const share = shareOf(posting.parts);
  return html`
    <div role="group" class="posting ${posting.kind}" aria-label="${refund ? "Refund" : "Sale"} of ${money.text(posting.amount, posting.currency)}">
      <header>
        <div>
          <p class="p-kind">${refund ? "Refund" : "Sale"}</p>
          <p class="p-amount">${amount}</p>
          ${posting.reference ? html`<p class="p-reference">${posting.reference}</p>` : nothing}
        </div>
        <dl class="p-rate">
          <div><dt>Share</dt><dd>${money.text(share, posting.currency)}</dd></div>
          <div><dt>Rate</dt><dd>${money.percent(posting.effectiveBps)}</dd></div>
        </dl>
      </header>
      ${split(posting.parts, (minor) => money.text(minor, posting.currency))}
      <footer>
        <p>${heldBy(posting, money)}</p>
        <a href=${posting.href}>Why this cent<span aria-hidden="true">${arrowRight}</span></a>
      </footer>
    </div>
  `;
}

/** Many postings in one card: their sums, and the first ones singly. */
export function postingsCard(postings: Postings, locale: string): TemplateResult {
  const money = new MoneyFormat(locale);
  const more = postings.count - postings.items.length;
  return html`
    <div role="group" class="posting many" aria-label="${postings.count} postings">
      ${postings.sums.map(
        (sum) => html`
          <header>
            <div>
              <p class="p-kind">${sum.count === 1 ? "1 posting" : `${sum.count} postings`}</p>
              <p class="p-amount">${money.text(sum.amount, sum.currency)}</p>
              ${sum.refunded > 0 ? html`<p class="p-reference">less ${money.text(sum.refunded, sum.currency)} refunded</p>` : nothing}
            </div>
            <dl class="p-rate">
              <div><dt>Share</dt><dd>${money.text(shareOf(sum.parts), sum.currency)}</dd></div>
            </dl>
          </header>
          ${split(sum.parts, (minor) => money.text(minor, sum.currency))}
        `,
      )}
      <details>
        <summary>${postings.items.length === 1 ? "The one" : `The ${more > 0 ? "first " : ""}${postings.items.length}`} singly</summary>
        <ul role="list">
          ${postings.items.map(
            (item) => html`<li class=${item.kind}>
              <a href=${item.href}>
                <span class="p-what">${item.reference ?? (item.kind === "refund" ? "Refund" : "Sale")}</span>
                <span class="p-sum">${money.text(item.kind === "refund" ? -item.amount : item.amount, item.currency)}</span>
              </a>
            </li>`,
          )}
        </ul>
      </details>
      <footer>
        <p>${more > 0 ? `${more} more are on the revenue page` : nothing}</p>
        <a href=${postings.href}>Revenue<span aria-hidden="true">${arrowRight}</span></a>
      </footer>
    </div>
  `;
}

/** Letters of an amount beside which another party has no room. */
const LONG = 14;

/** Parts as a bar and its legend. */
export function split(parts: Parts, amount: (minor: number) => string): TemplateResult {
  const shown = PARTIES.filter((party) => parts[party] !== 0);
  return html`
    <div class="p-bar" aria-hidden="true">
      ${shown.map((party) => html`<i class=${party} .style=${`flex-grow: ${Math.abs(parts[party])}`}></i>`)}
    </div>
    <ul class="p-legend ${shown.some((party) => amount(parts[party]).length > LONG) ? "long" : ""}" role="list">
      ${shown.map(
        (party) => html`<li class=${party}>
          <span class="p-party">${PARTY_NAMES[party]}</span><span class="p-sum">${amount(parts[party])}</span>
        </li>`,
      )}
    </ul>
  `;
}

function heldBy(posting: Posting, money: MoneyFormat): string {
  const passed = [
    posting.tax > 0 ? `${money.text(posting.tax, posting.currency)} tax` : "",
    posting.shipping > 0 ? `${money.text(posting.shipping, posting.currency)} shipping` : "",
  ].filter(Boolean);
  return (
    (posting.heldBy === "tenant" ? "Held by the business, which owes the share." : "Held by the platform.") +
    (passed.length > 0 ? ` Not shared: ${passed.join(", ")}.` : "")
  );
}

export const postingCardStyles = css`
  .posting {
    max-width: 520px;
    padding: var(--sp-4);
    border: 1px solid var(--sp-line);
    border-radius: var(--sp-radius-3);
    background: var(--sp-surface-4);
    box-shadow: var(--sp-shadow-1);
    font-size: var(--sp-size-sm);
    overflow-wrap: anywhere;
  }
  .posting p,
  .posting dl,
  .posting dd,
  .posting ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .posting header {
    display: flex;
    justify-content: space-between;
    align-items: flex-start;
    flex-wrap: wrap;
    gap: var(--sp-2) var(--sp-4);
  }
  .posting .p-legend + header {
    margin-top: var(--sp-4);
    padding-top: var(--sp-4);
    border-top: 1px solid var(--sp-line);
  }
  .posting .p-kind,
  .posting dt {
    font-size: var(--sp-size-xs);
    color: var(--sp-muted);
  }
  .posting .p-amount {
    font-size: var(--sp-size-xl);
    font-weight: var(--sp-weight-strong);
    line-height: 1.25;
    letter-spacing: -0.015em;
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
    color: var(--sp-text-strong);
  }
  .posting.refund .p-amount {
    color: var(--sp-muted);
  }
  .posting .p-reference {
    margin-top: 1px;
    color: var(--sp-text);
  }
  .posting .p-rate {
    display: flex;
    gap: var(--sp-4);
    text-align: right;
    white-space: nowrap;
  }
  .posting dd {
    font-weight: var(--sp-weight-medium);
    font-variant-numeric: tabular-nums;
    color: var(--sp-text-strong);
  }
  .posting .p-bar {
    display: flex;
    gap: 2px;
    height: 8px;
    margin-top: var(--sp-3);
  }
  .posting .p-bar i {
    flex: 0 1 0;
    min-width: 5px;
    border-radius: 2px;
    background: var(--part);
  }
  .posting .p-bar i:first-child {
    border-start-start-radius: 4px;
    border-end-start-radius: 4px;
  }
  .posting .p-bar i:last-child {
    border-start-end-radius: 4px;
    border-end-end-radius: 4px;
  }
  .posting.refund .p-bar {
    opacity: 0.55;
  }
  .posting .p-legend {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(200px, 1fr));
    gap: 2px var(--sp-6);
    margin-top: 10px;
  }
  .posting .p-legend.long {
    grid-template-columns: 1fr;
  }
  .posting .p-legend li {
    display: grid;
    grid-template-columns: 8px 1fr auto;
    align-items: center;
    gap: var(--sp-2);
    min-height: 22px;
  }
  .posting .p-legend li::before {
    content: "";
    width: 8px;
    height: 8px;
    border-radius: 2.5px;
    background: var(--part);
  }
  .posting .p-party {
    color: var(--sp-muted);
  }
  .posting .p-sum {
    font-variant-numeric: tabular-nums;
    color: var(--sp-text-strong);
    white-space: nowrap;
  }
  .posting.refund .p-sum,
  .posting li.refund .p-sum {
    color: var(--sp-muted);
  }
  .posting .tenant {
    --part: var(--sp-party-tenant);
  }
  .posting .referrer {
    --part: var(--sp-party-referrer);
  }
  .posting .platform {
    --part: var(--sp-party-platform);
  }
  .posting .human {
    --part: var(--sp-party-human);
  }
  .posting .ai {
    --part: var(--sp-party-ai);
  }
  .posting .justice {
    --part: var(--sp-party-justice);
  }
  .posting footer {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    align-items: center;
    gap: 2px var(--sp-4);
    margin-top: var(--sp-3);
    padding-top: 10px;
    border-top: 1px solid var(--sp-line);
    color: var(--sp-muted);
    font-size: var(--sp-size-xs);
  }
  .posting footer a {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    min-height: 24px;
    margin-inline-start: auto;
    font-size: var(--sp-size-sm);
    font-weight: var(--sp-weight-medium);
  }
  .posting details {
    margin-top: var(--sp-3);
  }
  .posting summary {
    display: inline-block;
    padding-block: 3px;
    color: var(--sp-link);
    font-weight: var(--sp-weight-medium);
    cursor: pointer;
  }
  .posting details a {
    display: flex;
    justify-content: space-between;
    gap: var(--sp-4);
    margin-inline: calc(-1 * var(--sp-2));
    padding: 4px var(--sp-2);
    border-radius: var(--sp-radius-2);
    color: var(--sp-text);
  }
  .posting details a:hover {
    background: var(--sp-hover);
    text-decoration: none;
  }
  @media (pointer: coarse) {
    .posting footer a,
    .posting summary,
    .posting details a {
      min-height: 44px;
      align-items: center;
    }
    .posting summary {
      line-height: 38px;
    }
  }
`;
