// Keeps the progress of a sign-up current and goes in when the space is ready. The page itself is the source: the same fragment that a
// browser without scripts sees is fetched again and put in place.

const root = document.querySelector('[data-progress]');
root.dataset.following = '';
const pause = 600;
let misses = 0;

async function look() {
  try {
    const answer = await fetch(location.href, { headers: { Accept: 'text/html' }, cache: 'no-store' });
    if (!answer.ok) throw new Error(String(answer.status));
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    misses = 0;
    draw(page);
  } catch {
    misses += 1;
    if (misses === 5) {
      root.querySelector('[role=status]').textContent = 'We cannot reach the server just now. The work goes on; this page follows as soon as it can.';
    }
  }
  if (!settle()) setTimeout(look, Math.min(pause * (1 + misses), 5000));
}

function draw(page) {
  const now = root.querySelector('[data-fragment]');
  const next = page.querySelector('[data-fragment]');
  if (!next) return;
  if (now.outerHTML !== next.outerHTML) follow(now, next);
  const growing = root.querySelector('.growing');
  if (growing) growing.dataset.done = next.dataset.done ?? '';
}

/** Heading and status keep their nodes, so that a screen reader hears the change; what stands below them is replaced. */
function follow(now, next) {
  Object.assign(now.dataset, next.dataset);
  for (const part of ['h1', '[role=status]']) {
    const words = next.querySelector(part).textContent;
    if (now.querySelector(part).textContent !== words) now.querySelector(part).textContent = words;
  }
  const below = next.querySelector('[data-below]');
  if (now.querySelector('[data-below]').innerHTML !== below.innerHTML) now.querySelector('[data-below]').replaceWith(below);
}

function settle() {
  const { state, next } = root.querySelector('[data-fragment]').dataset;
  if (next) {
    setTimeout(() => location.assign(next), 900);
    return true;
  }
  return state === 'failed' || state === 'cancelled';
}

if (!settle()) setTimeout(look, pause);
