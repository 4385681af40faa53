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

/** Text as it is stored: a typed @Name becomes a link to the person; code is left alone. */
export function toSource(text: string, people: readonly Person[]): string {
  const longestFirst = people.filter((person) => person.name !== "").sort((a, b) => nameOf(b).length - nameOf(a).length);
  return outsideCode(text, (part) => {
    let source = "";
    let rest = part;
    for (;;) {
      const at = rest.search(/(?<![\p{L}\p{N}_@[])@/u);
      if (at < 0) {
        return source + rest;
      }
      const person = longestFirst.find((candidate) => {
        const name = nameOf(candidate);
        return rest.startsWith(name, at + 1) && !/^[\p{L}\p{N}_]/u.test(rest.slice(at + 1 + name.length));
      });
      const end = at + 1 + (person ? nameOf(person).length : 0);
      source += rest.slice(0, at) + (person ? `[@${person.name.replace(/[\\[\]]/g, "\\$&")}](spaces:person/${person.id})` : "@");
      rest = rest.slice(end);
    }
  });
}

/** Text as one types it: the reverse of {@link toSource}, with the people that were mentioned. */
export function toTyped(source: string): { text: string; people: Person[] } {
  const people: Person[] = [];
  const text = outsideCode(source, (part) =>
    part.replace(MENTION, (_, name: string, id: string) => {
      const plain = name.replace(/\\(.)/g, "$1");
      people.push({ id, name: plain });
      return `@${plain}`;
    }),
  );
  return { text, people };
}

function outsideCode(text: string, change: (part: string) => string): string {
  return text
    .split(CODE)
    .map((part, index) => (index % 2 === 0 ? change(part) : part))
    .join("");
}

function nameOf(person: Person): string {
  return person.handle ?? person.name;
}

function fold(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
