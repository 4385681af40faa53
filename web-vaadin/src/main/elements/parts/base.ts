import { css } from "lit";

/** What every element starts from: box model, focus ring, buttons, and text for screen readers alone. */
export const base = css`
  :host {
    font-family: var(--sp-font);
    font-size: var(--sp-size-md);
    line-height: var(--sp-line-text);
    color: var(--sp-text);
    -webkit-text-size-adjust: 100%;
  }
  :host([hidden]) {
    display: none !important;
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  button {
    font: inherit;
    color: inherit;
    background: none;
    border: 0;
    padding: 0;
    margin: 0;
    cursor: pointer;
    touch-action: manipulation;
    -webkit-tap-highlight-color: transparent;
  }
  button:disabled {
    cursor: not-allowed;
  }
  a {
    color: var(--sp-link);
    text-decoration: none;
  }
  a:hover {
    text-decoration: underline;
  }
  :focus-visible {
    outline: 2px solid var(--sp-focus);
    outline-offset: 2px;
    border-radius: var(--sp-radius-1);
  }
  svg {
    display: block;
    width: 1em;
    height: 1em;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.75;
    stroke-linecap: round;
    stroke-linejoin: round;
    flex: none;
  }
  .sr {
    position: absolute;
    width: 1px;
    height: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: var(--sp-2);
    min-height: var(--sp-target);
    padding: 0 var(--sp-3);
    border-radius: var(--sp-radius-2);
    font-size: var(--sp-size-sm);
    font-weight: var(--sp-weight-strong);
    background: var(--sp-active);
    color: var(--sp-text-strong);
    transition: background var(--sp-speed);
  }
  .button.primary {
    background: var(--sp-accent);
    color: var(--sp-accent-text);
  }
  .button.primary:hover {
    background: var(--sp-accent-hover);
  }
`;
