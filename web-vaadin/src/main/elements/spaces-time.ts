import { LitElement, css, html, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { Clock } from "./model/time.ts";

/** A moment as the viewer reads it: `<spaces-time at="2026-11-23T09:30:00Z" mode="relative">`; modes stamp, time, date, full, relative. */
@customElement("spaces-time")
export class SpacesTime extends LitElement {
  static override styles = css`
    :host {
      font-variant-numeric: tabular-nums;
    }
  `;

  @property() at = "";
  @property() mode: "stamp" | "time" | "date" | "full" | "relative" = "stamp";
  @property() timeZone: string | null = null;
  @property() locale: string | null = null;

  private timer: ReturnType<typeof setInterval> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.timer = setInterval(() => this.requestUpdate(), 30_000);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.timer);
  }

  override render(): TemplateResult | typeof nothing {
    const now = Date.now();
    if (!this.at || Number.isNaN(Date.parse(this.at))) {
      return nothing;
    }
    const clock = new Clock(this.timeZone, this.locale);
    const text =
      this.mode === "time"
        ? clock.time(this.at)
        : this.mode === "date"
          ? clock.date(this.at, now)
          : this.mode === "full"
            ? clock.full(this.at)
            : this.mode === "relative"
              ? clock.relative(this.at, now)
              : clock.stamp(this.at, now);
    return html`<time datetime=${this.at} title=${clock.full(this.at)}>${text}</time>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "spaces-time": SpacesTime;
  }
}
