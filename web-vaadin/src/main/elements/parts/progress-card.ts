import { css, html, nothing, svg, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { doneOf, type ChecklistItem, type Progress, type Step } from "../model/progress.ts";
import { type Clock } from "../model/time.ts";
import { arrowRight, bang, check, clock as clockIcon } from "./icons.ts";
import { widgetButton, widgetProblem, type WidgetHand } from "./widget.ts";

const WORDS: Record<Step["state"], string> = {
  queued: "queued",
  running: "in progress",
  done: "done",
  failed: "failed",
  waiting: "waiting",
};

/**
 * The live card of a process: a ring for the whole, a line of steps, and what its owner has to do, with links if that is the viewer,
 * and with buttons where it is in the viewer's hand.
 */
export function progressCard(progress: Progress, clock: Clock, now: number, mine: boolean, hand: WidgetHand | null): TemplateResult {
  const { done, total } = doneOf(progress);
  const finished = total > 0 && done === total;
  return html`
    <section class="card ${finished ? "finished" : ""}" aria-label=${progress.title}>
      <header>
        ${ring(total === 0 ? 0 : done / total, finished)}
        <div class="heading">
          <h2>${progress.title}</h2>
          <p class="summary">${summaryOf(progress, done, total)}</p>
        </div>
      </header>
      <ol class="steps" role="list">
        ${repeat(
          progress.steps,
          (step) => step.name,
          (step) => stepLine(step, clock, now),
        )}
      </ol>
      ${progress.awaiting
        ? html`<p class="awaiting">
            ${clockIcon}<span
              >Waiting for <strong>${progress.awaiting}</strong>${progress.dueAt
                ? html` until <time datetime=${progress.dueAt} title=${clock.full(progress.dueAt)}>${clock.due(progress.dueAt, now)}</time>`
                : nothing}</span
            >
          </p>`
        : nothing}
      ${progress.checklist.length > 0 ? checklist(progress.checklist, clock, now, mine, hand) : nothing}
    </section>
  `;
}

function summaryOf(progress: Progress, done: number, total: number): string {
  const failed = progress.steps.find((step) => step.state === "failed");
  if (failed) {
    return `${failed.label}: stopped`;
  }
  if (total > 0 && done === total) {
    return "Everything is done";
  }
  const running = progress.steps.find((step) => step.state === "running");
  if (running) {
    return `${done} of ${total} · ${running.label}`;
  }
  const open = progress.checklist.filter((item) => !item.done).length;
  if (open > 0 && progress.steps.every((step) => step.state === "done" || step.state === "waiting")) {
    return open === 1 ? "One step left" : `${open} steps left`;
  }
  return `${done} of ${total}`;
}

function stepLine(step: Step, clock: Clock, now: number): TemplateResult {
  return html`
    <li class="step ${step.state}">
      <span class="mark" aria-hidden="true"
        >${step.state === "done" ? check : step.state === "failed" ? bang : step.state === "waiting" ? clockIcon : nothing}</span
      >
      <span class="what">
        <span class="label">${step.label}<span class="sr">, ${WORDS[step.state]}</span></span>
        ${step.note ? html`<span class="note">${step.note}</span>` : nothing}
      </span>
      ${step.at ? html`<time class="at" datetime=${step.at} title=${clock.full(step.at)}>${stampOf(step.at, clock, now)}</time>` : nothing}
    </li>
  `;
}

function checklist(items: ChecklistItem[], clock: Clock, now: number, mine: boolean, hand: WidgetHand | null): TemplateResult {
  return html`
    <div class="yours">
      <h3>Checklist</h3>
      <ul role="list">
        ${repeat(
          items,
          (item) => item.key,
          (item) => {
            const content = html`
              <span class="box" aria-hidden="true">${item.done ? check : nothing}</span>
              <span class="what"
                ><span class="label">${item.label}<span class="sr">, ${item.done ? "done" : "open"}</span></span>
                ${item.done && (item.by || item.at)
                  ? html`<span class="note">${[item.by, item.at ? stampOf(item.at, clock, now) : null].filter(Boolean).join(" · ")}</span>`
                  : !item.done && item.hint
                    ? html`<span class="note">${item.hint}</span>`
                    : nothing}</span
              >
            `;
            return html`<li class=${item.done ? "done" : "open"}>
              ${mine && item.href && !item.done
                ? html`<a href=${item.href}>${content}<span class="go">${arrowRight}</span></a>`
                : html`<span class="item">${content}</span>`}
              ${hand && item.button && !item.done
                ? widgetButton(hand, { action: item.key, label: item.button, kind: "quiet", values: {}, name: `${item.label}: ${item.button}` })
                : nothing}
            </li>`;
          },
        )}
      </ul>
      ${hand ? widgetProblem(hand) : nothing}
    </div>
  `;
}

function stampOf(at: string, clock: Clock, now: number): string {
  return clock.day(at) === clock.day(now) ? clock.seconds(at) : clock.stamp(at, now);
}

function ring(part: number, finished: boolean): TemplateResult {
  const length = 2 * Math.PI * 17;
  return html`<span class="ring" role="img" aria-label="${Math.round(part * 100)} percent done">
    <svg viewBox="0 0 40 40" aria-hidden="true">
      <circle class="track" cx="20" cy="20" r="17" />
      ${svg`<circle class="part" cx="20" cy="20" r="17" stroke-dasharray=${length} stroke-dashoffset=${length * (1 - part)} transform="rotate(-90 20 20)" />`}
      ${finished ? svg`<path class="tick" d="m13 20.500 5 5 9-10.500" />` : nothing}
    </svg>
    ${finished ? nothing : html`<span aria-hidden="true">${Math.round(part * 100)}</span>`}
  </span>`;
}

export const progressCardStyles = css`
  .card {
    max-width: 520px;
    padding: var(--sp-4);
    border: 1px solid var(--sp-line);
    border-radius: var(--sp-radius-3);
    background: var(--sp-surface-4);
    box-shadow: var(--sp-shadow-1);
    font-size: var(--sp-size-sm);
    overflow-wrap: anywhere;
  }
  .card header {
    display: flex;
    align-items: center;
    gap: var(--sp-3);
  }
  .card .ring {
    position: relative;
    display: grid;
    place-items: center;
    width: 44px;
    height: 44px;
    flex: none;
    font-size: 12px;
    font-weight: var(--sp-weight-strong);
    font-variant-numeric: tabular-nums;
    color: var(--sp-text-strong);
  }
  .card .ring svg {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
    stroke-width: 3.5;
  }
  .card .ring .track {
    stroke: var(--sp-active);
  }
  .card .ring .part {
    stroke: var(--sp-accent-ink);
    transition: stroke-dashoffset 500ms var(--sp-ease);
  }
  .card.finished .ring .part,
  .card.finished .ring .tick {
    stroke: var(--sp-success-ink);
  }
  .card .heading {
    min-width: 0;
  }
  .card h2 {
    margin: 0;
    font-size: var(--sp-size-md);
    font-weight: var(--sp-weight-strong);
    line-height: 1.3;
    color: var(--sp-text-strong);
  }
  .card .summary {
    margin: 1px 0 0;
    color: var(--sp-muted);
  }
  .card ol,
  .card ul {
    list-style: none;
    margin: 0;
    padding: 0;
  }
  .card .steps {
    margin-top: var(--sp-4);
  }
  .card .step {
    position: relative;
    display: grid;
    grid-template-columns: 20px 1fr auto;
    gap: 0 var(--sp-3);
    align-items: start;
    padding-bottom: 10px;
  }
  .card .step:last-child {
    padding-bottom: 0;
  }
  .card .step:not(:last-child)::before {
    content: "";
    position: absolute;
    left: 9px;
    top: 20px;
    bottom: 0;
    width: 2px;
    background: var(--sp-line);
  }
  .card .step.done:not(:last-child)::before {
    background: color-mix(in oklab, var(--sp-success-ink) 45%, var(--sp-surface-4));
  }
  .card .mark,
  .card .box {
    display: grid;
    place-items: center;
    width: 20px;
    height: 20px;
    border-radius: 50%;
    font-size: 12px;
    color: var(--sp-muted);
    box-shadow: inset 0 0 0 2px var(--sp-line-strong);
  }
  .card .mark svg,
  .card .box svg {
    stroke-width: 2.6;
  }
  .card .step.queued .mark {
    box-shadow: inset 0 0 0 2px var(--sp-line);
  }
  .card .step.queued .label {
    color: var(--sp-muted);
  }
  .card .step.done .mark {
    box-shadow: none;
    background: var(--sp-success-soft);
    color: var(--sp-success-ink);
  }
  .card .step.failed .mark {
    box-shadow: none;
    background: var(--sp-danger-soft);
    color: var(--sp-danger-ink);
  }
  .card .step.waiting .mark {
    box-shadow: none;
    background: var(--sp-warning-soft);
    color: var(--sp-warning-ink);
    font-size: 14px;
  }
  .card .step.running .mark {
    box-shadow: inset 0 0 0 2px var(--sp-active);
  }
  .card .step.running .mark::after {
    content: "";
    width: 20px;
    height: 20px;
    border-radius: 50%;
    border: 2px solid transparent;
    border-top-color: var(--sp-accent-ink);
    border-right-color: var(--sp-accent-ink);
    animation: turn 900ms linear infinite;
  }
  .card .step.running .label {
    color: var(--sp-text-strong);
    font-weight: var(--sp-weight-strong);
  }
  .card .what {
    display: block;
    min-width: 0;
    line-height: 20px;
  }
  .card .label {
    display: block;
  }
  .card .note {
    display: block;
    color: var(--sp-muted);
    font-size: var(--sp-size-xs);
    font-weight: var(--sp-weight);
    line-height: 1.4;
  }
  .card .failed .note {
    color: var(--sp-danger-ink);
  }
  .card .at {
    font-size: var(--sp-size-xs);
    line-height: 20px;
    color: var(--sp-muted);
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  .card .awaiting {
    display: flex;
    gap: var(--sp-2);
    margin: var(--sp-4) 0 0;
    padding: var(--sp-2) var(--sp-3);
    border-radius: var(--sp-radius-2);
    background: var(--sp-warning-soft);
    color: var(--sp-warning-ink);
  }
  .card .awaiting svg {
    font-size: 16px;
    margin-top: 1px;
  }
  .card .yours {
    margin-top: var(--sp-4);
    padding-top: var(--sp-3);
    border-top: 1px solid var(--sp-line);
  }
  .card h3 {
    margin: 0 0 var(--sp-1);
    font-size: var(--sp-size-xs);
    font-weight: var(--sp-weight-strong);
    color: var(--sp-muted);
  }
  .card .yours li {
    display: flex;
    align-items: center;
    gap: var(--sp-3);
  }
  .card .yours li > :is(a, .item) {
    flex: 1;
    min-width: 0;
    display: grid;
    grid-template-columns: 20px 1fr auto;
    gap: var(--sp-3);
    align-items: center;
    min-height: var(--sp-target);
    margin: 0 calc(-1 * var(--sp-2));
    padding: var(--sp-1) var(--sp-2);
    border-radius: var(--sp-radius-2);
    color: var(--sp-text);
    text-decoration: none;
  }
  .card .yours a {
    font-weight: var(--sp-weight-medium);
    color: var(--sp-text-strong);
    transition: background var(--sp-speed);
  }
  .card .yours a:hover {
    background: var(--sp-hover);
  }
  .card .yours .go {
    color: var(--sp-muted);
    font-size: 16px;
  }
  .card .yours .w-button {
    flex: none;
    min-width: 116px;
    padding: 0 var(--sp-3);
  }
  @media (max-width: 639px) {
    .card .yours li {
      flex-wrap: wrap;
      gap: 0;
    }
    .card .yours li > :is(a, .item) {
      flex-basis: 100%;
    }
    .card .yours .w-button {
      margin: var(--sp-1) 0 var(--sp-3) var(--sp-8);
    }
  }
  .card .yours .w-problem {
    margin-top: var(--sp-2);
  }
  .card .box {
    border-radius: 6px;
  }
  .card .yours .done .box {
    box-shadow: none;
    background: var(--sp-success-soft);
    color: var(--sp-success-ink);
  }
  .card .yours .done .label {
    color: var(--sp-muted);
  }
  @keyframes turn {
    to {
      transform: rotate(1turn);
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .card .step.running .mark::after {
      animation-duration: 6s;
    }
  }
`;
