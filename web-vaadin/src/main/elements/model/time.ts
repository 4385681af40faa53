/** Dates and times as one viewer reads them. */
export class Clock {
  readonly zone: string;
  readonly locale: string;
  private readonly dayKey: Intl.DateTimeFormat;
  private readonly timeFormat: Intl.DateTimeFormat;
  private readonly secondsFormat: Intl.DateTimeFormat;
  private readonly fullFormat: Intl.DateTimeFormat;
  private readonly days = new Map<string, string>();

  constructor(zone?: string | null, locale?: string | null) {
    this.zone = usableZone(zone);
    this.locale = locale || browserLocale();
    const timeZone = this.zone;
    this.dayKey = new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" });
    this.timeFormat = new Intl.DateTimeFormat(this.locale, { timeZone, hour: "numeric", minute: "2-digit" });
    this.secondsFormat = new Intl.DateTimeFormat(this.locale, {
      timeZone,
      hour: "numeric",
      minute: "2-digit",
      second: "2-digit",
    });
    this.fullFormat = new Intl.DateTimeFormat(this.locale, { timeZone, dateStyle: "full", timeStyle: "short" });
  }

  /** The calendar day as yyyy-mm-dd. */
  day(at: string | number): string {
    const key = String(at);
    let day = this.days.get(key);
    if (day === undefined) {
      day = this.dayKey.format(new Date(at));
      if (this.days.size > 4000) {
        this.days.clear();
      }
      this.days.set(key, day);
    }
    return day;
  }

  time(at: string | number): string {
    return this.timeFormat.format(new Date(at));
  }

  seconds(at: string | number): string {
    return this.secondsFormat.format(new Date(at));
  }

  full(at: string | number): string {
    return this.fullFormat.format(new Date(at));
  }

  /** Name of the day: Today, Yesterday, else the date, with its year when it is not the current one. */
  dayName(at: string | number, now: number): string {
    const day = this.day(at);
    if (day === this.dayKey.format(now)) {
      return "Today";
    }
    if (day === yesterdayOf(this.dayKey.format(now))) {
      return "Yesterday";
    }
    const sameYear = day.slice(0, 4) === this.dayKey.format(now).slice(0, 4);
    return new Intl.DateTimeFormat(this.locale, {
      timeZone: this.zone,
      weekday: "long",
      month: "long",
      day: "numeric",
      ...(sameYear ? {} : { year: "numeric" as const }),
    }).format(new Date(at));
  }

  /** When a message was written, as short as its age allows. */
  stamp(at: string | number, now: number): string {
    const day = this.day(at);
    const today = this.dayKey.format(now);
    if (day === today) {
      return this.time(at);
    }
    if (day === yesterdayOf(today)) {
      return `Yesterday ${this.time(at)}`;
    }
    return `${this.date(at, now)}, ${this.time(at)}`;
  }

  date(at: string | number, now: number): string {
    const sameYear = this.day(at).slice(0, 4) === this.dayKey.format(now).slice(0, 4);
    return new Intl.DateTimeFormat(this.locale, {
      timeZone: this.zone,
      month: "short",
      day: "numeric",
      ...(sameYear ? {} : { year: "numeric" as const }),
    }).format(new Date(at));
  }

  /** A moment in the near future: a time today, else weekday or date with the time. */
  due(at: string | number, now: number): string {
    const moment = new Date(at);
    if (this.day(at) === this.dayKey.format(now)) {
      return this.time(at);
    }
    const withinWeek = Math.abs(moment.getTime() - now) < 6 * 86_400_000;
    return withinWeek
      ? new Intl.DateTimeFormat(this.locale, {
          timeZone: this.zone,
          weekday: "short",
          hour: "numeric",
          minute: "2-digit",
        }).format(moment)
      : `${this.date(at, now)}, ${this.time(at)}`;
  }

  relative(at: string | number, now: number): string {
    const seconds = Math.round((new Date(at).getTime() - now) / 1000);
    const format = new Intl.RelativeTimeFormat(this.locale, { numeric: "auto" });
    const size = Math.abs(seconds);
    if (size < 45) {
      return format.format(0, "second");
    }
    if (size < 3600) {
      return format.format(Math.round(seconds / 60), "minute");
    }
    if (size < 86_400) {
      return format.format(Math.round(seconds / 3600), "hour");
    }
    return size < 30 * 86_400
      ? format.format(Math.round(seconds / 86_400), "day")
      : this.date(at, now);
  }
}

function yesterdayOf(day: string): string {
  const noon = new Date(`${day}T12:00:00Z`);
  noon.setUTCDate(noon.getUTCDate() - 1);
  return noon.toISOString().slice(0, 10);
}

function usableZone(zone?: string | null): string {
  if (zone) {
    try {
      new Intl.DateTimeFormat("en", { timeZone: zone });
      return zone;
    } catch {
      // A zone this browser does not know: its own is the next best.
    }
  }
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

export function browserLocale(): string {
  const own = typeof navigator === "undefined" ? "en-US" : navigator.language;
  return own.startsWith("en") ? own : "en-US";
}
