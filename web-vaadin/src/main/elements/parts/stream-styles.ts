import { css } from "lit";

export const streamStyles = css`
  :host {
    --gutter: 72px;
    position: relative;
    display: flex;
    flex-direction: column;
    min-height: 0;
    min-width: 0;
    height: 100%;
    background: var(--sp-surface-3);
  }
  .frame {
    position: relative;
    flex: 1;
    min-height: 0;
  }
  .scroller {
    position: absolute;
    inset: 0;
    overflow-x: hidden;
    overflow-y: auto;
    overflow-anchor: none;
    overscroll-behavior: contain;
    scrollbar-width: thin;
    scrollbar-color: var(--sp-line-strong) transparent;
  }
  .inner {
    display: flex;
    flex-direction: column;
    justify-content: flex-end;
    min-height: 100%;
    padding-bottom: var(--sp-6);
  }
  .rows {
    list-style: none;
    margin: 0;
    padding: 0;
  }

  /* A message */
  .row {
    position: relative;
    display: grid;
    grid-template-columns: var(--gutter) minmax(0, 1fr);
    padding: 2px var(--sp-12) 2px 0;
    scroll-margin: 80px 0;
  }
  .row.head {
    margin-top: 14px;
    padding-top: 3px;
  }
  .row.active,
  .row:focus-visible {
    background: var(--sp-hover);
  }
  .row:focus-visible {
    outline-offset: -2px;
    border-radius: var(--sp-radius-2);
  }
  .row.mentions {
    background: var(--sp-mention-row);
  }
  .row.mentions::before {
    content: "";
    position: absolute;
    inset: 0 auto 0 0;
    width: 2px;
    background: var(--sp-warning);
  }
  .row.flash {
    animation: flash 2600ms var(--sp-ease);
  }
  .gutter {
    display: flex;
    justify-content: center;
    user-select: none;
    -webkit-user-select: none;
  }
  .gutter .avatar {
    margin-top: 3px;
  }
  .row.answers .gutter .avatar {
    margin-top: 26px;
  }
  .gutter time {
    font-size: 11px;
    line-height: 22px;
    color: var(--sp-muted);
    opacity: 0;
    white-space: nowrap;
    font-variant-numeric: tabular-nums;
  }
  .row.active .gutter time,
  .row:focus-within .gutter time {
    opacity: 1;
  }
  .body {
    min-width: 0;
  }
  .meta {
    display: flex;
    align-items: baseline;
    flex-wrap: wrap;
    gap: 0 var(--sp-2);
    line-height: 22px;
  }
  .name {
    font-weight: var(--sp-weight-strong);
    color: var(--sp-text-strong);
  }
  .meta time {
    font-size: var(--sp-size-xs);
    color: var(--sp-muted);
    font-variant-numeric: tabular-nums;
  }
  .badge {
    align-self: center;
    padding: 0 5px;
    border-radius: var(--sp-radius-1);
    font-size: 10.5px;
    font-weight: 680;
    line-height: 16px;
    color: var(--sp-accent-ink);
    background: var(--sp-accent-soft);
  }
  .badge.customer {
    color: var(--sp-success-ink);
    background: var(--sp-success-soft);
  }
  .edited {
    margin-inline-start: 4px;
    font-size: 11px;
    color: var(--sp-muted);
    white-space: nowrap;
  }
  .content.changed > p:last-of-type {
    display: inline;
  }
  .blocks {
    display: grid;
    gap: var(--sp-2);
    margin: 4px 0 2px;
  }

  /* The quoted message of a reply */
  .quote {
    display: flex;
    align-items: center;
    gap: 6px;
    width: fit-content;
    max-width: min(84ch, 100%);
    height: 22px;
    margin-bottom: 1px;
    font-size: var(--sp-size-sm);
    line-height: 20px;
    color: var(--sp-muted);
    text-align: start;
  }
  .quote svg {
    font-size: 14px;
    transform: scaleY(-1);
  }
  .quote b {
    font-weight: var(--sp-weight-strong);
    color: var(--sp-text);
    white-space: nowrap;
  }
  .quote span {
    min-width: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  button.quote:hover {
    color: var(--sp-text);
  }

  /* System lines */
  .row.quiet {
    margin-top: 6px;
    font-size: var(--sp-size-sm);
    color: var(--sp-muted);
  }
  .row.quiet .gutter svg {
    margin-top: 2px;
    font-size: 16px;
    color: var(--sp-muted);
  }
  .row.quiet .content,
  .row.quiet .content strong {
    color: var(--sp-muted);
  }
  .row.quiet .line {
    display: flex;
    flex-wrap: wrap;
    gap: 0 var(--sp-2);
    align-items: baseline;
  }
  .row.quiet .line time {
    font-size: 11px;
  }

  /* A message on its way */
  .row.pending .content {
    animation: fade-late 1ms linear 600ms both;
  }
  .state {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 2px var(--sp-2);
    font-size: var(--sp-size-xs);
    line-height: 20px;
    color: var(--sp-muted);
  }
  .state span {
    min-width: 0;
    max-width: calc(100% - 24px);
  }
  .state.failed {
    color: var(--sp-danger-ink);
  }
  .state button {
    min-height: 24px;
    padding: 0 2px;
    font-weight: var(--sp-weight-strong);
    color: var(--sp-link);
  }
  .state button:hover {
    text-decoration: underline;
  }
  .state svg {
    flex: none;
    font-size: 14px;
  }

  /* Dividers */
  .divider {
    display: flex;
    align-items: center;
    gap: var(--sp-3);
    margin: 22px var(--sp-4) 6px;
    font-size: var(--sp-size-xs);
    font-weight: var(--sp-weight-strong);
    line-height: 16px;
    color: var(--sp-muted);
  }
  .divider::before,
  .divider::after {
    content: "";
    flex: 1;
    height: 1px;
    background: var(--sp-line);
  }
  .divider.new {
    margin: 10px 0 0 var(--sp-4);
    gap: 0;
    color: var(--sp-unread);
  }
  .divider.new::before {
    background: var(--sp-unread);
  }
  .divider.new::after {
    display: none;
  }
  .divider.new span {
    padding: 0 6px;
    border-radius: var(--sp-radius-1) 0 0 var(--sp-radius-1);
    font-size: 11px;
    color: var(--sp-unread-text);
    background: var(--sp-unread);
  }

  /* Actions of the message under the pointer or the focus */
  .tools {
    position: absolute;
    z-index: 2;
    top: -16px;
    right: var(--sp-4);
    display: flex;
    padding: 2px;
    border-radius: var(--sp-radius-2);
    background: var(--sp-raised);
    box-shadow: var(--sp-shadow-2), 0 0 0 1px var(--sp-line);
  }
  .tools button {
    display: grid;
    place-items: center;
    width: 30px;
    height: 28px;
    border-radius: 6px;
    font-size: 17px;
    color: var(--sp-muted);
  }
  .tools button:hover,
  .tools button:focus-visible {
    color: var(--sp-text-strong);
    background: var(--sp-active);
  }
  .tools button.danger:hover {
    color: var(--sp-danger-ink);
    background: var(--sp-danger-soft);
  }

  /* Editing in place */
  .editor {
    max-width: 84ch;
    margin: 4px 0;
  }
  .editor textarea {
    display: block;
    width: 100%;
    min-height: 42px;
    max-height: 40vh;
    padding: 10px var(--sp-3);
    border: 1px solid var(--sp-line-strong);
    border-radius: var(--sp-radius-2);
    font: inherit;
    font-size: max(16px, var(--sp-size-md));
    line-height: 22px;
    color: var(--sp-text);
    background: var(--sp-surface-4);
    resize: none;
    field-sizing: content;
  }
  .editor textarea:focus {
    outline: 2px solid var(--sp-focus);
    outline-offset: -1px;
  }
  .editor .below {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--sp-2);
    margin-top: 6px;
    font-size: var(--sp-size-xs);
    color: var(--sp-muted);
  }
  .editor .newer {
    margin-bottom: 6px;
    padding: var(--sp-2) var(--sp-3);
    border-radius: var(--sp-radius-2);
    font-size: var(--sp-size-sm);
    background: var(--sp-warning-soft);
  }
  .editor .newer b {
    color: var(--sp-warning-ink);
    font-weight: var(--sp-weight-strong);
  }
  .editor .problem {
    flex-basis: 100%;
    color: var(--sp-danger-ink);
  }

  /* The beginning of the channel, and nothing in it yet */
  .intro {
    padding: var(--sp-12) var(--sp-4) var(--sp-2);
    max-width: 84ch;
  }
  .intro .sign {
    display: grid;
    place-items: center;
    width: 60px;
    height: 60px;
    margin-bottom: var(--sp-3);
    border-radius: 20px;
    font-size: 30px;
    color: var(--sp-accent-ink);
    background: var(--sp-accent-soft);
  }
  .intro h2 {
    margin: 0 0 4px;
    font-size: var(--sp-size-xl);
    font-weight: 680;
    line-height: 1.25;
    letter-spacing: -0.012em;
    color: var(--sp-text-strong);
  }
  .intro p {
    margin: 0;
    color: var(--sp-muted);
    text-wrap: pretty;
  }
  .notice {
    display: grid;
    place-content: center;
    justify-items: center;
    gap: var(--sp-3);
    min-height: 100%;
    padding: var(--sp-8);
    text-align: center;
    color: var(--sp-muted);
  }
  .notice h2 {
    margin: 0;
    font-size: var(--sp-size-lg);
    font-weight: var(--sp-weight-strong);
    color: var(--sp-text-strong);
  }
  .notice p {
    margin: 0;
    max-width: 46ch;
  }
  .notice .kept {
    width: min(560px, 80vw);
    margin-top: var(--sp-4);
    text-align: start;
  }
  .notice > svg {
    font-size: 34px;
    color: var(--sp-faint);
  }

  /* Skeletons: visible only when waiting is noticed */
  .skeletons {
    overflow: hidden;
    opacity: 0;
    animation: fade-in 200ms linear 150ms forwards;
  }
  .skeletons.idle {
    animation: none;
  }
  .bone {
    display: grid;
    grid-template-columns: var(--gutter) minmax(0, 1fr);
    height: 66px;
    align-items: start;
  }
  .bone i {
    display: block;
    border-radius: var(--sp-radius-full);
    background: var(--sp-active);
  }
  .bone i:first-child {
    width: 40px;
    height: 40px;
    margin: 4px auto 0;
    border-radius: 50%;
  }
  .bone div i {
    height: 10px;
    width: 120px;
    margin: 9px 0 12px;
  }
  .bone div i + i {
    margin: 0;
    width: min(70%, 520px);
  }
  .bone:nth-child(3n) div i + i {
    width: min(44%, 360px);
  }
  .bone:nth-child(3n + 1) div i {
    width: 88px;
  }

  /* What floats over the stream */
  .over {
    position: absolute;
    z-index: 3;
    left: 0;
    right: 0;
    display: flex;
    justify-content: center;
    pointer-events: none;
  }
  .over > * {
    pointer-events: auto;
  }
  .over.top {
    top: var(--sp-2);
    flex-direction: column;
    align-items: center;
    gap: var(--sp-2);
    padding: 0 var(--sp-4);
  }
  .over.bottom {
    bottom: var(--sp-3);
    padding: 0 var(--sp-4);
  }
  .pill {
    display: inline-flex;
    align-items: center;
    max-width: 100%;
    height: 32px;
    border-radius: var(--sp-radius-full);
    font-size: var(--sp-size-sm);
    font-weight: var(--sp-weight-strong);
    color: var(--sp-text-strong);
    background: var(--sp-raised);
    box-shadow: var(--sp-shadow-2), 0 0 0 1px var(--sp-line);
    animation: rise 160ms var(--sp-ease);
    overflow: hidden;
  }
  .pill button,
  button.pill {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    height: 32px;
    padding: 0 var(--sp-3);
    white-space: nowrap;
  }
  .pill svg {
    font-size: 15px;
  }
  .pill.unread {
    color: var(--sp-accent-text);
    background: var(--sp-accent);
    box-shadow: var(--sp-shadow-2);
  }
  .pill.unread button + button {
    padding: 0 10px;
    border-inline-start: 1px solid color-mix(in oklab, currentColor 25%, transparent);
  }
  .pill.unread button:hover,
  button.pill.unread:hover {
    background: var(--sp-accent-hover);
  }
  .pill button:focus-visible,
  button.pill:focus-visible {
    outline-offset: -3px;
    outline-color: currentColor;
    border-radius: var(--sp-radius-full);
  }
  .banner {
    display: inline-flex;
    align-items: center;
    gap: var(--sp-2);
    max-width: 100%;
    min-height: 32px;
    padding: 4px var(--sp-3);
    border-radius: var(--sp-radius-3);
    font-size: var(--sp-size-sm);
    line-height: 1.35;
    color: var(--sp-warning-ink);
    background: var(--sp-warning-soft);
    box-shadow: var(--sp-shadow-2);
    animation: rise 160ms var(--sp-ease);
  }
  .banner svg {
    font-size: 16px;
  }
  .banner button {
    min-height: 24px;
    font-weight: var(--sp-weight-strong);
    text-decoration: underline;
    text-underline-offset: 2px;
    white-space: nowrap;
  }
  .toast {
    display: inline-flex;
    align-items: center;
    gap: var(--sp-3);
    min-height: 40px;
    padding: 0 var(--sp-2) 0 var(--sp-4);
    border-radius: var(--sp-radius-2);
    font-size: var(--sp-size-sm);
    color: var(--sp-text-strong);
    background: var(--sp-raised);
    box-shadow: var(--sp-shadow-3), 0 0 0 1px var(--sp-line);
    animation: rise 160ms var(--sp-ease);
  }
  .toast .text {
    padding-inline-end: var(--sp-2);
  }
  .toast button {
    min-height: 28px;
    padding: 0 10px;
    border-radius: 6px;
    font-weight: var(--sp-weight-strong);
    color: var(--sp-link);
  }
  .toast button:hover {
    background: var(--sp-hover);
  }

  /* The menu of a message: beside it on a desk, a sheet from below on a phone */
  dialog.menu {
    margin: 0;
    inset: auto;
    width: 240px;
    max-width: calc(100vw - 16px);
    padding: 6px;
    border: 1px solid var(--sp-line);
    border-radius: var(--sp-radius-3);
    color: var(--sp-text);
    background: var(--sp-raised);
    box-shadow: var(--sp-shadow-3);
  }
  dialog.menu::backdrop {
    background: transparent;
  }
  dialog.menu button {
    display: flex;
    align-items: center;
    gap: var(--sp-3);
    width: 100%;
    min-height: 36px;
    padding: 0 10px;
    border-radius: 7px;
    font-size: var(--sp-size-sm);
    text-align: start;
  }
  dialog.menu button:hover,
  dialog.menu button:focus-visible {
    outline-offset: -2px;
    background: var(--sp-hover);
    color: var(--sp-text-strong);
  }
  dialog.menu button.danger {
    color: var(--sp-danger-ink);
  }
  dialog.menu button.danger:hover {
    background: var(--sp-danger-soft);
  }
  dialog.menu svg {
    font-size: 18px;
  }

  @media (max-width: 639px), (pointer: coarse) {
    :host {
      --gutter: 60px;
    }
    .row {
      padding-right: var(--sp-4);
    }
    .avatar {
      width: 38px;
      height: 38px;
    }
    .editor .hint {
      display: none;
    }
  }
  @media (pointer: coarse) {
    .row {
      user-select: none;
      -webkit-user-select: none;
      -webkit-touch-callout: none;
    }
    .state button,
    .banner button {
      min-height: 44px;
    }
    .pill,
    .pill button,
    button.pill {
      height: 40px;
    }
    dialog.menu {
      inset: auto 0 0 0;
      width: 100%;
      max-width: 100%;
      padding: var(--sp-2) var(--sp-2) calc(var(--sp-3) + env(safe-area-inset-bottom));
      border-radius: var(--sp-radius-4) var(--sp-radius-4) 0 0;
      border-width: 1px 0 0;
      animation: sheet 180ms var(--sp-ease);
    }
    dialog.menu::backdrop {
      background: var(--sp-backdrop);
    }
    dialog.menu button {
      min-height: 50px;
      padding: 0 var(--sp-4);
      font-size: var(--sp-size-md);
    }
  }
  @keyframes flash {
    0%,
    55% {
      background: var(--sp-accent-soft);
    }
  }
  @keyframes fade-late {
    to {
      color: var(--sp-muted);
    }
  }
  @keyframes fade-in {
    to {
      opacity: 1;
    }
  }
  @keyframes rise {
    from {
      opacity: 0;
      transform: translateY(4px);
    }
  }
  @keyframes sheet {
    from {
      transform: translateY(40%);
      opacity: 0;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .pill,
    .banner,
    .toast,
    dialog.menu {
      animation: none;
    }
  }
`;
