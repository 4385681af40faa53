/** Amounts of money as one viewer reads them; the currency is always visible. */
export class MoneyFormat {
  private readonly locale: string;
  private readonly known = new Map<string, Intl.NumberFormat>();

  constructor(locale: string) {
    this.locale = locale;
  }

  /** Minor units of an ISO 4217 currency: cents of USD, whole yen, fils of KWD. */
  text(minor: number, currency: string): string {
    return this.format(currency).format(minor / 10 ** exponentOf(currency));
  }

  /** The same with a sign before what is more, too. */
  signed(minor: number, currency: string): string {
    return (minor > 0 ? "+" : "") + this.text(minor, currency);
  }

  /** Short, for the axis of a chart: $12K. */
  short(minor: number, currency: string): string {
    return new Intl.NumberFormat(this.locale, {
      style: "currency",
      currency,
      notation: "compact",
      maximumFractionDigits: 1,
    }).format(minor / 10 ** exponentOf(currency));
  }

  /** Basis points as a percentage: 762.00 are 7.62 %. */
  percent(bps: number | string): string {
    return new Intl.NumberFormat(this.locale, { style: "percent", maximumFractionDigits: 4 }).format(Number(bps) / 10_000);
  }

  private format(currency: string): Intl.NumberFormat {
    let format = this.known.get(currency);
    if (!format) {
      format = new Intl.NumberFormat(this.locale, { style: "currency", currency });
      this.known.set(currency, format);
    }
    return format;
  }
}

/** How many decimals a currency has; two for one that nobody knows. */
export function exponentOf(currency: string): number {
  try {
    return new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
  } catch {
    return 2;
  }
}
