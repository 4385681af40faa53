/** A place in the stream that survives insertions: a row and how far its top is from the top of the view. */
export interface Anchor {
  key: string;
  offset: number;
}

export interface Box {
  key: string;
  top: number;
  height: number;
}

/** The first row that is at least partly visible below the top of the view; boxes are ordered by top. */
export function anchorAt(count: number, box: (index: number) => Box, scrollTop: number): Anchor | null {
  let low = 0;
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
  return { key: found.key, offset: found.top - scrollTop };
}

/** Scroll position that brings the anchor back to where it was. */
export function scrollTopFor(anchor: Anchor, top: number): number {
  return top - anchor.offset;
}

export function isAtBottom(view: { scrollTop: number; scrollHeight: number; clientHeight: number }, slack = 48): boolean {
  return view.scrollHeight - view.scrollTop - view.clientHeight <= slack;
}
