// Small comforts of the forms: show the password, send once, and with a token that is not older than the form.

import { renewToken } from './csrf.js';

for (const box of document.querySelectorAll('[data-password]')) {
  const input = box.querySelector('input');
  const button = document.createElement('button');
  button.type = 'button';
  const draw = () => {
    const shown = input.type === 'text';
    button.textContent = shown ? 'Hide' : 'Show';
    button.setAttribute('aria-label', shown ? 'Hide the password' : 'Show the password');
  };
  button.addEventListener('click', () => {
    input.type = input.type === 'text' ? 'password' : 'text';
    draw();
    input.focus();
  });
  input.form?.addEventListener('submit', () => {
    input.type = 'password';
    draw();
  });
  draw();
  box.append(button);
}

for (const form of document.querySelectorAll('form[data-once]')) {
  const button = form.querySelector('button[type=submit]');
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (form.dataset.sent) return;
    form.dataset.sent = 'yes';
    button.setAttribute('aria-busy', 'true');
    void renewToken(form).then(() => form.submit());
  });
  // Back from the next page by the browser's own cache: the form can be sent again.
  addEventListener('pageshow', (event) => {
    if (event.persisted) {
      delete form.dataset.sent;
      button.removeAttribute('aria-busy');
    }
  });
}
