/** Text operations of the composer, without the text field. */

export interface Person {
  id: string;
  name: string;
  role?: string;
  /** What is written after the @; the name when absent. */
  handle?: string;
}

export interface Selection {
  text: string;
  start: number;
  end: number;
}

/** The mention being typed before the caret, or null. */
export function mentionAt(text: string, caret: number): { start: number; query: string } | null {
  const before = text.slice(Math.max(0, caret - 40), caret);
  const found = /(?:^|[\s([{"'])@([\p{L}\p{N}._'-]*(?: [\p{L}\p{N}._'-]+)?)$/u.exec(before);
  if (!found) {
    return null;
  }
  const query = found[1] ?? "";
  return { start: caret - query.length - 1, query };
}

/** People whose name or handle has a word that begins with the query, best first. */
export function matching(people: readonly Person[], query: string, limit = 8): Person[] {
  const wanted = fold(query);
  const ranked: { person: Person; rank: number }[] = [];
  for (const person of people) {
    const name = fold(person.name);
    const handle = fold(person.handle ?? "");
    let rank = -1;
    if (name.startsWith(wanted) || handle.startsWith(wanted)) {
      rank = 0;
    } else if (name.split(/[\s.-]+/).some((word) => word.startsWith(wanted))) {
      rank = 1;
    } else if (wanted.length > 1 && name.includes(wanted)) {
      rank = 2;
    }
    if (rank >= 0) {
      ranked.push({ person, rank });
    }
  }
  ranked.sort((a, b) => a.rank - b.rank || a.person.name.localeCompare(b.person.name));
  return ranked.slice(0, limit).map((entry) => entry.person);
}

/** Puts the mark around the selection, or takes it away when it is there already. */
export function toggleMark({ text, start, end }: Selection, mark: string): Selection {
  const size = mark.length;
  const inside = text.slice(start, end);
  const around = text.slice(start - size, start) === mark && text.slice(end, end + size) === mark;
  const doubled = size === 1 && text.slice(start - 2, start) === mark + mark && text.slice(start - 3, start) !== mark.repeat(3);
  if (start >= size && around && !doubled) {
    return { text: text.slice(0, start - size) + inside + text.slice(end + size), start: start - size, end: end - size };
  }
  return { text: text.slice(0, start) + mark + inside + mark + text.slice(end), start: start + size, end: end + size };
}

const MENTION = /\[@((?:[^\]\\]|\\.)+)\]\(spaces:person\/([0-9a-f-]{36})\)/g;
const CODE = /(```[\s\S]*?(?:```|$)|`[^`\n]*`)/;

/** A mention whose person was chosen, not only named: where its @ stands, and who is meant. */
export interface Picked {
  start: number;
  person: Person;
}

/**
 * Where the chosen mentions stand after the text was changed; those that the change touched are forgotten.
 *
 * What stands behind the caret was there before: that decides when the change could lie in several places.
 */
export function movePicks(picks: readonly Picked[], before: string, after: string, caret = after.length): Picked[] {
  const shorter = Math.min(before.length, after.length);
  let tail = 0;
  while (tail < Math.min(shorter, after.length - caret) && before.at(-1 - tail) === after.at(-1 - tail)) {
    tail++;
  }
  let head = 0;
  while (head < shorter - tail && before[head] === after[head]) {
    head++;
  }
  while (tail < shorter - head && before.at(-1 - tail) === after.at(-1 - tail)) {
    tail++;
  }
  const by = after.length - before.length;
  return picks
    .filter(({ start, person }) => start + 1 + nameOf(person).length <= head || start >= before.length - tail)
    .map((pick) => (pick.start >= before.length - tail ? { ...pick, start: pick.start + by } : pick));
}

/** Text as it is stored: a typed @Name becomes a link to the person, the chosen one where several share a name; code is left alone. */
export function toSource(text: string, people: readonly Person[], picks: readonly Picked[] = []): string {
  const longestFirst = people.filter((person) => person.name !== "").sort((a, b) => nameOf(b).length - nameOf(a).length);
  return outsideCode(text, (part, offset) => {
    let source = "";
    let done = 0;
    for (;;) {
      const rest = part.slice(done);
      const at = rest.search(/(?<![\p{L}\p{N}_@[])@/u);
      if (at < 0) {
        return source + rest;
      }
      const stands = (candidate: Person): boolean => {
        const name = nameOf(candidate);
        return rest.startsWith(name, at + 1) && !/^[\p{L}\p{N}_]/u.test(rest.slice(at + 1 + name.length));
      };
      const picked = picks.find((pick) => pick.start === offset + done + at)?.person;
      const person = picked && stands(picked) ? picked : longestFirst.find(stands);
      source += rest.slice(0, at) + (person ? `[@${person.name.replace(/[\\[\]]/g, "\\$&")}](spaces:person/${person.id})` : "@");
      done += at + 1 + (person ? nameOf(person).length : 0);
    }
  });
}

/** Text as one types it: the reverse of {@link toSource}, with the people that were mentioned and where. */
export function toTyped(source: string): { text: string; picks: Picked[] } {
  const picks: Picked[] = [];
  let shift = 0;
  const text = outsideCode(source, (part, offset) =>
    part.replace(MENTION, (whole, name: string, id: string, at: number) => {
      const plain = name.replace(/\\(.)/g, "$1");
      picks.push({ start: offset + at + shift, person: { id, name: plain } });
      shift += plain.length + 1 - whole.length;
      return `@${plain}`;
    }),
  );
  return { text, picks };
}

/** Whether this Enter sends; where fingers type there is no Shift at hand, so Enter breaks the line and a button sends. */
export function sends(event: Pick<KeyboardEvent, "key" | "shiftKey" | "altKey" | "ctrlKey" | "metaKey">, fingers: boolean): boolean {
  return event.key === "Enter" && !event.shiftKey && !event.altKey && (!fingers || event.ctrlKey || event.metaKey);
}

function outsideCode(text: string, change: (part: string, offset: number) => string): string {
  let offset = 0;
  return text
    .split(CODE)
    .map((part, index) => {
      const changed = index % 2 === 0 ? change(part, offset) : part;
      offset += part.length;
      return changed;
    })
    .join("");
}

function nameOf(person: Person): string {
  return person.handle ?? person.name;
}

function fold(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
