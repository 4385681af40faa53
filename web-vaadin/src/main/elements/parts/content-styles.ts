import { css } from "lit";

/** Markdown as the server renders it. */
export const contentStyles = css`
  .content {
    max-width: 84ch;
    overflow-wrap: anywhere;
    color: var(--sp-text);
  }
  .content.plain {
    white-space: pre-wrap;
  }
  .content.jumbo {
    font-size: 2.25rem;
    line-height: 1.25;
  }
  .content > :first-child {
    margin-top: 0;
  }
  .content > :last-child {
    margin-bottom: 0;
  }
  .content p,
  .content ul,
  .content ol,
  .content blockquote,
  .content pre,
  .content .code,
  .content table {
    margin: 0 0 6px;
  }
  .content ul,
  .content ol {
    padding-left: 1.5em;
  }
  .content ul {
    list-style: disc;
  }
  .content ul ul {
    list-style: circle;
  }
  .content li {
    margin: 2px 0;
  }
  .content li::marker {
    color: var(--sp-muted);
  }
  .content h1,
  .content h2,
  .content h3,
  .content h4,
  .content h5,
  .content h6 {
    margin: 10px 0 4px;
    font-weight: var(--sp-weight-strong);
    line-height: 1.3;
    color: var(--sp-text-strong);
    font-size: 1rem;
  }
  .content h1 {
    font-size: 1.3rem;
  }
  .content h2 {
    font-size: 1.125rem;
  }
  .content strong {
    font-weight: var(--sp-weight-strong);
    color: var(--sp-text-strong);
  }
  .content blockquote {
    position: relative;
    padding-left: var(--sp-3);
    color: var(--sp-muted);
  }
  .content blockquote::before {
    content: "";
    position: absolute;
    inset: 2px auto 2px 0;
    width: 3px;
    border-radius: 3px;
    background: var(--sp-line-strong);
  }
  .content code {
    font-family: var(--sp-font-mono);
    font-size: 0.875em;
    padding: 1px 5px;
    border-radius: var(--sp-radius-1);
    background: var(--sp-code-bg);
    color: var(--sp-code);
    box-shadow: inset 0 0 0 1px var(--sp-line);
  }
  .content pre {
    max-width: 100%;
    padding: 10px var(--sp-3);
    border: 1px solid var(--sp-line);
    border-radius: var(--sp-radius-2);
    background: var(--sp-code-bg);
    overflow-x: auto;
    overflow-wrap: normal;
    line-height: 1.5;
  }
  .content .code {
    max-width: 100%;
    border: 1px solid var(--sp-line);
    border-radius: var(--sp-radius-2);
    background: var(--sp-code-bg);
    overflow: hidden;
  }
  .content .code-bar {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: var(--sp-3);
    min-height: 30px;
    padding: 2px 4px 2px var(--sp-3);
    border-bottom: 1px solid var(--sp-line);
    font-size: var(--sp-size-xs);
    color: var(--sp-muted);
  }
  .content .code-bar span {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .content .copy-code {
    flex: none;
    min-height: max(24px, var(--sp-target));
    padding: 0 10px;
    border-radius: 6px;
    font-weight: var(--sp-weight-medium);
    color: var(--sp-muted);
  }
  .content .copy-code:hover {
    color: var(--sp-text-strong);
    background: var(--sp-hover);
  }
  .content .code pre {
    margin: 0;
    border: 0;
    border-radius: 0 0 var(--sp-radius-2) var(--sp-radius-2);
    scrollbar-width: thin;
    tab-size: 2;
  }
  .content .code pre:focus-visible {
    outline: 2px solid var(--sp-focus);
    outline-offset: -2px;
  }
  .content pre code {
    padding: 0;
    background: none;
    box-shadow: none;
    font-size: var(--sp-size-sm);
    white-space: pre;
  }
  .content table {
    display: block;
    max-width: 100%;
    overflow-x: auto;
    overflow-wrap: normal;
    scrollbar-width: thin;
    border-collapse: collapse;
    font-size: var(--sp-size-sm);
  }
  .content th,
  .content td {
    padding: 5px 10px;
    border: 1px solid var(--sp-line);
    text-align: start;
  }
  .content th {
    font-weight: var(--sp-weight-strong);
    color: var(--sp-text-strong);
    background: var(--sp-surface-4);
  }
  .content hr {
    border: 0;
    border-top: 1px solid var(--sp-line);
    margin: 10px 0;
  }
  .content a {
    text-decoration: underline;
    text-decoration-color: color-mix(in oklab, currentColor 35%, transparent);
    text-underline-offset: 2px;
  }
  .content a:hover {
    text-decoration-color: currentColor;
  }
  .content img {
    display: block;
    max-width: min(100%, 420px);
    max-height: 320px;
    margin: 6px 0;
    border-radius: var(--sp-radius-2);
  }
  .content .mention {
    padding: 0 3px;
    border-radius: var(--sp-radius-1);
    -webkit-box-decoration-break: clone;
    box-decoration-break: clone;
    font-weight: var(--sp-weight-medium);
    color: var(--sp-mention);
    background: var(--sp-mention-bg);
    cursor: pointer;
  }
  .content .mention.own {
    color: var(--sp-mention-self);
    background: var(--sp-mention-self-bg);
    font-weight: var(--sp-weight-strong);
  }
`;
