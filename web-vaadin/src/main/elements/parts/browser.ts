/** Whether the main pointer is a finger, so that the keyboard is most likely one on the screen. */
export function fingers(): boolean {
  return matchMedia("(pointer: coarse)").matches;
}

/** The storage of the browser; null where it is forbidden. */
export function storage(): Storage | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}
