import { LitElement, css, html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, query } from "lit/decorators.js";
import type { EChartsType } from "./charts/engine.ts";
import { axisText, coloursOf, valueText, type ChartData } from "./model/chart.ts";
import { MoneyFormat } from "./model/money.ts";
import { browserLocale } from "./model/time.ts";

/** Bars, a line, steps or a donut, in the colours of the theme; the same figures are there as a table for whoever cannot see it. */
@customElement("spaces-chart")
export class SpacesChart extends LitElement {
  static override styles = css`
    :host {
      display: block;
      position: relative;
      height: 240px;
    }
    .canvas {
      width: 100%;
      height: 100%;
    }
    table {
      position: absolute;
      width: 1px;
      height: 1px;
      overflow: hidden;
      clip-path: inset(50%);
      white-space: nowrap;
    }
  `;

  @property({ attribute: false }) data: ChartData | null = null;

  @query(".canvas") private canvas!: HTMLDivElement;

  private chart: EChartsType | null = null;
  private drawn = "";
  private readonly resized = new ResizeObserver(() => this.chart?.resize());
  private readonly themed = new MutationObserver(() => this.draw());
  private readonly dark = matchMedia("(prefers-color-scheme: dark)");

  override connectedCallback(): void {
    super.connectedCallback();
    this.resized.observe(this);
    this.themed.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
    this.dark.addEventListener("change", this.draw);
    if (this.hasUpdated) {
      void this.start();
    }
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.resized.disconnect();
    this.themed.disconnect();
    this.dark.removeEventListener("change", this.draw);
    this.chart?.dispose();
    this.chart = null;
    this.drawn = "";
  }

  protected override firstUpdated(): void {
    void this.start();
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has("data")) {
      this.draw();
    }
  }

  protected override render(): TemplateResult {
    return html`<div class="canvas" aria-hidden="true"></div>
      ${this.data ? this.table(this.data) : nothing}`;
  }

  private table(data: ChartData): TemplateResult {
    const money = this.money();
    return html`<table>
      <caption>${data.title}</caption>
      <thead>
        <tr>
          <th scope="col">${data.labelTitle ?? "What"}</th>
          ${data.series.map((series) => html`<th scope="col">${series.name}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${data.labels.map(
          (label, index) => html`<tr>
            <th scope="row">${label}</th>
            ${data.series.map((series) => html`<td>${valueText(series.values[index] ?? null, data.unit, money)}</td>`)}
          </tr>`,
        )}
      </tbody>
    </table>`;
  }

  private async start(): Promise<void> {
    const { init } = await import("./charts/engine.ts");
    if (this.isConnected && !this.chart) {
      this.chart = init(this.canvas, null, { renderer: "svg" });
      this.draw();
    }
  }

  private draw = (): void => {
    const data = this.data;
    if (!this.chart || !data) {
      return;
    }
    const theme = this.theme(data);
    const key = JSON.stringify([data, theme]);
    if (key === this.drawn) {
      return;
    }
    this.drawn = key;
    this.chart.setOption(data.kind === "donut" ? this.donut(data, theme) : this.plane(data, theme), { notMerge: true });
  };

  private donut(data: ChartData, theme: Theme): Record<string, unknown> {
    const values = data.series[0]?.values ?? [];
    return {
      ...this.common(data, theme),
      tooltip: { ...this.tooltip(theme), trigger: "item" },
      series: [
        {
          type: "pie",
          radius: ["66%", "92%"],
          padAngle: 1.5,
          itemStyle: { borderRadius: 4 },
          label: { show: false },
          emphasis: { scaleSize: 3, label: { show: false } },
          data: data.labels.map((name, index) => ({ name, value: Math.max(0, values[index] ?? 0), itemStyle: { color: theme.colours[index] } })),
        },
        {
          // nothing but the words in the middle
          type: "pie",
          radius: 0,
          silent: true,
          tooltip: { show: false },
          label: { show: Boolean(data.middle), position: "center", formatter: () => data.middle ?? "", color: theme.strong, fontSize: Math.min(16, Math.floor(200 / (data.middle?.length ?? 1))), fontWeight: 600, fontFamily: theme.font, textBorderWidth: 0 },
          data: [{ value: 1, itemStyle: { color: "transparent" } }],
        },
      ],
    };
  }

  private plane(data: ChartData, theme: Theme): Record<string, unknown> {
    const money = this.money();
    const isBar = data.kind === "bar";
    return {
      ...this.common(data, theme),
      grid: { left: 4, right: 12, top: 12, bottom: 6, containLabel: true },
      tooltip: { ...this.tooltip(theme), trigger: "axis", axisPointer: { type: isBar ? "shadow" : "line", shadowStyle: { color: theme.hover }, lineStyle: { color: theme.line } } },
      xAxis: {
        type: "category",
        data: data.labels,
        boundaryGap: isBar,
        axisTick: { show: false },
        axisLine: { lineStyle: { color: theme.line } },
        axisLabel: { color: theme.muted, fontFamily: theme.font, fontSize: 11, margin: 10, hideOverlap: true },
      },
      yAxis: {
        type: "value",
        min: data.kind === "step" ? 0 : undefined,
        splitNumber: 4,
        axisLabel: { color: theme.muted, fontFamily: theme.font, fontSize: 11, formatter: (value: number) => axisText(value, data.unit, money) },
        splitLine: { lineStyle: { color: theme.line } },
      },
      series: data.series.map((series, index) => ({
        name: series.name,
        type: isBar ? "bar" : "line",
        stack: data.stacked ? "all" : undefined,
        step: data.kind === "step" ? "end" : false,
        barMaxWidth: 34,
        barCategoryGap: "38%",
        showSymbol: !isBar && data.labels.length < 2,
        data: series.values,
        lineStyle: { width: 2.5, color: theme.colours[index] },
        areaStyle: isBar ? undefined : { color: theme.colours[index], opacity: 0.12 },
        itemStyle: { color: theme.colours[index], borderRadius: isBar ? 3 : 0 },
        emphasis: { disabled: true },
      })),
    };
  }

  private common(data: ChartData, theme: Theme): Record<string, unknown> {
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    return { animation: !still, animationDuration: 400, animationDurationUpdate: 300, textStyle: { fontFamily: theme.font }, color: theme.colours, title: undefined, aria: { enabled: false, description: data.title } };
  }

  private tooltip(theme: Theme): Record<string, unknown> {
    const money = this.money();
    return {
      confine: true,
      backgroundColor: theme.raised,
      borderColor: theme.line,
      padding: [8, 12],
      textStyle: { color: theme.text, fontFamily: theme.font, fontSize: 13 },
      valueFormatter: (value: number | null) => (this.data ? valueText(value, this.data.unit, money) : ""),
    };
  }

  private theme(data: ChartData): Theme {
    const style = getComputedStyle(this);
    return {
      colours: coloursOf(data).map((name) => this.colour(name)),
      strong: this.colour("text-strong"),
      text: this.colour("text"),
      muted: this.colour("muted"),
      line: this.colour("line"),
      hover: this.colour("hover"),
      raised: this.colour("raised"),
      font: style.fontFamily,
    };
  }

  /** What a token is in this theme, as a colour that the engine can read. */
  private colour(token: string): string {
    const probe = document.createElement("i");
    probe.style.color = `var(--sp-${token})`;
    this.renderRoot.append(probe);
    const colour = getComputedStyle(probe).color;
    probe.remove();
    return colour;
  }

  private money(): MoneyFormat {
    return new MoneyFormat(browserLocale());
  }
}

interface Theme {
  colours: string[];
  strong: string;
  text: string;
  muted: string;
  line: string;
  hover: string;
  raised: string;
  font: string;
}

declare global {
  interface HTMLElementTagNameMap {
    "spaces-chart": SpacesChart;
  }
}
