// Time zones have old and new names; browsers and servers do not always use the same one.

/** The one of these zones that is the browser's, under whichever name; null when none is. */
export function sameZone(zones, own) {
  if (zones.includes(own)) return own;
  const wanted = canonical(own);
  return zones.find((zone) => canonical(zone) === wanted) ?? null;
}

function canonical(zone) {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    return zone;
  }
}
