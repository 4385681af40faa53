// What every public page does when scripts run: the theme switch without a reload, and waiting for a page that was unavailable.

const year = 60 * 60 * 24 * 365;
let told = Promise.resolve();
const secure = location.protocol === 'https:' ? '; secure' : '';

for (const form of document.querySelectorAll('[data-theme-switch]')) {
  form.addEventListener('submit', (event) => {
    const theme = event.submitter?.value;
    if (!theme) return;
    event.preventDefault();
    document.documentElement.dataset.theme = theme;
    document.cookie = `spaces_theme=${theme}; path=/; max-age=${year}; samesite=lax${secure}`;
    // whoever is logged in takes the choice along
    told = told.then(() => fetch(`/theme?to=${theme}`, { redirect: 'manual', keepalive: true })).catch(() => {});
    for (const button of document.querySelectorAll('[data-theme-switch] button')) {
      button.setAttribute('aria-pressed', String(button.value === theme));
    }
  });
}

const waiting = document.querySelector('[data-retry]');
if (waiting) {
  const again = async () => {
    try {
      const answer = await fetch(location.href, { headers: { Accept: 'text/html' }, cache: 'no-store' });
      if (answer.status !== 503) {
        location.reload();
        return;
      }
    } catch {
      // Still away: the next round asks again.
    }
    setTimeout(again, Number(waiting.dataset.retry) * 1000);
  };
  setTimeout(again, Number(waiting.dataset.retry) * 1000);
}

// The page of a sign-up follows by a script of its own. Where that one could not be loaded, because the server was just starting, the
// page is loaded again as soon as the server answers.
const progress = document.querySelector('[data-progress]');
if (progress) setTimeout(follow, 10_000);

async function follow() {
  if ('following' in progress.dataset) return;
  try {
    const answer = await fetch(location.href, { cache: 'no-store' });
    if (answer.ok) return location.reload();
  } catch {
    // still away
  }
  setTimeout(follow, 3000);
}
