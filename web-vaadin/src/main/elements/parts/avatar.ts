import { css, html, type TemplateResult } from "lit";
import type { Author } from "../model/message.ts";
import { spark } from "./icons.ts";

const TONES = 8;

/** A quiet disc with initials; partners of flesh are round, AI partners are square with a spark. */
export function avatar(author: Author): TemplateResult {
  if (author.kind === "agent" || author.kind === "system") {
    return html`<span class="avatar ${author.kind}" aria-hidden="true">${spark}</span>`;
  }
  return html`<span class="avatar tone-${toneOf(author.id ?? author.name)}" aria-hidden="true">${initialsOf(author.name)}</span>`;
}

export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/).filter((word) => /^[\p{L}\p{N}]/u.test(word));
  const first = [...(words[0] ?? "?")][0] ?? "?";
  const last = words.length > 1 ? ([...(words.at(-1) ?? "")][0] ?? "") : "";
  return (first + last).toUpperCase();
}

function toneOf(key: string): number {
  let sum = 7;
  for (let index = 0; index < key.length; index++) {
    sum = (sum * 31 + key.charCodeAt(index)) >>> 0;
  }
  return sum % TONES;
}

/** White on each tone is at least 4.5:1. */
export const avatarStyles = css`
  .avatar {
    display: grid;
    place-items: center;
    width: 40px;
    height: 40px;
    border-radius: 50%;
    font-size: 14px;
    font-weight: var(--sp-weight-strong);
    letter-spacing: 0.01em;
    line-height: 1;
    color: #fff;
    user-select: none;
    -webkit-user-select: none;
  }
  .avatar.agent,
  .avatar.system {
    border-radius: 13px;
    font-size: 21px;
    color: var(--sp-accent-ink);
    background: var(--sp-accent-soft);
  }
  .avatar.tone-0 {
    background: #6a5ac7;
  }
  .avatar.tone-1 {
    background: #2b74b8;
  }
  .avatar.tone-2 {
    background: #1d7d74;
  }
  .avatar.tone-3 {
    background: #3d7a3a;
  }
  .avatar.tone-4 {
    background: #96611a;
  }
  .avatar.tone-5 {
    background: #b5532c;
  }
  .avatar.tone-6 {
    background: #b3446c;
  }
  .avatar.tone-7 {
    background: #8c4fae;
  }
`;
