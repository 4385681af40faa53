/** A place in the stream that survives insertions: a row, and where in the content its top was. */
export interface Anchor {
  key: string;
  top: number;
}

export interface Box {
  key: string;
  top: number;
  height: number;
}

/** The first row, from index `from` on, that is at least partly visible below the top of the view; boxes are ordered by top. */
export function anchorAt(count: number, box: (index: number) => Box, scrollTop: number, from = 0): Anchor | null {
  let low = from;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    const { top, height } = box(middle);
    if (top + height <= scrollTop) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  if (low >= count) {
    return null;
  }
  const found = box(low);
  return { key: found.key, top: found.top };
}

/** By how much the content above the anchor has grown; the view moves along by as much, whatever else scrolls it meanwhile. */
export function shiftOf(anchor: Anchor, top: number): number {
  const shift = top - anchor.top;
  return Math.abs(shift) < 0.5 ? 0 : shift;
}

export function isAtBottom(view: { scrollTop: number; scrollHeight: number; clientHeight: number }, slack = 48): boolean {
  return view.scrollHeight - view.scrollTop - view.clientHeight <= slack;
}
