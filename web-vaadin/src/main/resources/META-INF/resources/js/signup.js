import { renewToken } from './csrf.js';
import './forms.js';
import { sameZone } from './zones.js';

const form = document.getElementById('signup');
const name = form.elements.namedItem('businessName');
const slug = form.elements.namedItem('slug');
const slugHint = document.getElementById('slug-hint');
const password = form.elements.namedItem('password');
const passwordHint = document.getElementById('password-hint');

// The address follows the name until somebody types an address.

let ownSlug = slug.value !== '' && slug.value !== toSlug(name.value);

function toSlug(text) {
  return text
    .replace(/ß/g, 'ss')
    .replace(/æ/gi, 'ae')
    .replace(/ø/gi, 'o')
    .replace(/&/g, ' and ')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/['’.]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, Number(slug.maxLength))
    .replace(/-+$/, '');
}

name.addEventListener('input', () => {
  if (!ownSlug) {
    slug.value = toSlug(name.value);
    check();
  }
  drawName();
});

slug.addEventListener('input', () => {
  ownSlug = slug.value !== '';
  check();
});

// Asks whether the address is free, a moment after the last key; an answer that was overtaken is dropped.

let asking = new AbortController();
let pause = 0;

function check() {
  clearTimeout(pause);
  asking.abort();
  const wanted = slug.value;
  if (wanted === '') {
    say(slug, slugHint, slugHint.dataset.default, '');
    return;
  }
  pause = setTimeout(async () => {
    asking = new AbortController();
    try {
      const answer = await fetch(`/api/v1/slugs/${encodeURIComponent(wanted)}`, { headers: { Accept: 'application/json' }, signal: asking.signal });
      if (!answer.ok) {
        say(slug, slugHint, slugHint.dataset.default, '');
        return;
      }
      const { available, reason } = await answer.json();
      if (available) {
        say(slug, slugHint, `${wanted} is free.`, 'good');
      } else {
        say(slug, slugHint, reason ?? `${wanted} is taken.`, 'bad');
      }
    } catch (error) {
      if (error.name !== 'AbortError') say(slug, slugHint, slugHint.dataset.default, '');
    }
  }, 250);
}

function say(input, hint, text, mood) {
  hint.textContent = text;
  hint.classList.toggle('good', mood === 'good');
  input.closest('.field').classList.toggle('bad', mood === 'bad');
  input.setAttribute('aria-invalid', String(mood === 'bad'));
}

// The preview carries the name that is being typed.

function monogram(text) {
  const words = text.replace(/[^\p{L}\p{N}\s]+/gu, ' ').trim().split(/\s+/).filter((word) => word !== '');
  if (words.length === 0) return 'Y';
  return (words.length === 1 ? [...words[0]].slice(0, 2).join('') : [...words[0]][0] + [...words[1]][0]).toUpperCase();
}

function drawName() {
  const shown = name.value.trim() || 'Your business';
  for (const place of document.querySelectorAll('[data-business-name]')) place.textContent = shown;
  for (const place of document.querySelectorAll('[data-monogram]')) place.textContent = monogram(shown);
}

const owner = form.elements.namedItem('ownerName');
owner.addEventListener('input', drawOwner);

function drawOwner() {
  const shown = owner.value.trim() || 'Alex';
  for (const place of document.querySelectorAll('[data-owner-name]')) place.textContent = shown;
}

// The browser knows the zone and a likely currency.

const zone = form.elements.namedItem('timeZone');
if (!zone.dataset.chosen) {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  zone.value = sameZone([...zone.options].map((option) => option.value), own) ?? zone.value;
}

const byCountry = {
  EUR: 'AT BE BG CY DE EE ES FI FR GR HR IE IT LT LU LV MT NL PT SI SK', GBP: 'GB', CHF: 'CH LI', USD: 'US PR EC SV', CAD: 'CA', AUD: 'AU', NZD: 'NZ',
  JPY: 'JP', INR: 'IN', BRL: 'BR', MXN: 'MX', ZAR: 'ZA', SEK: 'SE', NOK: 'NO', DKK: 'DK', PLN: 'PL', CZK: 'CZ', HUF: 'HU', RON: 'RO', TRY: 'TR', SGD: 'SG',
};
const currency = form.elements.namedItem('currency');
if (!currency.dataset.chosen) {
  const country = new Intl.Locale(navigator.language).maximize().region;
  const likely = Object.keys(byCountry).find((code) => byCountry[code].split(' ').includes(country));
  if (likely && [...currency.options].some((option) => option.value === likely)) currency.value = likely;
}

// The length of a password counts in bytes.

const bytes = (text) => new TextEncoder().encode(text).length;

password.addEventListener('input', () => {
  const length = bytes(password.value);
  if (length > 72) {
    say(password, passwordHint, `${length - 72} bytes too long: at most 72, and letters beyond the Latin ones count for more than one.`, 'bad');
  } else if (length >= 8) {
    say(password, passwordHint, 'Long enough.', 'good');
  } else {
    say(password, passwordHint, passwordHint.dataset.default, '');
  }
});

// Empty or wrong fields are named before anything travels; everything else is the server's to judge.

const missing = {
  businessName: 'Please name your business.',
  slug: 'Please choose an address.',
  ownerName: 'Please tell us your name.',
  ownerEmail: 'Please enter your e-mail address.',
  password: 'Please choose a password.',
};

let sent = false;

form.addEventListener('submit', (event) => {
  event.preventDefault();
  if (sent) return;
  let first = null;
  for (const [field, text] of Object.entries(missing)) {
    const input = form.elements.namedItem(field);
    if (input.value.trim() === '') {
      mark(input, text);
      first ??= input;
    }
  }
  const length = bytes(password.value);
  if (length > 0 && (length < 8 || length > 72)) {
    mark(password, length < 8 ? 'A password has at least 8 characters.' : 'A password has at most 72 bytes.');
    first ??= password;
  }
  if (first) {
    first.focus();
    return;
  }
  sent = true;
  form.querySelector('button[type=submit]').setAttribute('aria-busy', 'true');
  void renewToken(form).then(() => form.submit());
});

function mark(input, text) {
  const field = input.closest('.field');
  let hint = field.querySelector('.hint');
  if (!hint) {
    hint = document.createElement('p');
    hint.className = 'hint';
    hint.id = `${input.id}-hint`;
    field.append(hint);
    input.setAttribute('aria-describedby', hint.id);
  }
  say(input, hint, text, 'bad');
  input.addEventListener('input', () => say(input, hint, hint.dataset.default ?? '', ''), { once: true });
}

addEventListener('pageshow', (event) => {
  if (event.persisted) {
    sent = false;
    form.querySelector('button[type=submit]').removeAttribute('aria-busy');
  }
});

drawName();
drawOwner();
document.getElementById('errors')?.focus();
