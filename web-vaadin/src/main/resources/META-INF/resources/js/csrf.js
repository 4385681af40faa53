// The anti-forgery token of pages that stay open for long.

async function freshToken() {
  const answer = await fetch('/api/v1/csrf', { headers: { Accept: 'application/json' }, cache: 'no-store', signal: AbortSignal.timeout(4000) });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

/** Puts a fresh token into the form's hidden field; when there is none to be had, the old one may still do. */
export async function renewToken(form) {
  const field = form.elements.namedItem('_csrf');
  if (!field) return;
  try {
    field.value = (await freshToken()).token;
  } catch {
    // The server judges what it gets.
  }
}

/** Ends the login; returns where to go: the start page, or the page that asks once more when the login may live on. */
export async function logOut() {
  try {
    const { headerName, token } = await freshToken();
    const answer = await fetch('/logout', { method: 'POST', headers: { [headerName]: token }, redirect: 'manual' });
    return answer.ok || answer.type === 'opaqueredirect' ? '/' : '/logout';
  } catch {
    return '/logout';
  }
}
