import { html } from "lit";

// Drawn on a grid of 20; stroke and size come from the surrounding style.


export const reply = html`<svg viewBox="0 0 20 20" aria-hidden="true"><path d="M8 5 3.5 9.5 8 14" /><path d="M4 9.5h7.5c3 0 5 2 5 5.5" /></svg>`;
export const pencil = html`<svg viewBox="0 0 20 20" aria-hidden="true"><path d="m4 16 .7-3.3L13.2 4.2a1.8 1.8 0 0 1 2.6 2.6L7.3 15.3 4 16Z" /><path d="m11.7 5.7 2.6 2.6" /></svg>`;
export const link = html`<svg viewBox="0 0 20 20" aria-hidden="true"><path d="M8.5 11.5a3.2 3.2 0 0 0 4.6 0l2.6-2.6a3.25 3.25 0 0 0-4.6-4.6L10 5.4" /><path d="M11.5 8.5a3.2 3.2 0 0 0-4.6 0l-2.6 2.6a3.25 3.25 0 0 0 4.6 4.6L10 14.6" /></svg>`;
export const bin = html`<svg viewBox="0 0 20 20" aria-hidden="true"><path d="M4 5.5h12M8 5.5V4h4v1.5M5.5 5.5l.7 10.5h7.6l.7-10.5M8.5 8.5v4.5M11.5 8.5v4.5" /></svg>`;
export const copy = html`<svg viewBox="0 0 20 20" aria-hidden="true"><rect x="7" y="7" width="9" height="9" rx="2" /><path d="M13 7V6a2 2 0 0 0-2-2H6a2 2 0 0 0-2 2v5a2 2 0 0 0 2 2h1" /></svg>`;
export const more = html`<svg viewBox="0 0 20 20" aria-hidden="true"><path d="M4.5 10h.01M10 10h.01M15.5 10h.01" stroke-width="2.6" /></svg>`;
export const cross = html`<svg viewBox="0 0 20 20" aria-hidden="true"><path d="m5.5 5.5 9 9M14.5 5.5l-9 9" /></svg>`;
export const arrowUp = html`<svg viewBox="0 0 20 20" aria-hidden="true"><path d="M10 16V4.5M5 9.5l5-5 5 5" /></svg>`;
export const arrowDown = html`<svg viewBox="0 0 20 20" aria-hidden="true"><path d="M10 4v11.5M5 10.5l5 5 5-5" /></svg>`;
export const arrowRight = html`<svg viewBox="0 0 20 20" aria-hidden="true"><path d="M7.5 5l5 5-5 5" /></svg>`;
export const check = html`<svg viewBox="0 0 20 20" aria-hidden="true"><path d="m4.5 10.5 3.8 3.8 7.2-8" /></svg>`;
export const clock = html`<svg viewBox="0 0 20 20" aria-hidden="true"><circle cx="10" cy="10" r="6.5" /><path d="M10 6.5V10l2.3 1.5" /></svg>`;
export const warning = html`<svg viewBox="0 0 20 20" aria-hidden="true"><path d="M10 3.5 17 16H3L10 3.5Z" /><path d="M10 8.5v3.2M10 13.9v.01" /></svg>`;
export const bang = html`<svg viewBox="0 0 20 20" aria-hidden="true"><path d="M10 5v6M10 14.5v.01" stroke-width="2.4" /></svg>`;
export const hash = html`<svg viewBox="0 0 20 20" aria-hidden="true"><path d="M8 3.5 6.5 16.5M13.5 3.5 12 16.5M4 7.5h12.5M3.5 12.5H16" /></svg>`;
export const spark = html`<svg viewBox="0 0 20 20" aria-hidden="true"><path d="M10 3.5c.6 3.8 2.2 5.6 6.5 6.5-4.3.9-5.9 2.7-6.5 6.5-.6-3.8-2.2-5.6-6.5-6.5 4.3-.9 5.9-2.7 6.5-6.5Z" /></svg>`;
export const send = html`<svg viewBox="0 0 20 20" aria-hidden="true"><path d="M3.5 4.2 16.7 10 3.5 15.8 5.2 10 3.5 4.2Z" fill="currentColor" /><path d="M5.5 10H10" stroke="var(--sp-send-cut, currentColor)" /></svg>`;
export const lock = html`<svg viewBox="0 0 20 20" aria-hidden="true"><rect x="4.5" y="9" width="11" height="7.5" rx="2" /><path d="M7 9V6.8a3 3 0 0 1 6 0V9" /></svg>`;
export const cloud = html`<svg viewBox="0 0 20 20" aria-hidden="true"><path d="M6 15.5a3.5 3.5 0 0 1-.4-7 4.6 4.6 0 0 1 8.9 1 3 3 0 0 1 0 6H6Z" /></svg>`;
export const retry = html`<svg viewBox="0 0 20 20" aria-hidden="true"><path d="M15.5 10a5.5 5.5 0 1 1-1.7-4L16 8" /><path d="M16 4v4h-4" /></svg>`;
