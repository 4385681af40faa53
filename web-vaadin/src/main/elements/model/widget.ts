import { asApiError } from "./api.ts";
import type { Block, Message } from "./message.ts";

/** What a viewer has done with a widget so far, beside what the server says about it. */
export interface WidgetState {
  /** The action that is on its way. */
  readonly pending: string | null;
  /** The action that waits for its confirmation. */
  readonly asking: string | null;
  /** Why the last press was not carried out, and at which field of the form, if at one. */
  readonly problem: { readonly text: string; readonly field: string | null } | null;
  readonly values: Readonly<Record<string, string>>;
}

export interface WidgetsOptions {
  press: (message: string, block: string, body: PressBody) => Promise<Message>;
  /** The message as it is after a press. */
  pressed: (message: Message) => void;
  /** A press came too late: what is drawn may be old. */
  late: (message: string) => void;
  /** Something to draw has changed. */
  changed: () => void;
}

export interface PressBody {
  action: string;
  revision: number;
  values: Record<string, unknown>;
}

const IDLE: WidgetState = { pending: null, asking: null, problem: null, values: {} };

/** The widgets of one channel as one viewer has them in hand. */
export class Widgets {
  private readonly states = new Map<string, Map<string, WidgetState>>();
  private readonly options: WidgetsOptions;
  private focus: string | null = null;

  constructor(options: WidgetsOptions) {
    this.options = options;
  }

  /** What was done with the widgets of a message; another object after every change. */
  of(message: string): unknown {
    return this.states.get(message);
  }

  state(message: string, block: Block): WidgetState {
    return this.states.get(message)?.get(idOf(block)) ?? IDLE;
  }

  /** Asks the viewer once more before an action is pressed; null takes the question back. */
  ask(message: string, block: Block, action: string | null): void {
    const before = this.state(message, block).asking;
    this.focus = action === null ? (before && focusKey(message, block, before)) : focusKey(message, block, "confirm");
    this.change(message, block, { asking: action, problem: null });
  }

  /** Keeps what the viewer has put into a field. */
  keep(message: string, block: Block, field: string, value: string): void {
    const { values, problem } = this.state(message, block);
    const mended = problem?.field === fieldPath(field);
    this.change(message, block, { values: { ...values, [field]: value }, problem: mended ? null : problem });
  }

  /** Presses a button; what goes wrong is kept as words for the widget. */
  async press(message: string, block: Block, action: string, values: Record<string, unknown>): Promise<void> {
    const id = idOf(block);
    if (id === "" || this.state(message, block).pending !== null) {
      return;
    }
    if (this.state(message, block).asking !== null) {
      this.focus = focusKey(message, block, action);
    }
    this.change(message, block, { pending: action, asking: null, problem: null });
    try {
      const after = await this.options.press(message, id, { action, revision: revisionOf(block), values });
      this.options.pressed(after);
      this.forget(message, block);
    } catch (error) {
      const problem = asApiError(error);
      const text = problem.passing ? `${problem.message} Press again; it counts once.` : problem.message;
      this.change(message, block, { pending: null, problem: { text, field: problem.field } });
      if (problem.status === 404 || problem.status === 409 || problem.status === 410) {
        this.options.late(message);
      }
    }
  }

  /** Where the focus is to go after the next drawing, once. */
  takeFocus(): string | null {
    const wanted = this.focus;
    this.focus = null;
    return wanted;
  }

  private forget(message: string, block: Block): void {
    const others = new Map(this.states.get(message));
    others.delete(idOf(block));
    if (others.size > 0) {
      this.states.set(message, others);
    } else {
      this.states.delete(message);
    }
    this.options.changed();
  }

  private change(message: string, block: Block, change: Partial<WidgetState>): void {
    const states = new Map(this.states.get(message));
    states.set(idOf(block), { ...this.state(message, block), ...change });
    this.states.set(message, states);
    this.options.changed();
  }
}

/** The name under which a problem speaks of a field of the form. */
export function fieldPath(field: string): string {
  return `values.${field}`;
}

/** Names a part of a widget so that it can be found again after a redraw. */
export function focusKey(message: string, block: Block, part: string): string {
  return `${message}/${idOf(block)}/${part}`;
}

/** Whether a block can be pressed at all: older versions of a type were only shown. */
export function isPressable(block: Block): boolean {
  return idOf(block) !== "" && typeof block.revision === "number";
}

function idOf(block: Block): string {
  return typeof block.id === "string" ? block.id : "";
}

function revisionOf(block: Block): number {
  return typeof block.revision === "number" ? block.revision : 0;
}
