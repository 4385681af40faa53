import type { Block } from "./message.ts";

export type StepState = "queued" | "running" | "done" | "failed" | "waiting";

export interface Step {
  name: string;
  label: string;
  state: StepState;
  at: string | null;
  note: string | null;
}

export interface ChecklistItem {
  key: string;
  label: string;
  done: boolean;
  hint: string | null;
  href: string | null;
  at: string | null;
  by: string | null;
  /** What its button says, when it can be done right in the card. */
  button: string | null;
}

/** A process as its card shows it. */
export interface Progress {
  title: string;
  steps: Step[];
  awaiting: string | null;
  dueAt: string | null;
  /** Id of the person whose checklist it is; for others it is only shown. */
  owner: string | null;
  checklist: ChecklistItem[];
}

const STATES: readonly string[] = ["queued", "running", "done", "failed", "waiting"];

/** Reads the block `onboarding-progress`, versions 1 and 2; null when it is not what it says it is. */
export function progressOfBlock(block: Block): Progress | null {
  const source = (isRecord(block.data) ? block.data : block) as Record<string, unknown>;
  if (!Array.isArray(source.steps)) {
    return null;
  }
  const name = text(source.title) ?? "your space";
  return {
    title: source.state === "done" ? `${name} is set up` : `Setting up ${name}`,
    steps: source.steps.filter(isRecord).map((step) => {
      const name = text(step.name) ?? "";
      return {
        name,
        label: text(step.label) ?? labelOf(name),
        state: stateOf(step.state),
        at: text(step.at),
        note: text(step.note),
      };
    }),
    awaiting: text(source.awaiting),
    dueAt: text(source.dueAt),
    owner: text(source.owner),
    checklist: (Array.isArray(source.checklist) ? source.checklist : []).filter(isRecord).map((item) => ({
      key: text(item.key) ?? "",
      label: text(item.label) ?? labelOf(text(item.key) ?? ""),
      done: item.done === true,
      hint: text(item.hint),
      href: localHref(text(item.href)),
      at: text(item.at),
      by: text(item.by),
      button: text(item.button),
    })),
  };
}

function labelOf(name: string): string {
  return (name.charAt(0).toUpperCase() + name.slice(1)).replace(/[-_]/g, " ");
}

export function doneOf(progress: Progress): { done: number; total: number } {
  const done =
    progress.steps.filter((step) => step.state === "done").length + progress.checklist.filter((item) => item.done).length;
  return { done, total: progress.steps.length + progress.checklist.length };
}

/** A link of a block may lead into the product only, never elsewhere. */
export function localHref(href: string | null): string | null {
  return href && /^\/(?![/\\])/.test(href) ? href : null;
}

function stateOf(value: unknown): StepState {
  return STATES.includes(String(value)) ? (value as StepState) : "queued";
}

function text(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
