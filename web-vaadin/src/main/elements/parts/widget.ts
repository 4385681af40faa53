import { css, html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { repeat } from "lit/directives/repeat.js";
import type { Block } from "../model/message.ts";
import { fieldPath, focusKey, type WidgetState } from "../model/widget.ts";
import { check, clock, cross, lock, warning } from "./icons.ts";

/** A block in the hands of one viewer: its state, and what can be done with it. */
export interface WidgetHand {
  readonly message: string;
  readonly block: Block;
  readonly state: WidgetState;
  press: (action: string, values: Record<string, unknown>) => void;
  ask: (action: string | null) => void;
  keep: (field: string, value: string) => void;
}

export interface WidgetButton {
  action: string;
  label: string;
  kind: "primary" | "danger" | "quiet";
  /** Asked before the press; the label says what is done then. */
  confirm?: { question: string; label: string };
  /** What is sent; all values of the form when absent. */
  values?: Record<string, unknown>;
  /** Said by screen readers instead of the label, where the label alone says too little. */
  name?: string;
}

export interface WidgetField {
  name: string;
  label: string;
  hint?: string;
  /** What it holds while the viewer has not changed it. */
  value?: string;
}

/** A row of buttons; while one is asked about, its question stands in their place. */
export function widgetButtons(hand: WidgetHand, buttons: readonly WidgetButton[]): TemplateResult {
  const asked = buttons.find((button) => button.action === hand.state.asking && button.confirm);
  return asked ? question(hand, asked) : html`<div class="w-buttons">${buttons.map((button) => widgetButton(hand, button))}</div>`;
}

export function widgetButton(hand: WidgetHand, button: WidgetButton): TemplateResult {
  return pressButton(hand, button, button.action, () => (button.confirm ? hand.ask(button.action) : press(hand, button)));
}

function question(hand: WidgetHand, button: WidgetButton): TemplateResult {
  const id = idOf(hand, "question");
  return html`<div
    class="w-question"
    role="group"
    aria-labelledby=${id}
    @keydown=${(event: KeyboardEvent) => {
      if (event.key === "Escape") {
        event.preventDefault();
        event.stopPropagation();
        hand.ask(null);
      }
    }}
  >
    <p id=${id}>${button.confirm?.question}</p>
    <div class="w-buttons">
      ${pressButton(hand, { ...button, label: button.confirm?.label ?? button.label }, "confirm", () => press(hand, button), id)}
      <button type="button" class="w-button quiet" @click=${() => hand.ask(null)}>Cancel</button>
    </div>
  </div>`;
}

/** Never disabled: the focus would be lost, and a screen reader could not say what is going on. */
function pressButton(hand: WidgetHand, button: WidgetButton, part: string, run: () => void, describedBy?: string): TemplateResult {
  const { pending } = hand.state;
  const busy = pending === button.action;
  return html`<button
    type="button"
    class="w-button ${button.kind} ${busy ? "busy" : ""}"
    data-focus=${focusKey(hand.message, hand.block, part)}
    aria-disabled=${pending === null ? nothing : "true"}
    aria-busy=${busy ? "true" : nothing}
    aria-label=${button.name ?? nothing}
    aria-describedby=${describedBy ?? nothing}
    @click=${() => pending === null && run()}
  >
    <span class="w-label">${button.label}</span>${busy ? html`<span class="w-wait" aria-hidden="true"></span><span class="sr">, on its way</span>` : nothing}
  </button>`;
}

function press(hand: WidgetHand, button: WidgetButton): void {
  hand.press(button.action, button.values ?? { ...hand.state.values });
}

export function widgetText(hand: WidgetHand, field: WidgetField & { rows?: number; max?: number }): TemplateResult {
  const max = field.max ?? 1000;
  return labelled(
    hand,
    field,
    (described) =>
      field.rows
        ? html`<textarea
            id=${idOf(hand, field.name)}
            rows=${field.rows}
            maxlength=${max}
            aria-describedby=${described}
            aria-invalid=${isWrong(hand, field) ? "true" : nothing}
            .value=${live(valueOf(hand, field))}
            @input=${(event: InputEvent) => hand.keep(field.name, (event.target as HTMLTextAreaElement).value)}
          ></textarea>`
        : input(hand, field, described, "text", max),
  );
}

/** A number as people write it; its meaning, and whether it is one, is for the server to say. */
export function widgetNumber(hand: WidgetHand, field: WidgetField & { unit?: string }): TemplateResult {
  return labelled(
    hand,
    field,
    (described) => html`<span class="w-unit">${input(hand, field, described, "decimal", 20)}${field.unit ? html`<span aria-hidden="true">${field.unit}</span>` : nothing}</span>`,
  );
}

/** A day, in the browser's own field; whether it may be chosen is for the server to say. */
export function widgetDate(hand: WidgetHand, field: WidgetField & { min?: string }): TemplateResult {
  return labelled(
    hand,
    field,
    (described) => html`<input
      id=${idOf(hand, field.name)}
      type="date"
      min=${field.min ?? nothing}
      max="9999-12-31"
      aria-describedby=${described}
      aria-invalid=${isWrong(hand, field) ? "true" : nothing}
      .value=${live(valueOf(hand, field))}
      @input=${(event: InputEvent) => hand.keep(field.name, (event.target as HTMLInputElement).value)}
    />`,
  );
}

export function widgetSelect(hand: WidgetHand, field: WidgetField & { options: readonly { value: string; label: string }[] }): TemplateResult {
  const value = valueOf(hand, field);
  return labelled(
    hand,
    field,
    (described) => html`<select
      id=${idOf(hand, field.name)}
      aria-describedby=${described}
      aria-invalid=${isWrong(hand, field) ? "true" : nothing}
      @change=${(event: Event) => hand.keep(field.name, (event.target as HTMLSelectElement).value)}
    >
      ${repeat(
        field.options,
        (option) => option.value,
        (option) => html`<option value=${option.value} ?selected=${option.value === value}>${option.label}</option>`,
      )}
    </select>`,
  );
}

function input(hand: WidgetHand, field: WidgetField, described: string | typeof nothing, mode: "text" | "decimal", max: number): TemplateResult {
  return html`<input
    id=${idOf(hand, field.name)}
    type="text"
    inputmode=${mode}
    maxlength=${max}
    autocomplete="off"
    aria-describedby=${described}
    aria-invalid=${isWrong(hand, field) ? "true" : nothing}
    .value=${live(valueOf(hand, field))}
    @input=${(event: InputEvent) => hand.keep(field.name, (event.target as HTMLInputElement).value)}
  />`;
}

function labelled(hand: WidgetHand, field: WidgetField, control: (described: string | typeof nothing) => TemplateResult): TemplateResult {
  const id = idOf(hand, field.name);
  const wrong = isWrong(hand, field);
  const described = [field.hint ? `${id}-hint` : "", wrong ? `${id}-wrong` : ""].filter(Boolean).join(" ");
  return html`<div class="w-field ${wrong ? "wrong" : ""}">
    <label for=${id}>${field.label}</label>
    ${control(described || nothing)}
    ${field.hint ? html`<span class="w-hint" id="${id}-hint">${field.hint}</span>` : nothing}
    ${wrong ? html`<span class="w-problem" id="${id}-wrong" role="alert">${warning}<span>${hand.state.problem?.text}</span></span>` : nothing}
  </div>`;
}

/** Why the last press was not carried out, unless one of the fields given says it already. */
export function widgetProblem(hand: WidgetHand, fields: readonly string[] = []): TemplateResult | typeof nothing {
  const { problem } = hand.state;
  return problem && !fields.some((field) => problem.field === fieldPath(field))
    ? html`<p class="w-problem" role="alert">${warning}<span>${problem.text}</span></p>`
    : nothing;
}

/** What became of a widget, or why it cannot be pressed: decided for it, against it, over, or not for this viewer. */
export function widgetOutcome(kind: "done" | "refused" | "expired" | "locked", words: TemplateResult | string): TemplateResult {
  const icon = { done: check, refused: cross, expired: clock, locked: lock }[kind];
  return html`<p class="w-outcome ${kind}" tabindex="-1">${icon}<span>${words}</span></p>`;
}

function valueOf(hand: WidgetHand, field: WidgetField): string {
  return hand.state.values[field.name] ?? field.value ?? "";
}

function isWrong(hand: WidgetHand, field: WidgetField): boolean {
  return hand.state.problem?.field === fieldPath(field.name);
}

function idOf(hand: WidgetHand, part: string): string {
  return `w-${focusKey(hand.message, hand.block, part).replace(/[^\w-]/g, "-")}`;
}

export const widgetStyles = css`
  .w-body {
    display: grid;
    gap: var(--sp-3);
    margin-top: var(--sp-4);
  }
  .w-buttons {
    display: flex;
    flex-wrap: wrap;
    gap: var(--sp-2);
  }
  .w-button {
    position: relative;
    display: inline-flex;
    align-items: center;
    justify-content: center;
    min-height: 36px;
    padding: 0 var(--sp-4);
    border-radius: var(--sp-radius-2);
    font-size: var(--sp-size-sm);
    font-weight: var(--sp-weight-strong);
    line-height: 1.25;
    user-select: none;
    transition: background var(--sp-speed);
  }
  .w-button.primary {
    color: var(--sp-accent-text);
    background: var(--sp-accent);
  }
  .w-button.primary:hover:not([aria-disabled]) {
    background: var(--sp-accent-hover);
  }
  .w-button.danger {
    color: var(--sp-danger-ink);
    background: var(--sp-danger-soft);
  }
  .w-button.danger:hover:not([aria-disabled]) {
    color: var(--sp-danger-text);
    background: var(--sp-danger);
  }
  .w-button.quiet {
    color: var(--sp-text-strong);
    background: var(--sp-active);
  }
  .w-button.quiet:hover:not([aria-disabled]) {
    background: color-mix(in oklab, var(--sp-text) 16%, transparent);
  }
  .w-button[aria-disabled] {
    cursor: default;
  }
  .w-button[aria-disabled]:not(.busy) {
    opacity: 0.55;
  }
  .w-button.busy .w-label {
    opacity: 0;
  }
  .w-wait {
    position: absolute;
    width: 16px;
    height: 16px;
    border: 2px solid currentColor;
    border-right-color: transparent;
    border-radius: 50%;
    animation: turn 900ms linear infinite;
  }
  .w-question {
    padding: var(--sp-3);
    border-radius: var(--sp-radius-2);
    background: var(--sp-hover);
  }
  .w-question p {
    margin: 0 0 var(--sp-3);
    color: var(--sp-text-strong);
  }
  .w-question .danger {
    color: var(--sp-danger-text);
    background: var(--sp-danger);
  }
  .w-field {
    display: grid;
    gap: var(--sp-1);
    min-width: 0;
  }
  .w-field label {
    font-size: var(--sp-size-xs);
    font-weight: var(--sp-weight-strong);
    color: var(--sp-text);
  }
  .w-field :is(input, select, textarea) {
    width: 100%;
    min-height: 36px;
    padding: 6px 10px;
    border: 1px solid var(--sp-line-strong);
    border-radius: var(--sp-radius-2);
    font: inherit;
    line-height: 1.4;
    color: var(--sp-text-strong);
    background: var(--sp-surface-3);
    user-select: text;
    -webkit-user-select: text;
  }
  .w-field textarea {
    resize: vertical;
  }
  .w-field.wrong :is(input, select, textarea) {
    border-color: var(--sp-danger-ink);
  }
  .w-unit {
    display: flex;
    align-items: center;
    gap: var(--sp-2);
    color: var(--sp-muted);
    white-space: nowrap;
  }
  .w-hint {
    font-size: var(--sp-size-xs);
    color: var(--sp-muted);
  }
  .w-problem,
  .w-outcome {
    display: flex;
    gap: var(--sp-2);
    margin: 0;
    line-height: 20px;
  }
  .w-problem svg,
  .w-outcome svg {
    margin-top: 2px;
    font-size: 16px;
  }
  .w-problem {
    color: var(--sp-danger-ink);
  }
  .w-outcome {
    padding: var(--sp-2) var(--sp-3);
    border-radius: var(--sp-radius-2);
    color: var(--sp-muted);
    background: var(--sp-hover);
  }
  .w-outcome.done {
    color: var(--sp-success-ink);
    background: var(--sp-success-soft);
  }
  .w-outcome.refused {
    color: var(--sp-danger-ink);
    background: var(--sp-danger-soft);
  }
  .w-outcome.expired {
    color: var(--sp-warning-ink);
    background: var(--sp-warning-soft);
  }
  @media (max-width: 639px), (pointer: coarse) {
    .w-button,
    .w-field :is(input, select, textarea) {
      min-height: 44px;
    }
    .w-field :is(input, select, textarea) {
      /* smaller text makes a phone zoom into the field */
      font-size: 16px;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .w-wait {
      animation-duration: 6s;
    }
  }
  @keyframes turn {
    to {
      transform: rotate(1turn);
    }
  }
`;
