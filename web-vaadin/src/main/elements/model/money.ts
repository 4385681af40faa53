/**
 * The currencies whose minor unit is not a hundredth, those of the past too, as the ledger counts them. A browser does not know
 * this: its own decimals say how sums are usually written, which for some currencies is without their minor units.
 */
const OTHER_DECIMALS = {
  0: "ADP BEF BIF BYB BYR CLP DJF ESP GNF GRD ISK ITL JPY KMF KRW LUF MGF PTE PYG ROL RWF TPE TRL UGX UYI VND VUV XAF XOF XPF",
  3: "BHD IQD JOD KWD LYD OMR TND",
  4: "CLF",
};

const EXPONENTS = new Map(
  Object.entries(OTHER_DECIMALS).flatMap(([decimals, codes]) => codes.split(" ").map((code) => [code, Number(decimals)] as const)),
);

/** Amounts of money as one viewer reads them; the currency is always visible. */
export class MoneyFormat {
  private readonly locale: string;
  private readonly known = new Map<string, Intl.NumberFormat>();

  constructor(locale: string) {
    this.locale = locale;
  }

  /** Minor units of an ISO 4217 currency: cents of USD, whole yen, fils of KWD. */
  text(minor: number, currency: string): string {
    return this.format(currency).format(decimal(minor, exponentOf(currency)));
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
      const decimals = exponentOf(currency);
      format = new Intl.NumberFormat(this.locale, {
        style: "currency",
        currency,
        minimumFractionDigits: decimals,
        maximumFractionDigits: decimals,
      });
      this.known.set(currency, format);
    }
    return format;
  }
}

/** How many decimals a currency has in ISO 4217; two for one that nobody knows. */
export function exponentOf(currency: string): number {
  return EXPONENTS.get(currency) ?? 2;
}

/** As a decimal text, so that no digit of a large amount is lost; formats take it, though their type says otherwise. */
function decimal(minor: number, decimals: number): number {
  const digits = String(Math.abs(minor)).padStart(decimals + 1, "0");
  const text = decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
  return `${minor < 0 ? "-" : ""}${text}` as unknown as number;
}
