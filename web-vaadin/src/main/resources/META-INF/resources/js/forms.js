// Small comforts of the forms: show the password, send once.

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
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = 'yes';
    button.setAttribute('aria-busy', 'true');
  });
  // Back from the next page by the browser's own cache: the form can be sent again.
  addEventListener('pageshow', (event) => {
    if (event.persisted) {
      delete form.dataset.sent;
      button.removeAttribute('aria-busy');
    }
  });
}
