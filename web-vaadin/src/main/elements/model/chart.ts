import { MoneyFormat } from "./money.ts";

/** What a chart shows: one value per label in each series; a donut has one series. */
export interface ChartData {
  kind: "bar" | "line" | "step" | "donut";
  /** What it is about, for whoever cannot see it. */
  title: string;
  labels: string[];
  series: Series[];
  unit: Unit;
  stacked?: boolean;
  /** What the labels are, as the head of the table's first column. */
  labelTitle?: string;
  /** In the middle of a donut. */
  middle?: string;
}

export interface Series {
  name: string;
  values: (number | null)[];
  /** A colour of tokens.css without its prefix, for example `party-tenant`. */
  colour: string;
}

/** Minor units of a currency, or basis points. */
export type Unit = { currency: string } | "bps";

/** A value as people read it. */
export function valueText(value: number | null, unit: Unit, money: MoneyFormat): string {
  return value === null ? "" : unit === "bps" ? money.percent(value) : money.text(value, unit.currency);
}

/** A value on an axis: short. */
export function axisText(value: number, unit: Unit, money: MoneyFormat): string {
  return unit === "bps" ? money.percent(value) : money.short(value, unit.currency);
}

/** The colour names of a chart, one for each thing that has a colour of its own. */
export function coloursOf(data: ChartData): string[] {
  return data.kind === "donut" ? (data.series[0]?.colour ?? "").split(" ") : data.series.map((series) => series.colour);
}
