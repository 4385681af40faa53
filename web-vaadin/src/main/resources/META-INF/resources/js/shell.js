// What the shell after login does in the browser: everything that must answer before a server could. The server stays the truth; whatever
// it says later replaces what is shown here.

import { logOut } from './csrf.js';

const root = document.documentElement;
const store = safeStorage();
const year = 60 * 60 * 24 * 365;
const secure = location.protocol === 'https:' ? '; secure' : '';
const calm = matchMedia('(prefers-reduced-motion: reduce)');
const narrow = matchMedia('(max-width: 639.98px)');
const drawered = matchMedia('(max-width: 1023.98px)');
const fine = matchMedia('(pointer: fine)');
const mac = /Mac|iPhone|iPad/.test(navigator.platform);

const $ = (selector, within = document) => within.querySelector(selector);
const $$ = (selector, within = document) => [...within.querySelectorAll(selector)];

function safeStorage() {
  try {
    return window.localStorage;
  } catch {
    return { getItem: () => null, setItem() {}, removeItem() {} };
  }
}

/* ---- panes: the drawer with spaces and channels, the pane with people ---- */

function pane(name) {
  if (name) {
    root.dataset.pane = name;
  } else {
    delete root.dataset.pane;
  }
  const drawer = $('.drawer');
  if (name === 'list' && drawer) {
    requestAnimationFrame(() => ($('.channel[aria-current]', drawer) ?? $('a, button', drawer))?.focus({ preventScroll: true }));
  }
}

function peopleAreShown() {
  const aside = $('.people');
  return aside !== null && getComputedStyle(aside).display !== 'none' && (!drawered.matches || root.dataset.pane === 'people');
}

function togglePeople() {
  if (drawered.matches) {
    pane(root.dataset.pane === 'people' ? '' : 'people');
  } else {
    root.dataset.people = peopleAreShown() ? 'off' : 'on';
    store.setItem('spaces.people', root.dataset.people);
  }
  sayPeople();
}

function sayPeople() {
  $('.to-people')?.setAttribute('aria-expanded', String(peopleAreShown()));
}

const remembered = store.getItem('spaces.people');
if (remembered) {
  root.dataset.people = remembered;
}

/* ---- opening a channel at once ---- */

/** Points the screen at a channel before the server has answered; it then says the same. */
function openChannel(link) {
  const stream = $('spaces-stream');
  const composer = $('spaces-composer');
  for (const other of $$('.channel[aria-current]')) {
    other.removeAttribute('aria-current');
  }
  link.setAttribute('aria-current', 'page');
  if (!stream || !composer || stream.channel === link.dataset.channel) {
    return;
  }
  const name = link.textContent;
  const kind = { public: 'hash', private: 'lock', announcement: 'horn' }[link.dataset.kind] ?? 'hash';
  const bar = $('.conversation > .bar');
  if (bar) {
    text($('h1', bar), name);
    text($('.topic', bar), link.dataset.topic ?? '');
    $('.bar-kind', bar).className = `i i-${kind} bar-kind`;
  }
  const post = link.hasAttribute('data-post') && link.dataset.post !== 'false';
  Object.assign(stream, {
    channelName: name,
    canPost: post,
    lastRead: Number(link.dataset.read ?? 0),
    linkBase: new URL(link.href).pathname,
    emptyTitle: `#${name}`,
    emptyText: link.dataset.topic ?? '',
    highlight: null,
    channel: link.dataset.channel,
  });
  Object.assign(composer, { channelName: name, disabled: !post, channel: link.dataset.channel });
}

/** Changes words without replacing the text node, which the server knows. */
function text(element, words) {
  if (element?.firstChild?.nodeType === Node.TEXT_NODE) {
    element.firstChild.data = words;
  }
}

document.addEventListener(
  'click',
  (event) => {
    const target = event.target instanceof Element ? event.target : null;
    if (!target || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) {
      return;
    }
    const skip = target.closest('[data-skip]');
    if (skip) {
      event.preventDefault();
      event.stopPropagation();
      focusRegion(document.getElementById(skip.dataset.skip));
      return;
    }
    const link = target.closest('a.channel');
    if (link) {
      openChannel(link);
      pane('');
    }
    const act = target.closest('[data-do]');
    if (act && acts[act.dataset.do]) {
      acts[act.dataset.do](event, act);
    }
    const choice = target.closest('[data-theme-choice]');
    if (choice) {
      chooseTheme(choice.dataset.themeChoice);
    }
    const copy = target.closest('[data-copy]');
    if (copy) {
      void copyFrom(copy);
    }
    if (target.closest('.pop-item')) {
      target.closest('[popover]')?.hidePopover();
    }
  },
  true,
);

const acts = {
  list: () => pane(root.dataset.pane === 'list' ? '' : 'list'),
  close: () => pane(''),
  people: () => togglePeople(),
  switch: () => switcher().open(),
  shortcuts: () => shortcuts(),
  'log-out': (event) => {
    event.preventDefault();
    event.stopPropagation();
    void logOut().then((href) => location.assign(href));
  },
};

function chooseTheme(theme) {
  root.dataset.theme = theme;
  document.cookie = `spaces_theme=${theme}; path=/; max-age=${year}; samesite=lax${secure}`;
  for (const button of $$('[data-theme-choice]')) {
    button.setAttribute('aria-pressed', String(button.dataset.themeChoice === theme));
  }
}

async function copyFrom(button) {
  const source = $(button.dataset.copy);
  const words = source?.value ?? source?.textContent ?? '';
  let done = true;
  try {
    await navigator.clipboard.writeText(words);
  } catch {
    const input = source?.inputElement ?? source;
    input?.select?.();
    done = document.execCommand('copy');
  }
  const before = button.dataset.before ?? button.textContent;
  button.dataset.before = before;
  button.textContent = done ? 'Copied' : 'Press Ctrl+C';
  say(done ? 'Copied' : 'The browser did not allow copying');
  setTimeout(() => (button.textContent = before), 2_000);
}

/* ---- going somewhere ---- */

/** Follows an address as a click on a link would, so that the router takes it. */
function go(href) {
  const known = $$('a.channel').find((link) => link.href === new URL(href, document.baseURI).href);
  if (known) {
    known.click();
    return;
  }
  const link = document.createElement('a');
  link.href = href;
  link.hidden = true;
  document.body.append(link);
  link.click();
  link.remove();
}

document.addEventListener('spaces-navigate', (event) => {
  if (event.detail.href.startsWith('/app')) {
    event.preventDefault();
    go(event.detail.href);
  }
});
document.addEventListener('spaces-unauthenticated', (event) => {
  event.preventDefault();
  location.assign(`/login?continue=${encodeURIComponent(location.pathname + location.search)}`);
});
document.addEventListener('spaces-person', (event) => {
  const row = $(`spaces-people [data-person="${CSS.escape(event.detail.id)}"]`);
  if (row) {
    if (!peopleAreShown()) {
      togglePeople();
    }
    row.scrollIntoView({ block: 'center', behavior: calm.matches ? 'auto' : 'smooth' });
    row.classList.add('lit');
    setTimeout(() => row.classList.remove('lit'), 1_600);
  }
});
document.addEventListener('spaces-draft', (event) => markDraft(event.detail.channel, event.detail.draft));
document.addEventListener('spaces-read', (event) => {
  const link = $(`a.channel[data-channel="${CSS.escape(event.detail.channel)}"]`);
  if (link) {
    link.dataset.read = String(event.detail.seq);
  }
});

function markDraft(channel, is) {
  $(`a.channel[data-channel="${CSS.escape(channel)}"]`)?.toggleAttribute('data-draft', is);
}

const pending = new Map();
document.addEventListener('spaces-pending', (event) => {
  const { channel, waiting, failed } = event.detail;
  pending.set(channel, failed ? 'failed' : waiting ? 'waiting' : '');
  markPending();
});

function markPending() {
  $$('a.channel').forEach((link) => markPendingOf(link, pending.get(link.dataset.channel)));
}

function markPendingOf(link, state) {
  if (state) {
    link.dataset.pending = state;
    link.title = state === 'failed' ? 'A message was not sent' : 'A message waits to be sent';
  } else if (link.dataset.pending) {
    delete link.dataset.pending;
    link.removeAttribute('title');
  }
}

function markDrafts() {
  const me = $('spaces-stream')?.me;
  if (me) {
    for (const link of $$('a.channel')) {
      link.toggleAttribute('data-draft', store.getItem(`spaces.draft.${me}.${link.dataset.channel}`) !== null);
    }
  }
}

let wasAt = '';
function arrived() {
  const here = /\/app\/s\/([^/]+)\/([^/?]+)$/.exec(location.pathname);
  if (here) {
    document.cookie = `spaces_last=${encodeURIComponent(`${here[1]}/${decodeURIComponent(here[2])}`)}; path=/app; max-age=${year}; samesite=lax${secure}`;
  }
  if (wasAt !== location.pathname) {
    if (wasAt && root.dataset.pane) {
      pane('');
    }
    wasAt = location.pathname;
    if (fine.matches && !$('dialog[open]') && (document.activeElement === document.body || document.activeElement?.matches('a.channel, .rail-item'))) {
      const composer = $('spaces-composer');
      if (composer && !composer.disabled && here) {
        composer.updateComplete?.then(() => composer.focus());
      }
    }
  }
  markDrafts();
  markPending();
  sayPeople();
  for (const zone of $$('[data-zone]')) {
    zone.textContent = `Times are in ${Intl.DateTimeFormat().resolvedOptions().timeZone.replaceAll('_', ' ')}`;
  }
}
window.addEventListener('vaadin-navigated', () => setTimeout(arrived));
new MutationObserver((_, observer) => {
  if ($('.shell')) {
    observer.disconnect();
    setTimeout(arrived, 50);
  }
}).observe(document.body, { childList: true, subtree: true });

/* ---- keyboard ---- */

function step(by, unreadOnly) {
  const links = $$('a.channel');
  const at = links.findIndex((link) => link.hasAttribute('aria-current'));
  for (let i = 1; i <= links.length; i++) {
    const link = links[(at + by * i + links.length * i) % links.length];
    if (link && (!unreadOnly || link.dataset.unread) && !link.hasAttribute('aria-current')) {
      link.click();
      link.scrollIntoView({ block: 'nearest' });
      return;
    }
  }
}

function focusRegion(region) {
  if (!region) {
    return;
  }
  const inside = region.matches('nav, aside, .drawer') ? ($('[aria-current]', region) ?? $('a, button', region)) : null;
  (inside ?? region).focus();
}

function regions() {
  return ['.rail', '.channels', '.user', '#stream', '#composer', '.people', '.page']
    .map((selector) => $(selector))
    .filter((region) => region && region.checkVisibility());
}

function nextRegion(by) {
  const all = regions();
  const at = all.findIndex((region) => region.contains(document.activeElement) || region === document.activeElement);
  const next = all[(at + by + all.length) % all.length];
  if (next?.matches('spaces-stream')) {
    const rows = next.shadowRoot;
    (rows && ($('[tabindex="0"]', rows) ?? $('.scroller', rows)))?.focus();
  } else if (next?.matches('spaces-composer')) {
    next.focus();
  } else if (next) {
    const item = $('[aria-current], a, button, input, [tabindex="0"]', next);
    (item ?? next).focus();
  }
}

document.addEventListener('keydown', (event) => {
  const command = mac ? event.metaKey : event.ctrlKey;
  if (command && !event.altKey && !event.shiftKey && event.key.toLowerCase() === 'k') {
    event.preventDefault();
    switcher().open();
  } else if (command && !event.altKey && event.key === '/') {
    event.preventDefault();
    shortcuts();
  } else if (event.altKey && !event.ctrlKey && !event.metaKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
    event.preventDefault();
    step(event.key === 'ArrowUp' ? -1 : 1, event.shiftKey);
  } else if (event.key === 'F6') {
    event.preventDefault();
    nextRegion(event.shiftKey ? -1 : 1);
  } else if (event.key === 'Escape' && root.dataset.pane && !$('dialog[open]')) {
    pane('');
  }
});

/* ---- swiping the drawer shut ---- */

let touched = null;
document.addEventListener('touchstart', (event) => (touched = event.touches.length === 1 ? event.touches[0] : null), { passive: true });
document.addEventListener(
  'touchend',
  (event) => {
    const end = event.changedTouches[0];
    if (!touched || !end || !drawered.matches) {
      return;
    }
    const across = end.clientX - touched.clientX;
    if (Math.abs(across) > 70 && Math.abs(end.clientY - touched.clientY) < 40) {
      if (across < 0 && root.dataset.pane === 'list') {
        pane('');
      } else if (across > 0 && root.dataset.pane === 'people') {
        pane('');
      } else if (across > 0 && !root.dataset.pane && touched.clientX < 32) {
        pane('list');
      }
    }
    touched = null;
  },
  { passive: true },
);

/* ---- words for screen readers ---- */

let voice = null;
function say(words) {
  if (!voice) {
    voice = document.createElement('div');
    voice.className = 'sr';
    voice.setAttribute('role', 'status');
    document.body.append(voice);
  }
  voice.textContent = words;
}

/* ---- the switcher ---- */

/** Letters of the query in their order, best where they begin words; null when they do not all occur. */
export function score(query, name) {
  const wanted = query.toLowerCase().replace(/\s+/g, '');
  const words = name.toLowerCase();
  if (wanted === '') {
    return 0;
  }
  const direct = words.indexOf(wanted);
  if (direct >= 0) {
    return 100 - direct - (words.length - wanted.length) / 10 + (direct === 0 || /[\s-]/.test(words[direct - 1]) ? 50 : 0);
  }
  let at = -1;
  let points = 0;
  for (const letter of wanted) {
    const next = words.indexOf(letter, at + 1);
    if (next < 0) {
      return null;
    }
    points += next === at + 1 ? 3 : /[\s-]/.test(words[next - 1] ?? ' ') ? 4 : 0;
    at = next;
  }
  return points;
}

let theSwitcher = null;
function switcher() {
  theSwitcher ??= new Switcher();
  return theSwitcher;
}

class Switcher {
  constructor() {
    this.dialog = document.createElement('dialog');
    this.dialog.className = 'switcher';
    this.dialog.setAttribute('aria-label', 'Go to');
    this.dialog.innerHTML = `
      <div class="switcher-field"><span class="i i-search" aria-hidden="true"></span>
        <input type="text" role="combobox" aria-expanded="true" aria-controls="switcher-list" aria-label="Go to a channel or space"
          autocomplete="off" autocapitalize="off" spellcheck="false" placeholder="Go to a channel or space"></div>
      <ul id="switcher-list" role="listbox" aria-label="Places"></ul>
      <p class="switcher-foot" aria-hidden="true"><span><kbd>↑</kbd><kbd>↓</kbd> choose</span><span><kbd>↵</kbd> open</span><span><kbd>esc</kbd> close</span></p>`;
    this.input = $('input', this.dialog);
    this.list = $('ul', this.dialog);
    this.input.addEventListener('input', () => this.draw());
    this.dialog.addEventListener('keydown', (event) => this.key(event));
    this.dialog.addEventListener('click', (event) => {
      const option = event.target.closest('[role=option]');
      if (option) {
        this.take(Number(option.dataset.at));
      } else if (event.target === this.dialog) {
        this.dialog.close();
      }
    });
    this.elsewhere = [];
    this.loadedAt = 0;
    document.body.append(this.dialog);
  }

  open() {
    if (this.dialog.open) {
      this.dialog.close();
      return;
    }
    this.input.value = '';
    this.at = 0;
    this.draw();
    this.dialog.showModal();
    void this.load();
  }

  /** Channels of the other spaces come once a minute at most; those on screen need nobody. */
  async load() {
    if (Date.now() - this.loadedAt < 60_000) {
      return;
    }
    this.loadedAt = Date.now();
    try {
      const json = async (path) => (await fetch(path, { headers: { Accept: 'application/json' } })).json();
      const { items } = await json('/api/v1/spaces?limit=50');
      const here = document.body.dataset.space;
      const others = await Promise.all(
        items
          .filter((space) => space.slug !== here)
          .map(async (space) => {
            const channels = await json(`/api/v1/spaces/${space.id}/channels?limit=200`);
            return channels.items.map((channel) => ({
              kind: channel.kind,
              name: channel.name,
              note: space.name,
              unread: channel.unread,
              href: `s/${space.slug}/${encodeURIComponent(channel.name)}`,
            }));
          }),
      );
      this.elsewhere = others.flat();
      if (this.dialog.open) {
        this.draw();
      }
    } catch {
      this.loadedAt = 0;
    }
  }

  places() {
    const here = $('.side-name')?.textContent ?? '';
    const own = $$('a.channel').map((link) => ({
      kind: link.dataset.kind,
      name: link.textContent,
      note: here,
      unread: link.dataset.unread,
      href: link.getAttribute('href'),
      current: link.hasAttribute('aria-current'),
    }));
    const spaces = $$('.rail-item[data-space]').map((link) => ({
      kind: 'space',
      name: $('.tip', link)?.textContent ?? link.dataset.space,
      note: 'Space',
      href: link.getAttribute('href'),
      current: link.hasAttribute('aria-current'),
    }));
    return [...own, ...spaces, ...this.elsewhere];
  }

  draw() {
    const query = this.input.value.replace(/^[#>]/, '');
    this.found = this.places()
      .map((place) => ({ place, points: score(query, place.name) ?? score(query, `${place.note} ${place.name}`) }))
      .filter(({ place, points }) => points !== null && !(query === '' && place.current))
      .map((hit, order) => ({ ...hit, points: hit.points + (hit.place.unread ? 8 : 0) - order / 1_000 }))
      .sort((a, b) => b.points - a.points)
      .slice(0, 9)
      .map(({ place }) => place);
    this.at = Math.max(0, Math.min(this.at, this.found.length - 1));
    this.list.replaceChildren(...this.found.map((place, at) => this.row(place, at)));
    if (this.found.length === 0) {
      const none = document.createElement('li');
      none.className = 'switcher-none';
      none.textContent = 'Nothing by that name. Try fewer letters.';
      this.list.append(none);
    }
    this.select(this.at);
  }

  row(place, at) {
    const icon = { public: 'hash', private: 'lock', announcement: 'horn', space: 'space' }[place.kind] ?? 'hash';
    const row = document.createElement('li');
    row.id = `switcher-${at}`;
    row.dataset.at = String(at);
    row.setAttribute('role', 'option');
    const parts = [
      ['i i-' + icon, ''],
      ['name', place.name],
      ['note', place.note],
    ];
    if (place.unread) {
      parts.push(['badge', String(place.unread)]);
    }
    for (const [className, words] of parts) {
      const span = document.createElement('span');
      span.className = className;
      span.textContent = words;
      row.append(span);
    }
    return row;
  }

  select(at) {
    this.at = at;
    $$('[role=option]', this.list).forEach((row, index) => row.setAttribute('aria-selected', String(index === at)));
    const row = this.list.children[at];
    row?.scrollIntoView({ block: 'nearest' });
    this.input.setAttribute('aria-activedescendant', row?.id ?? '');
  }

  key(event) {
    const count = this.found.length;
    if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && count > 0) {
      event.preventDefault();
      event.stopPropagation();
      this.select((this.at + (event.key === 'ArrowDown' ? 1 : -1) + count) % count);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      this.take(this.at);
    }
  }

  take(at) {
    const place = this.found[at];
    this.dialog.close();
    if (place) {
      document.activeElement?.blur?.();
      go(place.href);
    }
  }
}

/* ---- the list of shortcuts ---- */

function shortcuts() {
  let dialog = $('dialog.shortcuts');
  if (!dialog) {
    const command = mac ? '⌘' : 'Ctrl';
    const lines = [
      [[command, 'K'], 'Go to a channel or space'],
      [['Alt', '↑'], 'Channel above'],
      [['Alt', '↓'], 'Channel below'],
      [['Alt', 'Shift', '↓'], 'Next unread channel'],
      [['F6'], 'Next part of the screen'],
      [['↑'], 'Edit your last message, in an empty composer'],
      [['Enter'], 'Send'],
      [['Shift', 'Enter'], 'New line'],
      [['Esc'], 'Close what is open'],
      [[command, '/'], 'This list'],
    ];
    dialog = document.createElement('dialog');
    dialog.className = 'shortcuts';
    dialog.setAttribute('aria-label', 'Keyboard shortcuts');
    dialog.innerHTML = `<h2>Keyboard shortcuts</h2><dl>${lines
      .map(([keys, words]) => `<div><dt>${words}</dt><dd>${keys.map((key) => `<kbd>${key}</kbd>`).join('')}</dd></div>`)
      .join('')}</dl><form method="dialog"><button class="button">Close</button></form>`;
    dialog.addEventListener('click', (event) => event.target === dialog && dialog.close());
    document.body.append(dialog);
  }
  dialog.showModal();
}

/* ---- people ---- */

const ROLES = [
  ['owner', 'Owner'],
  ['admin', 'Admins'],
  ['staff', 'Staff'],
  ['agent', 'AI partners'],
  ['integrator', 'Integrators'],
  ['customer', 'Customers'],
];

function initials(name) {
  const words = name.trim().split(/\s+/).filter((word) => /^[\p{L}\p{N}]/u.test(word));
  const first = [...(words[0] ?? '?')][0] ?? '?';
  const last = words.length > 1 ? ([...words.at(-1)][0] ?? '') : '';
  return (first + last).toUpperCase();
}

function tone(key) {
  let sum = 7;
  for (let i = 0; i < key.length; i++) {
    sum = (sum * 31 + key.charCodeAt(i)) >>> 0;
  }
  return sum % 8;
}

/** The members of a space by role. Fed once; a click on a name starts a mention. */
class SpacesPeople extends HTMLElement {
  #people = [];

  set people(people) {
    this.#people = people ?? [];
    if (this.isConnected) {
      this.draw();
    }
  }

  get people() {
    return this.#people;
  }

  connectedCallback() {
    if (this.#people.length > 0) {
      this.draw();
    }
  }

  draw() {
    const table = this.getAttribute('form') === 'table';
    const parts = [];
    for (const [role, heading] of ROLES) {
      const group = this.#people.filter((person) => person.role === role);
      if (group.length === 0) {
        continue;
      }
      const section = document.createElement('section');
      const title = document.createElement(table ? 'h3' : 'h2');
      title.textContent = group.length > 1 || role === 'agent' ? `${heading} (${group.length})` : heading;
      const list = document.createElement('ul');
      list.append(...group.map((person) => this.row(person, table)));
      section.append(title, list);
      parts.push(section);
    }
    this.replaceChildren(...parts);
  }

  row(person, table) {
    const row = document.createElement('li');
    row.dataset.person = person.id;
    const face = document.createElement('span');
    face.className = person.role === 'agent' ? 'face agent' : `face tone-${tone(person.id)}`;
    face.setAttribute('aria-hidden', 'true');
    if (person.role === 'agent') {
      const spark = document.createElement('span');
      spark.className = 'i i-spark';
      face.append(spark);
    } else {
      face.textContent = initials(person.name);
    }
    const name = document.createElement('span');
    name.className = 'name';
    name.textContent = person.name;
    row.append(face, name);
    if (person.id === this.getAttribute('me')) {
      const you = document.createElement('span');
      you.className = 'you';
      you.textContent = 'you';
      row.append(you);
    }
    if (person.note) {
      const note = document.createElement('span');
      note.className = 'note';
      note.textContent = person.note;
      row.append(note);
    }
    if (table && person.joined) {
      const since = document.createElement('span');
      since.className = 'since';
      since.textContent = `since ${new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' }).format(new Date(person.joined))}`;
      row.append(since);
    }
    return row;
  }
}
customElements.define('spaces-people', SpacesPeople);

/* ---- a page that could not be shown tries again ---- */

const retry = () => {
  const waiting = $('[data-retry]');
  if (waiting) {
    fetch('/api/v1/me', { headers: { Accept: 'application/json' }, cache: 'no-store' })
      .then((answer) => answer.ok && location.reload())
      .catch(() => {});
  }
};
setInterval(retry, 2_000);
