import { LitElement, css, html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { tell } from "./events.ts";
import { backoff, retryAfter } from "./model/backoff.ts";
import { progressOfProcess, type Process } from "./model/progress.ts";
import { Clock } from "./model/time.ts";
import { base } from "./parts/base.ts";
import { cloud } from "./parts/icons.ts";
import { progressCard, progressCardStyles } from "./parts/progress-card.ts";

const POLL_MILLIS = 400;
const CALM_MILLIS = 1_500;

/** A process as it runs, for a page without login: polls until the space is there, and stays calm when the server is away. */
@customElement("spaces-progress")
export class SpacesProgress extends LitElement {
  static override styles = [
    base,
    progressCardStyles,
    css`
      :host {
        display: block;
      }
      .card {
        max-width: none;
        padding: var(--sp-6);
        border-radius: var(--sp-radius-4);
        box-shadow: var(--sp-shadow-2);
      }
      .calm {
        display: flex;
        gap: var(--sp-2);
        margin: var(--sp-4) 0 0;
        padding: var(--sp-2) var(--sp-3);
        border-radius: var(--sp-radius-2);
        color: var(--sp-info-ink);
        background: var(--sp-info-soft);
      }
      .calm svg {
        margin-top: 2px;
        font-size: 16px;
      }
    `,
  ];

  /** Id of the process. */
  @property() process = "";
  @property({ attribute: "status-token" }) statusToken = "";
  @property() api = "/api/v1";
  /** Heading of the card. */
  @property() heading = "Building your space";
  @property({ attribute: "time-zone" }) timeZone = "";

  @state() private current: Process | null = null;
  @state() private trouble: "away" | "lost" | null = null;
  @state() private spoken = "";

  private clock = new Clock();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private attempt = 0;
  private queuedSince = 0;
  private finished = false;

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.hasUpdated) {
      this.begin();
    }
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.timer);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("timeZone")) {
      this.clock = new Clock(this.timeZone);
    }
    if (changed.has("process") || changed.has("statusToken")) {
      this.current = null;
      this.begin();
    }
  }

  protected override render(): TemplateResult {
    const progress = this.current
      ? progressOfProcess(this.current, this.heading)
      : { title: this.heading, steps: [], awaiting: null, dueAt: null, checklist: [] };
    return html`${progressCard(progress, this.clock, Date.now(), this.note())}
      <div class="sr" role="status">${this.spoken}</div>`;
  }

  private note(): TemplateResult | typeof nothing {
    const text = this.noteText();
    return text ? html`<p class="calm">${cloud}<span>${text}</span></p>` : nothing;
  }

  private noteText(): string | null {
    if (this.trouble === "lost") {
      return "This progress is no longer available here. Log in to see your space.";
    }
    if (this.current?.state === "failed") {
      return this.current.steps.find((step) => step.failure)?.failure ?? "The setup stopped. Nothing was left half-built; you can sign up again.";
    }
    if (this.current?.state === "cancelled") {
      return "The setup was cancelled.";
    }
    if (this.trouble === "away") {
      return "The server is busy for a moment. Your request is safe; this page goes on by itself.";
    }
    if (this.current?.state === "queued" && Date.now() - this.queuedSince > CALM_MILLIS) {
      return "Queued: the workflow engine is away, your request is safe. It starts by itself when the engine is back.";
    }
    return null;
  }

  private begin(): void {
    clearTimeout(this.timer);
    this.finished = false;
    this.attempt = 0;
    this.trouble = null;
    this.queuedSince = Date.now();
    if (this.process) {
      void this.poll();
    }
  }

  private async poll(): Promise<void> {
    const { process } = this;
    let wait = POLL_MILLIS;
    try {
      const response = await fetch(`${this.api.replace(/\/$/, "")}/processes/${encodeURIComponent(process)}`, {
        headers: { Accept: "application/json", ...(this.statusToken ? { Authorization: `Bearer ${this.statusToken}` } : {}) },
        cache: "no-store",
        signal: AbortSignal.timeout(10_000),
      });
      if (process !== this.process || !this.isConnected) {
        return;
      }
      if (response.ok) {
        this.attempt = 0;
        this.trouble = null;
        this.show((await response.json()) as Process);
      } else if ([401, 403, 404, 410].includes(response.status)) {
        this.trouble = "lost";
        this.finished = true;
      } else {
        this.trouble = "away";
        wait = retryAfter(response.headers.get("Retry-After"), Date.now()) ?? backoff(this.attempt++);
      }
    } catch {
      this.trouble = "away";
      wait = backoff(this.attempt++);
    }
    if (!this.finished && this.isConnected && process === this.process) {
      this.timer = setTimeout(() => void this.poll(), wait);
    }
  }

  private show(process: Process): void {
    if (process.state !== "queued") {
      this.queuedSince = Date.now();
    }
    const before = this.current?.steps.filter((step) => step.state === "done").length ?? 0;
    const done = process.steps.filter((step) => step.state === "done").length;
    if (done > before) {
      this.spoken = `${done} of ${process.steps.length} steps done`;
    }
    this.current = process;
    if (process.spaceSlug) {
      this.finished = true;
      this.spoken = "Your space is ready";
      tell(this, "ready", { spaceSlug: process.spaceSlug });
    } else if (["failed", "cancelled"].includes(process.state)) {
      this.finished = true;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "spaces-progress": SpacesProgress;
  }
}
