export interface SseEvent {
  id: string | null;
  event: string;
  data: string;
}

/** Cuts a text/event-stream into events, whatever the borders of the chunks. */
export class SseParser {
  private rest = "";
  private id: string | null = null;
  private event = "";
  private data: string[] = [];

  push(chunk: string): SseEvent[] {
    const events: SseEvent[] = [];
    this.rest += chunk;
    for (;;) {
      const end = this.rest.search(/[\r\n]/);
      if (end < 0) {
        return events;
      }
      if (this.rest[end] === "\r" && end + 1 === this.rest.length) {
        return events;
      }
      const line = this.rest.slice(0, end);
      this.rest = this.rest.slice(this.rest.startsWith("\r\n", end) ? end + 2 : end + 1);
      if (line === "") {
        if (this.data.length > 0) {
          events.push({ id: this.id, event: this.event || "message", data: this.data.join("\n") });
        }
        this.id = null;
        this.event = "";
        this.data = [];
      } else if (!line.startsWith(":")) {
        this.field(line);
      }
    }
  }

  private field(line: string): void {
    const colon = line.indexOf(":");
    const name = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(line[colon + 1] === " " ? colon + 2 : colon + 1);
    if (name === "data") {
      this.data.push(value);
    } else if (name === "event") {
      this.event = value;
    } else if (name === "id") {
      this.id = value;
    }
  }
}
